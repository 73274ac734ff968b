#include "service/stateless/merkle.h"

#include "audit/merkle_tree.h"
#include "service/stateless/input.h"

#include <optional>

namespace strongroom::service {

namespace {

/// Nothing for hex of another length: then the claim is not valid.
Outcome<std::optional<crypto::Hash256>> readHash(const std::string& text) {
    STRONGROOM_ASSIGN(const base::Bytes bytes, readHex(text));
    return crypto::Hash256::from(bytes);
}

Outcome<std::optional<audit::Proof>> readProof(const std::vector<std::string>& nodes) {
    audit::Proof proof;
    bool wellFormed = true;
    for (const std::string& node : nodes) {
        STRONGROOM_ASSIGN(const std::optional<crypto::Hash256> hash, readHash(node));
        wellFormed = wellFormed && hash.has_value();
        if (hash)
            proof.push_back(*hash);
    }
    return wellFormed ? std::optional(proof) : std::nullopt;
}

} // namespace

Outcome<bool> checkInclusion(const InclusionClaim& claim) {
    STRONGROOM_ASSIGN(const auto leaf, readHash(claim.leafHash));
    STRONGROOM_ASSIGN(const auto root, readHash(claim.root));
    STRONGROOM_ASSIGN(const auto proof, readProof(claim.proof));
    return leaf && root && proof && audit::verifyInclusion(*leaf, claim.index, claim.size, *proof, *root);
}

Outcome<bool> checkConsistency(const ConsistencyClaim& claim) {
    STRONGROOM_ASSIGN(const auto root1, readHash(claim.root1));
    STRONGROOM_ASSIGN(const auto root2, readHash(claim.root2));
    STRONGROOM_ASSIGN(const auto proof, readProof(claim.proof));
    return root1 && root2 && proof &&
           audit::verifyConsistency(claim.size1, claim.size2, *root1, *root2, *proof);
}

} // namespace strongroom::service
