#include "keys/session_key.h"

namespace strongroom::keys {

SessionKey::SessionKey(base::Random& random) : m_key(crypto::AeadKey::SIZE) {
    random.fill(m_key.mutableSpan());
}

SessionKey SessionKey::fromBytes(base::ByteSpan bytes) {
    STRONGROOM_CHECK(bytes.size() == SIZE);
    return SessionKey(secret::SecureBuffer::copyOf(bytes));
}

WrappedKey SessionKey::wrap(base::ByteSpan secret, std::string_view label, base::Random& random) const {
    const crypto::AeadNonce nonce = crypto::randomNonce(random);
    return {nonce, crypto::xchacha20Poly1305Seal(crypto::AeadKey::copyOf(m_key.span()), nonce,
                                                 base::asBytes(label), secret)};
}

Result<secret::SecureBuffer> SessionKey::unwrap(const WrappedKey& wrapped, std::string_view label) const {
    auto opened = crypto::xchacha20Poly1305Open(crypto::AeadKey::copyOf(m_key.span()), wrapped.nonce,
                                                base::asBytes(label), wrapped.ciphertext);
    if (!opened)
        return base::Unexpected(Error::sessionUnwrapFailed);
    return std::move(opened).value();
}

} // namespace strongroom::keys
