// Merkle roots over sets of records: RFC 6962 tree hashes of the record hashes in ascending order. One root
// names a whole set, and a short proof shows that a record belongs to it. Pure functions.
#pragma once

#include "crypto/hash.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace strongroom::authority {

/// Of a set: order and repetition in `hashes` mean nothing. The root of the empty set is SHA-256 of nothing.
[[nodiscard]] crypto::Hash256 recordsRoot(std::vector<crypto::Hash256> hashes);

/// RFC 6962 §2.1.1: the audit path of one record.
struct MembershipProof {
    std::size_t index = 0; ///< Among the sorted hashes.
    std::size_t size = 0;  ///< Of the set.
    std::vector<crypto::Hash256> path;
    friend bool operator==(const MembershipProof&, const MembershipProof&) = default;
};

/// Nothing when `member` is not in the set.
[[nodiscard]] std::optional<MembershipProof> proveMembership(std::vector<crypto::Hash256> hashes,
                                                             const crypto::Hash256& member);
[[nodiscard]] bool verifyMembership(const crypto::Hash256& member, const MembershipProof& proof,
                                    const crypto::Hash256& root);

} // namespace strongroom::authority
