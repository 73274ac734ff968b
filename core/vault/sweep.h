// All of some coins to one new output on the change branch of their own vault: a consolidation, a payment
// that is stopped, or a child that pays for its parent. Nothing leaves the treasury but the fee.
#pragma once

#include "base/result.h"
#include "vault/build.h"

#include <span>

namespace strongroom::vault {

struct SweepRequest {
    base::FeeRate feeRate;
    base::Amount leastFee; ///< For a package: the fee is not below it.
    /// Of what it replaces, and of everything that spends from that: the fee is enough for nodes to take it.
    std::optional<base::Amount> replacedFee;
    std::uint32_t changeIndex = 0; ///< The first index of the change branch that was never used.
    std::optional<std::uint32_t> tipHeight;
    ReviewLimits limits;
};

/// Inputs are the coins in the order given, whatever state they are in: the caller chose them. Errors:
/// feeRateTooLow, insufficientFunds when no more than dust would be left, transactionTooLarge, the ceilings,
/// and those about coins.
[[nodiscard]] base::Result<BuiltSpend, Error> sweepCoins(const Vault& vault, const SweepRequest& request,
                                                         std::span<const Coin> coins,
                                                         const PreviousTransactions& previousTransactions,
                                                         base::Random& random);

} // namespace strongroom::vault
