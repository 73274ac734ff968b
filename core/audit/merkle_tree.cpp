#include "audit/merkle_tree.h"

#include "base/check.h"

#include <bit>

namespace strongroom::audit {

namespace {

constexpr std::uint8_t LEAF_PREFIX = 0x00;
constexpr std::uint8_t NODE_PREFIX = 0x01;

/// The largest power of two smaller than `count`, which is at least 2 (RFC 6962's k).
std::uint64_t splitPoint(std::uint64_t count) {
    return std::bit_floor(count - 1);
}

} // namespace

crypto::Hash256 leafHash(base::ByteSpan leaf) {
    return crypto::Sha256().update({&LEAF_PREFIX, 1}).update(leaf).finish();
}

crypto::Hash256 nodeHash(const crypto::Hash256& left, const crypto::Hash256& right) {
    return crypto::Sha256().update({&NODE_PREFIX, 1}).update(left.span()).update(right.span()).finish();
}

crypto::Hash256 emptyRoot() {
    return crypto::sha256({});
}

void MerkleTree::append(const crypto::Hash256& leaf) {
    crypto::Hash256 node = leaf;
    for (std::size_t level = 0;; ++level) {
        if (level == m_levels.size())
            m_levels.emplace_back();
        std::vector<crypto::Hash256>& nodes = m_levels[level];
        nodes.push_back(node);
        if (nodes.size() % 2 != 0)
            return;
        node = nodeHash(nodes[nodes.size() - 2], nodes.back());
    }
}

const crypto::Hash256& MerkleTree::leaf(std::uint64_t index) const {
    STRONGROOM_CHECK(index < size());
    return m_levels.front()[index];
}

/// The root over leaves [begin, end), which is a subtree of RFC 6962's recursion: begin is a multiple of the
/// smallest power of two that is at least end − begin.
crypto::Hash256 MerkleTree::rangeRoot(std::uint64_t begin, std::uint64_t end) const {
    const std::uint64_t count = end - begin;
    if (std::has_single_bit(count)) {
        const auto level = static_cast<std::size_t>(std::countr_zero(count));
        return m_levels[level][begin >> level];
    }
    const std::uint64_t middle = begin + splitPoint(count);
    return nodeHash(rangeRoot(begin, middle), rangeRoot(middle, end));
}

crypto::Hash256 MerkleTree::rootAt(std::uint64_t size) const {
    STRONGROOM_CHECK(size <= this->size());
    return size == 0 ? emptyRoot() : rangeRoot(0, size);
}

void MerkleTree::path(std::uint64_t index, std::uint64_t begin, std::uint64_t end, Proof& proof) const {
    if (end - begin == 1)
        return;
    const std::uint64_t middle = begin + splitPoint(end - begin);
    if (index < middle) {
        path(index, begin, middle, proof);
        proof.push_back(rangeRoot(middle, end));
    } else {
        path(index, middle, end, proof);
        proof.push_back(rangeRoot(begin, middle));
    }
}

Proof MerkleTree::inclusion(std::uint64_t index, std::uint64_t size) const {
    STRONGROOM_CHECK(index < size && size <= this->size());
    Proof proof;
    path(index, 0, size, proof);
    return proof;
}

/// RFC 6962 §2.1.2, SUBPROOF(from − begin, D[begin:end], whole).
void MerkleTree::subproof(std::uint64_t from, std::uint64_t begin, std::uint64_t end, bool whole,
                          Proof& proof) const {
    if (from == end) {
        if (!whole)
            proof.push_back(rangeRoot(begin, end));
        return;
    }
    const std::uint64_t middle = begin + splitPoint(end - begin);
    if (from <= middle) {
        subproof(from, begin, middle, whole, proof);
        proof.push_back(rangeRoot(middle, end));
    } else {
        subproof(from, middle, end, false, proof);
        proof.push_back(rangeRoot(begin, middle));
    }
}

Proof MerkleTree::consistency(std::uint64_t from, std::uint64_t to) const {
    STRONGROOM_CHECK(from > 0 && from <= to && to <= size());
    Proof proof;
    subproof(from, 0, to, true, proof);
    return proof;
}

/// RFC 9162 §2.1.3.2.
bool verifyInclusion(const crypto::Hash256& leaf, std::uint64_t index, std::uint64_t size, const Proof& proof,
                     const crypto::Hash256& root) {
    if (index >= size)
        return false;
    std::uint64_t node = index;
    std::uint64_t last = size - 1;
    crypto::Hash256 hash = leaf;
    for (const crypto::Hash256& step : proof) {
        if (last == 0)
            return false;
        if ((node & 1U) != 0 || node == last) {
            hash = nodeHash(step, hash);
            while ((node & 1U) == 0 && node != 0) {
                node >>= 1U;
                last >>= 1U;
            }
        } else {
            hash = nodeHash(hash, step);
        }
        node >>= 1U;
        last >>= 1U;
    }
    return last == 0 && hash == root;
}

/// RFC 9162 §2.1.4.2. A tree of no leaves is the beginning of every tree, shown by an empty proof.
bool verifyConsistency(std::uint64_t from, std::uint64_t to, const crypto::Hash256& fromRoot,
                       const crypto::Hash256& toRoot, const Proof& proof) {
    if (from > to)
        return false;
    if (from == to)
        return proof.empty() && fromRoot == toRoot;
    if (from == 0)
        return proof.empty() && fromRoot == emptyRoot();
    if (proof.empty())
        return false;
    std::uint64_t node = from - 1;
    std::uint64_t last = to - 1;
    while ((node & 1U) != 0) {
        node >>= 1U;
        last >>= 1U;
    }
    std::size_t next = 0;
    // When `from` is a power of two, its own root is where the proof starts.
    const bool startsAtRoot = std::has_single_bit(from);
    crypto::Hash256 oldHash = startsAtRoot ? fromRoot : proof[next++];
    crypto::Hash256 newHash = oldHash;
    for (; next < proof.size(); ++next) {
        if (last == 0)
            return false;
        if ((node & 1U) != 0 || node == last) {
            oldHash = nodeHash(proof[next], oldHash);
            newHash = nodeHash(proof[next], newHash);
            while ((node & 1U) == 0 && node != 0) {
                node >>= 1U;
                last >>= 1U;
            }
        } else {
            newHash = nodeHash(newHash, proof[next]);
        }
        node >>= 1U;
        last >>= 1U;
    }
    return last == 0 && oldHash == fromRoot && newHash == toRoot;
}

} // namespace strongroom::audit
