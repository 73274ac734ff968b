#include "vault/recovery_clock.h"

#include "base/check.h"

#include <algorithm>

namespace strongroom::vault {

namespace {

constexpr std::int64_t SECONDS_PER_BLOCK = 600;
constexpr std::uint32_t NOTICE_BLOCKS = 14 * BLOCKS_PER_DAY;
constexpr std::uint32_t NOTICE_ONE_IN = 10;

} // namespace

std::string_view name(OpeningState state) {
    switch (state) {
    case OpeningState::notCounting:
        return "not_counting";
    case OpeningState::closed:
        return "closed";
    case OpeningState::soon:
        return "soon";
    case OpeningState::open:
        return "open";
    }
    base::checkFailed("OpeningState");
}

Opening openingOf(const Recovery& recovery, std::optional<std::uint32_t> coinHeight, const ChainEnd& end) {
    if (!coinHeight)
        return {};
    Opening opening;
    opening.height = *coinHeight + recovery.blocks; // BIP68: `blocks` after the coin's own block
    const std::uint32_t next = end.height + 1;
    opening.blocksLeft = opening.height > next ? opening.height - next : 0;
    opening.about = end.now + base::Seconds{std::int64_t{opening.blocksLeft} * SECONDS_PER_BLOCK};
    opening.state = opening.blocksLeft == 0                          ? OpeningState::open
                    : opening.blocksLeft <= recoveryNotice(recovery) ? OpeningState::soon
                                                                     : OpeningState::closed;
    return opening;
}

std::uint32_t recoveryNotice(const Recovery& recovery) {
    return std::min(std::max(NOTICE_BLOCKS, recovery.blocks / NOTICE_ONE_IN), recovery.blocks / 2);
}

} // namespace strongroom::vault
