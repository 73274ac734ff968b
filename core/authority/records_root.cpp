#include "authority/records_root.h"

#include <algorithm>
#include <array>
#include <bit>
#include <span>

namespace strongroom::authority {

using crypto::Hash256;

namespace {

constexpr std::array<std::uint8_t, 1> LEAF = {0x00};
constexpr std::array<std::uint8_t, 1> NODE = {0x01};

Hash256 leafHash(const Hash256& record) {
    return crypto::Sha256().update(LEAF).update(record.span()).finish();
}

Hash256 nodeHash(const Hash256& left, const Hash256& right) {
    return crypto::Sha256().update(NODE).update(left.span()).update(right.span()).finish();
}

/// The largest power of two below n (n ≥ 2).
std::size_t split(std::size_t n) {
    return std::bit_floor(n - 1);
}

Hash256 treeHash(std::span<const Hash256> records) {
    if (records.empty())
        return crypto::sha256({});
    if (records.size() == 1)
        return leafHash(records.front());
    const std::size_t k = split(records.size());
    return nodeHash(treeHash(records.first(k)), treeHash(records.subspan(k)));
}

void auditPath(std::span<const Hash256> records, std::size_t index, std::vector<Hash256>& path) {
    if (records.size() < 2)
        return;
    const std::size_t k = split(records.size());
    if (index < k) {
        auditPath(records.first(k), index, path);
        path.push_back(treeHash(records.subspan(k)));
    } else {
        auditPath(records.subspan(k), index - k, path);
        path.push_back(treeHash(records.first(k)));
    }
}

void makeSet(std::vector<Hash256>& hashes) {
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

/// Folds the last `depth` entries of a path in, walking down as auditPath does; nothing when it is too short.
std::optional<Hash256> fold(const Hash256& member, std::size_t index, std::size_t size,
                            std::span<const Hash256> path) {
    if (size == 1)
        return path.empty() ? std::optional(leafHash(member)) : std::nullopt;
    if (path.empty())
        return std::nullopt;
    const std::size_t k = split(size);
    const Hash256& sibling = path.back();
    const auto rest = path.first(path.size() - 1);
    if (index < k) {
        const auto left = fold(member, index, k, rest);
        return left ? std::optional(nodeHash(*left, sibling)) : std::nullopt;
    }
    const auto right = fold(member, index - k, size - k, rest);
    return right ? std::optional(nodeHash(sibling, *right)) : std::nullopt;
}

} // namespace

Hash256 recordsRoot(std::vector<Hash256> hashes) {
    makeSet(hashes);
    return treeHash(hashes);
}

std::optional<MembershipProof> proveMembership(std::vector<Hash256> hashes, const Hash256& member) {
    makeSet(hashes);
    const auto found = std::lower_bound(hashes.begin(), hashes.end(), member);
    if (found == hashes.end() || *found != member)
        return std::nullopt;
    MembershipProof proof;
    proof.index = static_cast<std::size_t>(found - hashes.begin());
    proof.size = hashes.size();
    auditPath(hashes, proof.index, proof.path);
    return proof;
}

bool verifyMembership(const Hash256& member, const MembershipProof& proof, const Hash256& root) {
    if (proof.index >= proof.size)
        return false;
    return fold(member, proof.index, proof.size, proof.path) == root;
}

} // namespace strongroom::authority
