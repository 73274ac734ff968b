// Relay policy that a payment must satisfy to travel (Bitcoin Core's defaults): dust. Pure functions.
#pragma once

#include "base/amount.h"
#include "base/bytes.h"

namespace strongroom::bitcoin {

/// Bitcoin Core's -dustrelayfee.
inline constexpr base::FeeRate DUST_RELAY_FEE = base::FeeRate::satPerKvb(3'000);

/// Outputs below this cost more to spend than they hold and are not relayed: 294 sat for p2wpkh, 330 for
/// p2wsh and p2tr, 546 for p2pkh at the default rate. Zero for provably unspendable outputs (OP_RETURN).
[[nodiscard]] base::Amount dustThreshold(base::ByteSpan script, base::FeeRate rate = DUST_RELAY_FEE);

} // namespace strongroom::bitcoin
