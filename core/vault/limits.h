// The compiled-in ceilings of every spend (POLICY §1): no policy loosens them.
#pragma once

#include "base/amount.h"

#include <cstddef>
#include <cstdint>

namespace strongroom::vault {

/// A fee above any one of these is refused: a hot key must not drain through miners (ATTACKS A09).
struct ReviewLimits {
    base::Amount maxFee = base::Amount::sat(5'000'000);
    base::FeeRate maxFeeRate = base::FeeRate::satPerVb(500);
    /// Fee as a share of what all outputs together receive, in percent.
    std::int64_t maxFeePercent = 10;
};

/// More change outputs than this hide something (ATTACKS A28).
inline constexpr std::size_t MAX_CHANGE_OUTPUTS = 10;
/// Nodes do not relay heavier transactions (Bitcoin Core's MAX_STANDARD_TX_WEIGHT).
inline constexpr std::int64_t MAX_STANDARD_WEIGHT = 400'000;
/// Nor of other versions than 1 to this.
inline constexpr std::int32_t MAX_STANDARD_VERSION = 3;
/// Nor heavier ones of version 3 (BIP431). What else that version must keep to, few unconfirmed relatives,
/// only a node can see.
inline constexpr std::int64_t MAX_VERSION_3_WEIGHT = 40'000;
/// A lock time up to here is a height that a chain reaches within a lifetime, or has reached; above are dates
/// (BIP65: from 500,000,000 on) and heights of other centuries. This program makes no such locks.
inline constexpr std::uint32_t MAX_LOCK_HEIGHT = 10'000'000;
/// Nodes do not relay below one satoshi a virtual byte.
inline constexpr base::FeeRate MIN_RELAY_FEE_RATE = base::FeeRate::satPerVb(1);

} // namespace strongroom::vault
