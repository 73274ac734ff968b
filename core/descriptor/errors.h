// Why a descriptor, a miniscript expression or a wallet policy was refused. A text is read whole or not at
// all.
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
    // Functions
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
    // Multisig and scripts
    threshold,
    keyCount,
    redeemScriptTooLong,
    // Miniscript
    miniscriptWrapper,
    miniscriptArguments,
    miniscriptLock,
    miniscriptHash,
    miniscriptType,
    miniscriptTopLevel,
    miniscriptUnsatisfiable,
    miniscriptMalleable,
    miniscriptTimelockMix,
    miniscriptUnsigned,
    miniscriptResources,
    // Taproot
    treeSyntax,
    treeDepth,
    musigSyntax,
    musigPath,
    // Fixed scripts
    address,
    rawHex,
    // Vaults
    notForVaults,
    holderTwice,
    lockWithoutMeaning,
    // Wallet policies (BIP388)
    policyPlaceholder,
    policyOrder,
    policyPath,
    policyKeyTwice,
    policyKey,
    policyForm,
    // Derivation
    noSuchBranch,
    notRanged,
    indexRange,
    underivable,
    severalScripts,
};

[[nodiscard]] base::ErrorInfo describe(Error error);

template <typename T>
using Result = base::Result<T, Error>;

} // namespace strongroom::descriptor
