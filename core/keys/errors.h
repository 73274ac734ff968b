// Why a mnemonic, a private key or an envelope of officers was refused, or a signature not made.
#pragma once

#include "base/failure.h"
#include "base/result.h"

#include <cstdint>

namespace strongroom::keys {

enum class Error : std::uint8_t {
    mnemonicWordCount,
    mnemonicUnknownWord,
    mnemonicChecksum,
    passphraseNotAscii, ///< BIP39 normalises by NFKD, which no library here does: refused, not guessed.
    passphraseTooLong,
    seedLength,
    seedUnusable, ///< One seed in 2^127 gives no master key.
    extendedKeyEncoding,
    extendedKeyChecksum,
    extendedKeyVersion,
    extendedKeyPublic, ///< A public key where a private one was asked for.
    extendedKeyInvalid,
    extendedKeyRootFields, ///< Depth 0 with a parent or a child number.
    wrongNetwork,
    depthExceeded,
    invalidChild,
    officersTooFew,
    officerTwice,
    officerUnknown,
    sharedEnvelopeMalformed,
    sharedEnvelopeVersionUnknown,
    sharedEnvelopeBinding,
    sharedEnvelopeNotOpened,
    sessionUnwrapFailed,
    keyMismatch,          ///< The key at the path is not the one that the descriptor names.
    signatureNotVerified, ///< Made, but does not verify: a fault between signing and release (ATTACKS A67).
};
[[nodiscard]] base::ErrorInfo describe(Error error);

template <typename T>
using Result = base::Result<T, Error>;

} // namespace strongroom::keys
