#include "crypto/ed25519.h"

#include "base/check.h"

#include <sodium.h>

namespace strongroom::crypto {

static_assert(Ed25519PublicKey::SIZE == crypto_sign_ed25519_PUBLICKEYBYTES);
static_assert(Ed25519Signature::SIZE == crypto_sign_ed25519_BYTES);

Ed25519KeyPair Ed25519KeyPair::fromSeed(const Ed25519Seed& seed) {
    Ed25519KeyPair result;
    STRONGROOM_CHECK(crypto_sign_ed25519_seed_keypair(result.m_publicKey.mutableSpan().data(),
                                                      result.m_secret.mutableSpan().data(),
                                                      seed.span().data()) == 0);
    return result;
}

Ed25519KeyPair Ed25519KeyPair::generate(base::Random& random) {
    Ed25519Seed seed;
    random.fill(seed.mutableSpan());
    return fromSeed(seed);
}

Ed25519Seed Ed25519KeyPair::seed() const {
    return Ed25519Seed::copyOf(m_secret.span().first<Ed25519Seed::SIZE>());
}

Ed25519Signature Ed25519KeyPair::sign(base::ByteSpan message) const {
    Ed25519Signature signature;
    STRONGROOM_CHECK(crypto_sign_ed25519_detached(signature.mutableSpan().data(), nullptr, message.data(),
                                                  message.size(), m_secret.span().data()) == 0);
    return signature;
}

bool verifyEd25519(const Ed25519PublicKey& key, base::ByteSpan message, const Ed25519Signature& signature) {
    return crypto_sign_ed25519_verify_detached(signature.span().data(), message.data(), message.size(),
                                               key.span().data()) == 0;
}

} // namespace strongroom::crypto
