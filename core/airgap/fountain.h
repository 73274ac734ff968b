// Which fragments a part of a multi-part UR carries (BCR-2024-001): a deterministic function of its number,
// the number of fragments and the checksum of the message, so that every implementation must agree to the
// last bit.
//
// Doubles are IEEE 754 and used only here, for drawing indices; -ffast-math would break it.
#pragma once

#include "base/bytes.h"

#include <array>
#include <cstdint>
#include <vector>

namespace strongroom::airgap {

/// Xoshiro256**, its state being the SHA-256 of a seed as four big-endian words. Not for cryptography.
class Xoshiro256 {
public:
    explicit Xoshiro256(base::ByteSpan seed);

    [[nodiscard]] std::uint64_t next();
    /// In 0 … 1.
    [[nodiscard]] double nextDouble();
    /// In 0 … count − 1.
    [[nodiscard]] std::size_t nextIndex(std::size_t count);

private:
    std::array<std::uint64_t, 4> m_state{};
};

/// Draws indices with given weights in constant time (Walker's alias method, in the order of operations of
/// the reference implementation).
class AliasSampler {
public:
    explicit AliasSampler(const std::vector<double>& weights);
    [[nodiscard]] std::size_t next(Xoshiro256& random) const;

private:
    std::vector<double> m_probabilities;
    std::vector<std::size_t> m_aliases;
};

/// `count` of the numbers 0 … from − 1, in the order drawn, none twice.
[[nodiscard]] std::vector<std::size_t> drawWithoutReplacement(Xoshiro256& random, std::size_t count,
                                                              std::size_t from);

class FragmentChooser {
public:
    /// For messages of `fragments` ≥ 1 fragments.
    explicit FragmentChooser(std::size_t fragments);

    /// Parts 1 … fragments carry one fragment each, in order; later ones the XOR of several. `part` counts
    /// from
    /// 1. Indices come without order.
    [[nodiscard]] std::vector<std::size_t> fragmentsOf(std::uint32_t part,
                                                       std::uint32_t messageChecksum) const;
    /// How many fragments a mixed part carries: d with a probability proportional to 1/d.
    [[nodiscard]] std::size_t chooseDegree(Xoshiro256& random) const;

private:
    std::size_t m_fragments;
    AliasSampler m_degrees;
};

} // namespace strongroom::airgap
