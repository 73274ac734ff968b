// Why the use cases around withdrawals, payees and stations refuse, apart from what the modules below and the
// signer say themselves.
#pragma once

#include "base/failure.h"

#include <cstdint>

namespace strongroom::service {

enum class WithdrawalError : std::uint8_t {
    notFound,
    ambiguous,
    damaged,
    duplicate,
    closed,
    alreadySigned,
    coinsTaken,
    textTooLong,
    // Replacing
    notSigned,
    inBlock,
    replacementOpen,
    noChange,
    isAStop,
    notComplete,
    // Coins chosen by hand
    coinTwice,
    coinNotSpendable,
    coinTooFew,
    coinConfirmed,
    coinParentUnknown,
    coinParentFastEnough,
    // Files of payments
    batchRefused,
    batchAlike,
    batchPaidAlready,
    // What people say
    digestChanged,
    approvalDoesNotCount,
    nothingAsked,
    notAnApproval,
    notARequest,
    // Payees
    payeeNotFound,
    payeeNotActive,
    payeeNameTaken,
    payeeAddressTaken,
    payeeLooksAlike,
    payeeEvidenceMissing,
    payeeNothingProposed,
    payeeRevoked,
    // Stations
    coldNotApproved,
    coldForeignWallet,
    coldChangedTransaction,
    coldExtraData,
    coldInvalidSignature,
    coldNothingAdded,
    coldNotExported,
    coldReceiptCheckpoint,
    coldReceiptMissing,
    coldStationLogReplaced,
    coldStationLogContradiction,
};
[[nodiscard]] base::ErrorInfo describe(WithdrawalError error);

} // namespace strongroom::service
