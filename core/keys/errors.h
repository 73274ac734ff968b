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
    slip39WordCount,
    slip39UnknownWord,
    slip39Checksum,
    slip39Padding,
    slip39GroupThreshold, ///< More groups needed than there are.
    slip39Mixed,
    slip39Duplicate,
    slip39Groups,  ///< Not as many groups as the group threshold.
    slip39Members, ///< Not as many members of a group as its threshold.
    slip39Digest,
    slip39Plan,
    slip39SecretLength,
    slip39Passphrase,
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
