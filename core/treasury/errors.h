// Why an intent, a statement about one, or what travels with a PSBT was refused: the closed list of this
// module's errors.
#pragma once

#include "base/failure.h"

#include <cstdint>

namespace strongroom::treasury {

enum class Error : std::uint8_t {
    // Any signed object
    malformed,
    wrongType,
    wrongTreasury,
    severalSignatures,
    unknownKey,
    badSignature,
    notTheSigner,
    newerAuthority,
    olderAuthority,
    // Intents
    unregisteredVault,
    initiatorNotActive,
    initiatorNotOfficer,
    policyChanged,
    vaultChanged,
    payeeChanged,
    expired,
    lifetimeTooLong,
    wrongNetwork,
    // Whether the transaction is the one intended
    otherTransaction,
    otherInputs,
    otherOutputs,
    otherAmounts,
    otherVault,
    findingRefuses,
    findingUnanswered,
    paymentMismatch,
    // Statements
    otherIntent,
    statementExpired,
    statementFromFuture,
    mayNotReject,
    mayNotTakeBack,
    answersNothing,
    // Replacements
    originalMissing,
    notAReplacement,
    replacementOtherInputs,
    replacementOtherOutputs,
    replacementBeyondBump,
    // States
    forbiddenTransition,
    // Travelling with a PSBT
    fieldsTooLarge,
    unknownField,
    fieldKeyMismatch,
    misplacedField,
    severalIntents,
    receiptMismatch,
};
[[nodiscard]] base::ErrorInfo describe(Error error);

} // namespace strongroom::treasury
