#include "crypto/secret_key_context.h"

#include "base/check.h"
#include "crypto/secp256k1_access.h"

#include <array>
#include <secp256k1_schnorrsig.h>

namespace strongroom::crypto {

namespace {

/// The library's key pair holds the private key, so it lives in the locked arena.
class KeyPair {
public:
    KeyPair() { static_assert(sizeof(secp256k1_keypair) == 96); }
    [[nodiscard]] secp256k1_keypair* get() {
        return reinterpret_cast<secp256k1_keypair*>(m_memory.mutableSpan().data());
    }

private:
    secret::SecretArray<96> m_memory;
};

/// A 32-byte R: its compact form has the top bit clear (Bitcoin Core's SigHasLowR).
bool hasLowR(const secp256k1_context* context, const secp256k1_ecdsa_signature& signature) {
    std::array<std::uint8_t, 64> compact{};
    secp256k1_ecdsa_signature_serialize_compact(context, compact.data(), &signature);
    return compact[0] < 0x80;
}

SchnorrSignature signWith(const secp256k1_context* context, KeyPair& pair, base::ByteSpan message,
                          SchnorrAux aux) {
    secp256k1_schnorrsig_extraparams parameters = SECP256K1_SCHNORRSIG_EXTRAPARAMS_INIT;
    parameters.ndata = aux.mutableSpan().data();
    SchnorrSignature signature;
    STRONGROOM_CHECK(secp256k1_schnorrsig_sign_custom(context, signature.mutableSpan().data(), message.data(),
                                                      message.size(), pair.get(), &parameters) == 1);
    return signature;
}

void writeLittleEndian(std::array<std::uint8_t, 32>& target, std::uint32_t value) {
    for (std::size_t i = 0; i < sizeof value; ++i)
        target[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

} // namespace

void SecretKeyContext::Destroy::operator()(secp256k1_context_struct* context) const {
    secp256k1_context_destroy(context);
}

SecretKeyContext::SecretKeyContext(base::Random& random)
    : m_context(secp256k1_context_create(SECP256K1_CONTEXT_NONE)) {
    SecretKey blinding;
    random.fill(blinding.mutableSpan());
    STRONGROOM_CHECK(secp256k1_context_randomize(m_context.get(), blinding.span().data()) == 1);
}

base::Result<PublicKey, Error> SecretKeyContext::publicKey(const SecretKey& key) const {
    secp256k1_pubkey point;
    if (secp256k1_ec_pubkey_create(m_context.get(), &point, key.span().data()) != 1)
        return base::Unexpected(Error::invalidSecretKey);
    return Secp256k1Access::wrap(point);
}

base::Result<base::Bytes, Error> SecretKeyContext::ecdsaSign(const SecretKey& key, const Hash256& digest,
                                                             EcdsaNonce nonce) const {
    const secp256k1_context* const context = m_context.get();
    secp256k1_ecdsa_signature signature;
    std::array<std::uint8_t, 32> extraEntropy{};
    for (std::uint32_t counter = 0;; ++counter) {
        writeLittleEndian(extraEntropy, counter);
        if (secp256k1_ecdsa_sign(context, &signature, digest.span().data(), key.span().data(),
                                 secp256k1_nonce_function_rfc6979,
                                 counter == 0 ? nullptr : extraEntropy.data()) != 1)
            return base::Unexpected(Error::invalidSecretKey);
        if (nonce == EcdsaNonce::plain || hasLowR(context, signature))
            break;
    }
    constexpr std::size_t MAX_DER_SIZE = 72;
    base::Bytes der(MAX_DER_SIZE);
    std::size_t length = der.size();
    STRONGROOM_CHECK(secp256k1_ecdsa_signature_serialize_der(context, der.data(), &length, &signature) == 1);
    der.resize(length);
    return der;
}

base::Result<SchnorrSignature, Error> SecretKeyContext::schnorrSign(const SecretKey& key,
                                                                    const std::optional<Tweak>& tweak,
                                                                    base::ByteSpan message,
                                                                    const SchnorrAux& aux) const {
    const secp256k1_context* const context = m_context.get();
    KeyPair pair;
    if (secp256k1_keypair_create(context, pair.get(), key.span().data()) != 1)
        return base::Unexpected(Error::invalidSecretKey);
    if (tweak && secp256k1_keypair_xonly_tweak_add(context, pair.get(), tweak->span().data()) != 1)
        return base::Unexpected(Error::invalidTweak);
    return signWith(context, pair, message, aux);
}

base::Result<SchnorrSignature, Error>
SecretKeyContext::taprootSign(const SecretKey& key, const PublicKey& publicKey, const Tweak& tweak,
                              base::ByteSpan message, const SchnorrAux& aux) const {
    constexpr std::uint8_t ODD = 0x03; // BIP341: the secret of the point with even Y
    const secp256k1_context* const context = m_context.get();
    if (secp256k1_ec_seckey_verify(context, key.span().data()) != 1)
        return base::Unexpected(Error::invalidSecretKey);
    SecretKey output = key.clone();
    if (publicKey.span().front() == ODD)
        STRONGROOM_CHECK(secp256k1_ec_seckey_negate(context, output.mutableSpan().data()) == 1);
    KeyPair pair;
    if (secp256k1_ec_seckey_tweak_add(context, output.mutableSpan().data(), tweak.span().data()) != 1 ||
        secp256k1_keypair_create(context, pair.get(), output.span().data()) != 1)
        return base::Unexpected(Error::invalidTweak);
    return signWith(context, pair, message, aux);
}

base::Result<SecretKey, Error> SecretKeyContext::tweakAdd(const SecretKey& key,
                                                          base::ByteSpan tweak32) const {
    STRONGROOM_CHECK(tweak32.size() == SecretKey::SIZE);
    if (secp256k1_ec_seckey_verify(m_context.get(), key.span().data()) != 1)
        return base::Unexpected(Error::invalidSecretKey);
    SecretKey result = key.clone();
    if (secp256k1_ec_seckey_tweak_add(m_context.get(), result.mutableSpan().data(), tweak32.data()) != 1)
        return base::Unexpected(Error::invalidTweak);
    return result;
}

} // namespace strongroom::crypto
