// Why a vault was not registered, or a payment could not be built: the closed list of this module's errors.
// What a review finds in a finished PSBT is in vault/finding.h.
#pragma once

#include "base/failure.h"

#include <cstdint>

namespace strongroom::vault {

enum class Error : std::uint8_t {
    // Registering
    badName,
    nameTaken,
    alreadyRegistered,
    originOfOtherKey,
    descriptorOfOtherNetwork,
    coinTypeOfOtherNetwork,
    descriptorNotForVaults,
    notRanged,
    notTwoBranches,
    unsupportedLock,
    recoveryOnHotTier,
    // Recovery paths
    recoveryKeyCount,
    recoveryDelayRange,
    noRecoveryPath,
    recoveryNotOpen,
    recoveryToItself,
    nothingToRefresh,
    // Choosing coins and building
    noPayments,
    dustPayment,
    amountRange,
    feeRateTooLow,
    feeRateAboveCeiling,
    feeAboveCeiling,
    replacementFeeTooLow,
    changeTooSmall,
    insufficientFunds,
    transactionTooLarge,
    coinNotOfVault,
    previousTransactionMissing,
    previousTransactionMismatch,
    underivable,
};
[[nodiscard]] base::ErrorInfo describe(Error error);

} // namespace strongroom::vault
