#include "crypto/errors.h"

#include "base/check.h"

#include <array>
#include <utility>

namespace strongroom::crypto {

namespace {

constexpr std::array<std::pair<Error, base::ErrorInfo>, 18> TABLE{{
    {Error::selfTestFailed,
     {"crypto.self_test_failed", "A cryptographic self-test gave a wrong answer. Nothing was opened."}},
    {Error::invalidSecretKey, {"crypto.invalid_secret_key", "These bytes are no private key."}},
    {Error::invalidTweak, {"crypto.invalid_tweak", "A key cannot be tweaked by this value."}},
    {Error::decryptionFailed,
     {"crypto.decryption_failed", "The passphrase or key is wrong, or the data was changed."}},
    {Error::kdfTooWeak,
     {"crypto.kdf_too_weak", "The key derivation settings are too weak for a treasury with real money."}},
    {Error::kdfTooCostly,
     {"crypto.kdf_too_costly", "The key derivation settings ask for more memory or time than is accepted."}},
    {Error::kdfOutOfMemory,
     {"crypto.kdf_out_of_memory", "There is not enough memory to derive the key from the passphrase."}},
    {Error::envelopeTooLarge, {"crypto.envelope_too_large", "The signed object is too large."}},
    {Error::envelopeNotCanonical,
     {"crypto.envelope_not_canonical", "The signed object is not canonical JSON."}},
    {Error::envelopeMalformed,
     {"crypto.envelope_malformed", "The signed object does not have the members that an envelope has."}},
    {Error::envelopeVersionUnknown,
     {"crypto.envelope_version_unknown", "The signed object has a version that this program does not know."}},
    {Error::envelopeAlgorithmUnknown,
     {"crypto.envelope_algorithm_unknown",
      "The signed object has a signature of a kind that this program cannot verify."}},
    {Error::envelopeSignatureOrder,
     {"crypto.envelope_signature_order",
      "The signatures of the signed object are not in order, or one key signed twice."}},
    {Error::passphraseEmpty, {"crypto.passphrase_empty", "The passphrase is empty."}},
    {Error::keyEnvelopeMalformed,
     {"crypto.key_envelope_malformed", "The key envelope does not have the members that one has."}},
    {Error::keyEnvelopeVersionUnknown,
     {"crypto.key_envelope_version_unknown",
      "The key envelope has a version that this program does not know."}},
    {Error::keyEnvelopeBinding,
     {"crypto.key_envelope_binding",
      "The key envelope was made for another treasury, network, purpose or key."}},
    {Error::trainingOnMain,
     {"crypto.training_on_main", "The settings of training treasuries are refused on the main network."}},
}};

} // namespace

base::ErrorInfo describe(Error error) {
    for (const auto& [key, info] : TABLE)
        if (key == error)
            return info;
    base::checkFailed("crypto::Error");
}

} // namespace strongroom::crypto
