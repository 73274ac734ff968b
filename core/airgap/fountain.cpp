#include "airgap/fountain.h"

#include "base/byte_writer.h"
#include "base/check.h"
#include "crypto/hash.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace strongroom::airgap {

Xoshiro256::Xoshiro256(base::ByteSpan seed) {
    const crypto::Hash256 digest = crypto::sha256(seed);
    for (std::size_t i = 0; i < crypto::Hash256::SIZE; ++i)
        m_state[i / 8] = (m_state[i / 8] << 8U) | digest.array()[i];
}

std::uint64_t Xoshiro256::next() {
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t shifted = m_state[1] << 17U;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

double Xoshiro256::nextDouble() {
    constexpr double TWO_TO_64 = 18446744073709551616.0;
    return static_cast<double>(next()) / TWO_TO_64;
}

std::size_t Xoshiro256::nextIndex(std::size_t count) {
    STRONGROOM_CHECK(count > 0);
    // The largest words round up to 1.0, for which the product would lie past the end.
    return std::min(static_cast<std::size_t>(nextDouble() * static_cast<double>(count)), count - 1);
}

AliasSampler::AliasSampler(const std::vector<double>& weights)
    : m_probabilities(weights.size(), 1.0), m_aliases(weights.size(), 0) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    const auto count = static_cast<double>(weights.size());
    std::vector<double> scaled;
    scaled.reserve(weights.size());
    for (const double weight : weights)
        scaled.push_back(weight * count / sum);
    std::vector<std::size_t> small;
    std::vector<std::size_t> large;
    for (std::size_t i = weights.size(); i-- > 0;)
        (scaled[i] < 1.0 ? small : large).push_back(i);
    while (!small.empty() && !large.empty()) {
        const std::size_t less = small.back();
        const std::size_t more = large.back();
        small.pop_back();
        large.pop_back();
        m_probabilities[less] = scaled[less];
        m_aliases[less] = more;
        scaled[more] += scaled[less] - 1.0;
        (scaled[more] < 1.0 ? small : large).push_back(more);
    }
}

std::size_t AliasSampler::next(Xoshiro256& random) const {
    const std::size_t index = random.nextIndex(m_probabilities.size());
    return random.nextDouble() < m_probabilities[index] ? index : m_aliases[index];
}

std::vector<std::size_t> drawWithoutReplacement(Xoshiro256& random, std::size_t count, std::size_t from) {
    STRONGROOM_CHECK(count <= from);
    std::vector<std::size_t> remaining(from);
    std::iota(remaining.begin(), remaining.end(), std::size_t{0});
    std::vector<std::size_t> drawn;
    drawn.reserve(count);
    while (drawn.size() < count) {
        const auto position =
            remaining.begin() + static_cast<std::ptrdiff_t>(random.nextIndex(remaining.size()));
        drawn.push_back(*position);
        remaining.erase(position);
    }
    return drawn;
}

namespace {

std::vector<double> degreeWeights(std::size_t fragments) {
    STRONGROOM_CHECK(fragments > 0);
    std::vector<double> weights;
    weights.reserve(fragments);
    for (std::size_t degree = 1; degree <= fragments; ++degree)
        weights.push_back(1.0 / static_cast<double>(degree));
    return weights;
}

} // namespace

FragmentChooser::FragmentChooser(std::size_t fragments)
    : m_fragments(fragments), m_degrees(degreeWeights(fragments)) {}

std::size_t FragmentChooser::chooseDegree(Xoshiro256& random) const {
    return m_degrees.next(random) + 1;
}

std::vector<std::size_t> FragmentChooser::fragmentsOf(std::uint32_t part,
                                                      std::uint32_t messageChecksum) const {
    STRONGROOM_CHECK(part > 0);
    if (part <= m_fragments)
        return {std::size_t{part} - 1};
    base::ByteWriter seed;
    seed.u32BigEndian(part).u32BigEndian(messageChecksum);
    Xoshiro256 random(seed.data());
    const std::size_t degree = chooseDegree(random);
    return drawWithoutReplacement(random, degree, m_fragments);
}

} // namespace strongroom::airgap
