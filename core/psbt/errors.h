// Why a PSBT was refused: the closed list of this module's errors.
#pragma once

#include "base/failure.h"

#include <cstdint>

namespace strongroom::psbt {

enum class Error : std::uint8_t {
    // Reading
    tooLarge,
    notPsbt,
    truncated,
    nonMinimalCompactSize,
    trailingData,
    tooManyFields,
    duplicateKey,
    keyType,
    missingUnsignedTransaction,
    unknownVersion,
    version0Field,
    version2Field,
    missingVersion2Field,
    badLocktime,
    locktimeConflict,
    badUnsignedTransaction,
    unsignedTransactionHasScriptSig,
    unsignedTransactionHasWitness,
    keyLength,
    valueLength,
    badPublicKey,
    uncompressedPublicKey,
    badExtendedKey,
    badPreviousTransaction,
    badAmount,
    badWitness,
    badTapTree,
    badProprietaryKey,
    // The outputs that are spent
    noSuchInput,
    missingUtxo,
    previousTransactionMismatch,
    previousOutputRange,
    utxosDisagree,
    // Signatures
    unsupportedScript,
    redeemScriptMismatch,
    witnessScriptMismatch,
    tapLeafMismatch,
    unsupportedTapLeaf,
    taprootMismatch,
    foreignSignatureKey,
    sighashMismatch,
    sighashNotAllowed,
    signatureInvalid,
    finalWitnessInvalid,
    // Combining
    nothingToCombine,
    differentTransaction,
    conflictingValue,
};
[[nodiscard]] base::ErrorInfo describe(Error error);

} // namespace strongroom::psbt
