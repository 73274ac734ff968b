// A random source that repeats itself on every run, never within one. For tests only.
#pragma once

#include "base/ports.h"

namespace strongroom::test {

/// SplitMix64. Thread-safe only when each thread has its own.
class CountingRandom final : public base::Random {
public:
    explicit CountingRandom(std::uint64_t seed = 0) : m_state(seed) {}

    void fill(std::span<std::uint8_t> out) override {
        for (std::uint8_t& byte : out)
            byte = next();
        m_drawn += out.size();
    }
    [[nodiscard]] std::size_t bytesDrawn() const { return m_drawn; }

private:
    std::uint8_t next() {
        std::uint64_t z = (m_state += 0x9e37'79b9'7f4a'7c15ULL);
        z = (z ^ (z >> 30U)) * 0xbf58'476d'1ce4'e5b9ULL;
        z = (z ^ (z >> 27U)) * 0x94d0'49bb'1331'11ebULL;
        return static_cast<std::uint8_t>((z ^ (z >> 31U)) & 0xffU);
    }
    std::uint64_t m_state;
    std::size_t m_drawn = 0;
};

} // namespace strongroom::test
