// The Merkle tree of a log, RFC 6962 §2.1: leaf hash SHA-256(0x00 ‖ leaf), node hash SHA-256(0x01 ‖ left ‖
// right).
//
// Keeps one hash for every complete subtree, 64 bytes a leaf. A value; no thread rule. Asking for a size or
// an index that the tree does not have is a broken invariant: sizes that come from outside are checked first.
#pragma once

#include "base/bytes.h"
#include "crypto/hash.h"

#include <cstdint>
#include <vector>

namespace strongroom::audit {

using Proof = std::vector<crypto::Hash256>;

[[nodiscard]] crypto::Hash256 leafHash(base::ByteSpan leaf);
[[nodiscard]] crypto::Hash256 nodeHash(const crypto::Hash256& left, const crypto::Hash256& right);
/// The root of a tree without leaves: SHA-256 of nothing.
[[nodiscard]] crypto::Hash256 emptyRoot();

class MerkleTree {
public:
    /// Amortised constant time.
    void append(const crypto::Hash256& leaf);
    [[nodiscard]] std::uint64_t size() const { return m_levels.empty() ? 0 : m_levels.front().size(); }
    [[nodiscard]] const crypto::Hash256& leaf(std::uint64_t index) const;
    [[nodiscard]] crypto::Hash256 root() const { return rootAt(size()); }
    /// The root that the tree had with `size` leaves; logarithmic.
    [[nodiscard]] crypto::Hash256 rootAt(std::uint64_t size) const;
    /// Audit path of leaf `index` in the tree of `size` leaves; index < size.
    [[nodiscard]] Proof inclusion(std::uint64_t index, std::uint64_t size) const;
    /// That the tree of `from` leaves is the beginning of that of `to`; 0 < from ≤ to.
    [[nodiscard]] Proof consistency(std::uint64_t from, std::uint64_t to) const;

private:
    [[nodiscard]] crypto::Hash256 rangeRoot(std::uint64_t begin, std::uint64_t end) const;
    void path(std::uint64_t index, std::uint64_t begin, std::uint64_t end, Proof& proof) const;
    void subproof(std::uint64_t from, std::uint64_t begin, std::uint64_t end, bool whole, Proof& proof) const;

    std::vector<std::vector<crypto::Hash256>> m_levels; ///< [0] the leaves, [i] the complete subtrees of 2^i.
};

/// Any numbers and hashes may be given; true only for a valid proof.
[[nodiscard]] bool verifyInclusion(const crypto::Hash256& leaf, std::uint64_t index, std::uint64_t size,
                                   const Proof& proof, const crypto::Hash256& root);
[[nodiscard]] bool verifyConsistency(std::uint64_t from, std::uint64_t to, const crypto::Hash256& fromRoot,
                                     const crypto::Hash256& toRoot, const Proof& proof);

} // namespace strongroom::audit
