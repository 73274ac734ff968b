// The recovery spend: all given coins of a vault, by its recovery path, to one script of another vault.
// docs/adr/0008-recovery-paths-are-known-by-sequence-numbers.md.
#pragma once

#include "base/result.h"
#include "vault/build.h"
#include "vault/recovery_clock.h"

#include <cstdint>
#include <span>

namespace strongroom::vault {

struct RecoverySpendRequest {
    const Vault* toVault = nullptr; ///< Registered, and another one.
    ScriptPlace place;              ///< Where in it.
    base::FeeRate feeRate;
    std::uint32_t tipHeight = 0;
    ReviewLimits limits;
};

/// The coins whose recovery path is open once the chain has this height, and that may be spent.
[[nodiscard]] std::vector<Coin> openCoins(const Recovery& recovery, std::span<const Coin> coins,
                                          std::uint32_t tipHeight);

/// Inputs are the coins in the order given, each with the sequence number that opens its lock. No change.
/// Errors: noRecoveryPath, recoveryToItself, recoveryNotOpen (one of the coins is too young, or there are
/// none), feeRateTooLow, insufficientFunds when no more than dust would arrive, transactionTooLarge, the
/// ceilings, and those about coins.
[[nodiscard]] base::Result<BuiltSpend, Error>
buildRecoverySpend(const Vault& vault, const RecoverySpendRequest& request, std::span<const Coin> coins,
                   const PreviousTransactions& previous, base::Random& random);

} // namespace strongroom::vault
