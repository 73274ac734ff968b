#include "crypto/aead.h"

#include "base/check.h"

#include <sodium.h>

namespace strongroom::crypto {

static_assert(AeadNonce::SIZE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(AeadKey::SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(AEAD_TAG_SIZE == crypto_aead_xchacha20poly1305_ietf_ABYTES);

namespace {

bool openInto(std::span<std::uint8_t> plaintext, const AeadKey& key, const AeadNonce& nonce,
              base::ByteSpan associatedData, base::ByteSpan ciphertext) {
    return crypto_aead_xchacha20poly1305_ietf_decrypt(
               plaintext.data(), nullptr, nullptr, ciphertext.data(), ciphertext.size(),
               associatedData.data(), associatedData.size(), nonce.span().data(), key.span().data()) == 0;
}

} // namespace

AeadNonce randomNonce(base::Random& random) {
    AeadNonce nonce;
    random.fill(nonce.mutableSpan());
    return nonce;
}

base::Bytes xchacha20Poly1305Seal(const AeadKey& key, const AeadNonce& nonce, base::ByteSpan associatedData,
                                  base::ByteSpan plaintext) {
    base::Bytes ciphertext(plaintext.size() + AEAD_TAG_SIZE);
    STRONGROOM_CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt(ciphertext.data(), nullptr, plaintext.data(),
                                                                plaintext.size(), associatedData.data(),
                                                                associatedData.size(), nullptr,
                                                                nonce.span().data(), key.span().data()) == 0);
    return ciphertext;
}

base::Result<secret::SecureBuffer, Error> xchacha20Poly1305Open(const AeadKey& key, const AeadNonce& nonce,
                                                                base::ByteSpan associatedData,
                                                                base::ByteSpan ciphertext) {
    if (ciphertext.size() < AEAD_TAG_SIZE)
        return base::Unexpected(Error::decryptionFailed);
    secret::SecureBuffer plaintext(ciphertext.size() - AEAD_TAG_SIZE);
    if (!openInto(plaintext.mutableSpan(), key, nonce, associatedData, ciphertext))
        return base::Unexpected(Error::decryptionFailed);
    return plaintext;
}

base::Result<base::Bytes, Error> xchacha20Poly1305OpenDocument(const AeadKey& key, const AeadNonce& nonce,
                                                               base::ByteSpan associatedData,
                                                               base::ByteSpan ciphertext) {
    if (ciphertext.size() < AEAD_TAG_SIZE)
        return base::Unexpected(Error::decryptionFailed);
    base::Bytes plaintext(ciphertext.size() - AEAD_TAG_SIZE);
    if (!openInto(plaintext, key, nonce, associatedData, ciphertext))
        return base::Unexpected(Error::decryptionFailed);
    return plaintext;
}

} // namespace strongroom::crypto
