// Checking Merkle proofs (RFC 6962) that somebody shows, given as hex. Well-formed hex that is no hash or no
// valid proof is simply not valid. Error of all: input.hex.
#pragma once

#include "service/outcome.h"

#include <cstdint>
#include <string>
#include <vector>

namespace strongroom::service {

struct InclusionClaim {
    std::string leafHash;
    std::uint64_t index = 0;
    std::uint64_t size = 0;
    std::string root;
    std::vector<std::string> proof; ///< From the leaf upwards.
};
[[nodiscard]] Outcome<bool> checkInclusion(const InclusionClaim& claim);

struct ConsistencyClaim {
    std::uint64_t size1 = 0;
    std::uint64_t size2 = 0;
    std::string root1;
    std::string root2;
    std::vector<std::string> proof;
};
[[nodiscard]] Outcome<bool> checkConsistency(const ConsistencyClaim& claim);

} // namespace strongroom::service
