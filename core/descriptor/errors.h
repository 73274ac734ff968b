// Why a descriptor was refused. What descriptors can say and this program does not support yet has its own
// code each (`descriptor.unsupported_…`), so that nothing is half-read.
#pragma once

#include "base/failure.h"
#include "base/result.h"

#include <cstdint>

namespace strongroom::descriptor {

enum class Error : std::uint8_t {
    // Text
    tooLong,
    character,
    checksumMissing,
    checksumLength,
    checksumMismatch,
    syntax,
    // Not supported (yet)
    unsupportedPk,
    unsupportedPkh,
    unsupportedSh,
    unsupportedCombo,
    unsupportedAddr,
    unsupportedRaw,
    unsupportedRawtr,
    unsupportedBareMulti,
    unsupportedMiniscript,
    unsupportedTree,
    unsupportedMusig,
    unknownFunction,
    misplacedFunction,
    keyExpected,
    scriptExpected,
    // Keys
    keyOrigin,
    keySyntax,
    keyPoint,
    keyUncompressed,
    keyPrivate,
    keySlip132,
    keyChecksum,
    keyExtended,
    keyWrongNetwork,
    coinTypeWrongNetwork,
    duplicateKey,
    plainKeyWithPath,
    // Paths
    pathSyntax,
    pathTooLong,
    hardenedPath,
    multipathSyntax,
    multipathRepeated,
    multipathTwice,
    multipathLengths,
    multipathTooMany,
    // Multisig
    threshold,
    keyCount,
    // Derivation
    noSuchBranch,
    notRanged,
    indexRange,
    underivable,
};

[[nodiscard]] base::ErrorInfo describe(Error error);

template <typename T>
using Result = base::Result<T, Error>;

} // namespace strongroom::descriptor
