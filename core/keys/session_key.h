// The key of an armed session: hot keys wait wrapped under it, so that the armed parent holds no private key
// and a memory image taken without this one page is worth nothing. It exists in guarded memory only, and dies
// with the session. Move-only; one thread at a time. After fork() the child calls secret::relockAfterFork().
#pragma once

#include "base/ports.h"
#include "crypto/aead.h"
#include "keys/errors.h"
#include "secret/secure_buffer.h"

#include <string_view>

namespace strongroom::keys {

struct WrappedKey {
    crypto::AeadNonce nonce;
    base::Bytes ciphertext;
};

class SessionKey {
public:
    static constexpr std::size_t SIZE = 32;

    explicit SessionKey(base::Random& random);
    /// For the child that works on a key: SIZE bytes from `bytes()` of the session's own; the caller wipes
    /// them.
    [[nodiscard]] static SessionKey fromBytes(base::ByteSpan bytes);
    [[nodiscard]] base::ByteSpan bytes() const { return m_key.span(); }

    /// `label` says what is wrapped (the vault's id); it must be the same again to unwrap.
    [[nodiscard]] WrappedKey wrap(base::ByteSpan secret, std::string_view label, base::Random& random) const;
    /// Error: sessionUnwrapFailed.
    [[nodiscard]] Result<secret::SecureBuffer> unwrap(const WrappedKey& wrapped,
                                                      std::string_view label) const;

private:
    explicit SessionKey(secret::SecureBuffer key) : m_key(std::move(key)) {}
    secret::SecureBuffer m_key;
};

} // namespace strongroom::keys
