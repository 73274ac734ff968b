// Unbiased choices from the Random port. Internal to the module.
#pragma once

#include "base/check.h"
#include "base/ports.h"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace strongroom::vault {

/// Uniform in [0, bound); `bound` is not zero.
[[nodiscard]] inline std::uint64_t drawBelow(base::Random& random, std::uint64_t bound) {
    STRONGROOM_CHECK(bound > 0);
    const std::uint64_t unbiased = UINT64_MAX - UINT64_MAX % bound; // larger draws would favour small results
    for (;;) {
        std::array<std::uint8_t, 8> bytes{};
        random.fill(bytes);
        std::uint64_t value = 0;
        for (const std::uint8_t byte : bytes)
            value = (value << 8U) | byte;
        if (value < unbiased)
            return value % bound;
    }
}

/// Fisher and Yates.
template <typename T>
void shuffle(std::vector<T>& items, base::Random& random) {
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[drawBelow(random, i)]);
}

} // namespace strongroom::vault
