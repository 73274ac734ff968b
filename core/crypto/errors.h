// What can be wrong with keys, ciphertexts, key derivation parameters and signed objects.
#pragma once

#include "base/failure.h"

#include <cstdint>

namespace strongroom::crypto {

enum class Error : std::uint8_t {
    selfTestFailed,
    invalidSecretKey, ///< Zero or not below the group order.
    invalidTweak,     ///< Not below the group order, or the sum is zero.
    decryptionFailed, ///< Wrong key, wrong associated data or a damaged ciphertext: nobody can tell which.
    kdfTooWeak,
    kdfTooCostly, ///< A file asks for more memory or time than any honest one (ATTACKS A121).
    kdfOutOfMemory,
    envelopeTooLarge,
    envelopeNotCanonical,
    envelopeMalformed,
    envelopeVersionUnknown,
    envelopeAlgorithmUnknown,
    envelopeSignatureOrder, ///< Signatures are sorted by key id, and each key signs once.
    passphraseEmpty,
    keyEnvelopeMalformed,
    keyEnvelopeVersionUnknown,
    keyEnvelopeBinding, ///< Made for another treasury, network, purpose or key than the one it is opened for.
    trainingOnMain, ///< The weak settings of training treasuries, asked for on the network with real money.
};
[[nodiscard]] base::ErrorInfo describe(Error error);

} // namespace strongroom::crypto
