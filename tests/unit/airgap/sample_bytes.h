// Bytes that look random and are the same on every run.
#pragma once

#include "base/bytes.h"

#include <cstdint>

namespace strongroom::test {

[[nodiscard]] inline base::Bytes sampleBytes(std::size_t size, std::uint32_t seed = 1) {
    base::Bytes bytes(size);
    std::uint32_t state = seed;
    for (std::uint8_t& byte : bytes) {
        state = state * 1'664'525U + 1'013'904'223U; // Numerical Recipes' generator
        byte = static_cast<std::uint8_t>(state >> 24U);
    }
    return bytes;
}

} // namespace strongroom::test
