#include "psbt/locktime.h"

#include <algorithm>

namespace strongroom::psbt {

base::Result<std::uint32_t, Error> determineLocktime(std::optional<std::uint32_t> fallback,
                                                     std::span<const PsbtInput> inputs) {
    bool demanded = false;
    bool heightPossible = true;
    bool timePossible = true;
    std::uint32_t height = 0;
    std::uint32_t time = 0;
    for (const PsbtInput& input : inputs) {
        if (!input.requiredTimeLocktime && !input.requiredHeightLocktime)
            continue;
        demanded = true;
        heightPossible = heightPossible && input.requiredHeightLocktime;
        timePossible = timePossible && input.requiredTimeLocktime;
        height = std::max(height, input.requiredHeightLocktime.value_or(0));
        time = std::max(time, input.requiredTimeLocktime.value_or(0));
    }
    if (!demanded)
        return fallback.value_or(0);
    if (heightPossible)
        return height;
    if (timePossible)
        return time;
    return base::Unexpected(Error::locktimeConflict);
}

} // namespace strongroom::psbt
