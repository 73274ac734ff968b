// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha): authenticated encryption whose 24-byte nonce may be drawn at
// random. Thread-safe.
#pragma once

#include "base/bytes.h"
#include "base/ports.h"
#include "base/result.h"
#include "crypto/errors.h"
#include "secret/secret_array.h"
#include "secret/secure_buffer.h"

namespace strongroom::crypto {

struct AeadNonceTag {};
using AeadNonce = base::FixedBytes<24, AeadNonceTag>;
using AeadKey = secret::SecretArray<32>;
/// Ciphertext = plaintext length + this.
inline constexpr std::size_t AEAD_TAG_SIZE = 16;

[[nodiscard]] AeadNonce randomNonce(base::Random& random);

/// A key and a nonce seal once.
[[nodiscard]] base::Bytes xchacha20Poly1305Seal(const AeadKey& key, const AeadNonce& nonce,
                                                base::ByteSpan associatedData, base::ByteSpan plaintext);

/// For secrets, which are small. Error::decryptionFailed when key, nonce, associated data or any byte differ.
[[nodiscard]] base::Result<secret::SecureBuffer, Error> xchacha20Poly1305Open(const AeadKey& key,
                                                                              const AeadNonce& nonce,
                                                                              base::ByteSpan associatedData,
                                                                              base::ByteSpan ciphertext);

/// The same for a document (a backup), of any size and in ordinary memory: locked memory is scarce, and a
/// file must not be able to ask for more of it than there is.
[[nodiscard]] base::Result<base::Bytes, Error> xchacha20Poly1305OpenDocument(const AeadKey& key,
                                                                             const AeadNonce& nonce,
                                                                             base::ByteSpan associatedData,
                                                                             base::ByteSpan ciphertext);

} // namespace strongroom::crypto
