#include "bitcoin/relay.h"
#include "bitcoin/script.h"

namespace strongroom::bitcoin {

namespace {

constexpr std::int64_t compactSizeLength(std::size_t value) {
    return value < 0xfd ? 1 : value <= 0xffff ? 3 : 5;
}

} // namespace

base::Amount dustThreshold(base::ByteSpan script, base::FeeRate rate) {
    constexpr std::uint8_t OP_RETURN = 0x6a;
    constexpr std::size_t MAX_SCRIPT_SIZE = 10'000; // consensus: longer ones cannot be spent
    if ((!script.empty() && script[0] == OP_RETURN) || script.size() > MAX_SCRIPT_SIZE)
        return {};
    // Bitcoin Core's GetDustThreshold: the output itself and the smallest input that could spend it, with a
    // signature and a key of 107 bytes that count a quarter in a witness.
    const std::int64_t spend = witnessProgram(script) ? 32 + 4 + 1 + 107 / 4 + 4 : 32 + 4 + 1 + 107 + 4;
    const std::int64_t output =
        8 + compactSizeLength(script.size()) + static_cast<std::int64_t>(script.size());
    const auto threshold = rate.feeFor(output + spend);
    return threshold.value_or(base::Amount::sat(base::Amount::MAX_SATOSHI));
}

} // namespace strongroom::bitcoin
