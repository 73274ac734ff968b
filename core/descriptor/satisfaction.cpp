#include "descriptor/satisfaction.h"

namespace strongroom::descriptor {

bool sequenceSatisfies(std::uint32_t inputSequence, std::uint32_t older) {
    constexpr std::uint32_t DISABLED = 1U << 31U;   // BIP68
    constexpr std::uint32_t BY_SECONDS = 1U << 22U; // in units of 512 seconds, else blocks
    constexpr std::uint32_t VALUE = 0xffff;
    if ((inputSequence & DISABLED) != 0 || (older & DISABLED) != 0)
        return false;
    return (inputSequence & BY_SECONDS) == (older & BY_SECONDS) && (inputSequence & VALUE) >= (older & VALUE);
}

bool lockTimeSatisfies(std::uint32_t lockTime, std::uint32_t after) {
    constexpr std::uint32_t FIRST_TIMESTAMP = 500'000'000; // below are block heights
    return (lockTime < FIRST_TIMESTAMP) == (after < FIRST_TIMESTAMP) && lockTime >= after;
}

} // namespace strongroom::descriptor
