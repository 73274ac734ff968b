// Shamir's sharing over GF(256) as SLIP-0039 has it: bytes of a secret, each the value at 255 of a polynomial
// of its own, and a digest of the secret at 254, so that shares which do not belong together are found.
// Constant time in all values; indices are public. Internal to the module.
#pragma once

#include "base/ports.h"
#include "keys/slip39_share.h"

#include <cstdint>
#include <span>
#include <vector>

namespace strongroom::keys {

struct ShamirPoint {
    std::uint8_t x;
    Slip39Value value;
};

/// `count` points 0, 1, …, of which any `threshold` give the secret; with a threshold of one each is the
/// secret itself.
[[nodiscard]] std::vector<ShamirPoint> shamirSplit(const Slip39Value& secret, std::size_t threshold,
                                                   std::size_t count, base::Random& random);
/// Exactly as many points as the threshold, of different x and one size. Error: slip39Digest.
[[nodiscard]] Result<Slip39Value> shamirCombine(std::span<const ShamirPoint> points);

} // namespace strongroom::keys
