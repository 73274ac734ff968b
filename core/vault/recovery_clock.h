// When the recovery path of a coin opens: exact in blocks, estimated in dates (ten minutes a block from now).
// Pure; values, any thread.
#pragma once

#include "base/time.h"
#include "vault/recovery.h"

#include <cstdint>
#include <optional>

namespace strongroom::vault {

/// What is known of the chain's end.
struct ChainEnd {
    std::uint32_t height = 0;
    base::UnixTime now; ///< Not the block's time: the next block is ten minutes away at any moment.
};

enum class OpeningState : std::uint8_t {
    notCounting, ///< The coin is in no block yet: its lock starts when it is.
    closed,
    soon, ///< Within the notice of recoveryNotice.
    open, ///< The next block can take a recovery spend of it.
};
/// "not_counting", "closed", "soon", "open".
[[nodiscard]] std::string_view name(OpeningState state);

struct Opening {
    OpeningState state = OpeningState::notCounting;
    std::uint32_t height = 0;     ///< The first block that can have a recovery spend; 0 while not counting.
    std::uint32_t blocksLeft = 0; ///< Blocks to come before a recovery spend can be sent.
    std::optional<base::UnixTime> about; ///< When that may be; nothing while not counting.
};

/// `coinHeight`: the block of the coin, nothing while it is in none.
[[nodiscard]] Opening openingOf(const Recovery& recovery, std::optional<std::uint32_t> coinHeight,
                                const ChainEnd& end);

/// How many blocks before its opening a coin should be refreshed: 14 days or a tenth of the delay, whichever
/// is longer, but never more than half of the delay.
[[nodiscard]] std::uint32_t recoveryNotice(const Recovery& recovery);

} // namespace strongroom::vault
