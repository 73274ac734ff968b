// Why a transaction, an address, a key or a path was refused. One closed list for the module; the codes are
// an interface (docs/attacks.md, docs/formats/).
#pragma once

#include "base/byte_reader.h"
#include "base/failure.h"
#include "base/result.h"

#include <cstdint>

namespace strongroom::bitcoin {

enum class Error : std::uint8_t {
    // Transactions
    transactionTooLarge,
    transactionTruncated,
    nonMinimalSize,
    trailingData,
    noInputs,
    noOutputs,
    unknownWitnessFlag,
    superfluousWitness,
    amountRange,
    // Addresses
    addressEmpty,
    addressTooLong,
    addressCharacter,
    addressMixedCase,
    addressChecksum,
    addressWrongNetwork,
    addressUnknownPrefix,
    addressUnknownVersion,
    addressLength,
    addressEncoding,
    addressPadding,
    addressWitnessVersion,
    addressIsPrivateKey,
    // Base58Check
    base58TooLong,
    base58Character,
    base58Checksum,
    // Extended keys
    extendedKeyTooLong,
    extendedKeyEncoding,
    extendedKeyChecksum,
    extendedKeyLength,
    extendedKeyVersion,
    extendedKeyPrivate,
    extendedKeySlip132,
    extendedKeyPoint,
    extendedKeyRootFields,
    extendedKeyNetwork,
    // Derivation
    pathSyntax,
    pathTooLong,
    fingerprintSyntax,
    hardenedDerivation,
    depthExceeded,
    invalidChild,
    // Signature hashes
    sighashType,
    sighashInputIndex,
    sighashPrevoutUnknown,
    sighashNoMatchingOutput,
    // Payment URIs
    uriTooLong,
    uriScheme,
    uriSyntax,
    uriDuplicateParameter,
    uriRequiredParameter,
    uriAmount,
    uriText,
};

[[nodiscard]] base::ErrorInfo describe(Error error);

/// What a bounded read of a transaction ran into, in this module's words.
[[nodiscard]] Error fromReadError(base::ReadError error);

template <typename T>
using Result = base::Result<T, Error>;

} // namespace strongroom::bitcoin
