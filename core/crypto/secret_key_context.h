// What takes a private key of secp256k1: public keys, ECDSA, Schnorr, tweaks. Signatures are not verified
// here: who signs verifies with the public key before anything leaves (keys/key_provider.h, ATTACKS A67).
//
// A SecretKeyContext is blinded with fresh randomness when made, against power and timing analysis.
// Move-only. Thread rule: const, so several threads may sign with one.
#pragma once

#include "base/bytes.h"
#include "base/ports.h"
#include "base/result.h"
#include "crypto/errors.h"
#include "crypto/secp256k1.h"
#include "secret/secret_array.h"

#include <memory>
#include <optional>

struct secp256k1_context_struct;

namespace strongroom::crypto {

/// 32 bytes that are a private key when not zero and below the group order; every function says when not.
using SecretKey = secret::SecretArray<32>;

/// How ECDSA nonces are derived. Both are RFC 6979 and deterministic.
enum class EcdsaNonce : std::uint8_t {
    plain, ///< One signature costs one signature (ADR 0009).
    lowR,  ///< As Bitcoin Core: counts up in the extra entropy until R has 32 bytes, so that sizes are known.
};

struct SchnorrAuxTag {};
/// BIP340's auxiliary randomness.
using SchnorrAux = base::FixedBytes<32, SchnorrAuxTag>;

class SecretKeyContext {
public:
    explicit SecretKeyContext(base::Random& random);

    /// Error::invalidSecretKey.
    [[nodiscard]] base::Result<PublicKey, Error> publicKey(const SecretKey& key) const;

    /// Strict DER, low S, without sighash byte. Error::invalidSecretKey.
    [[nodiscard]] base::Result<base::Bytes, Error> ecdsaSign(const SecretKey& key, const Hash256& digest,
                                                             EcdsaNonce nonce = EcdsaNonce::lowR) const;

    /// BIP340 with `key`, or with `key` tweaked as BIP341 does (the X-only public key's secret plus `tweak`).
    /// Error::invalidSecretKey, Error::invalidTweak.
    [[nodiscard]] base::Result<SchnorrSignature, Error> schnorrSign(const SecretKey& key,
                                                                    const std::optional<Tweak>& tweak,
                                                                    base::ByteSpan message,
                                                                    const SchnorrAux& aux) const;

    /// BIP340 with the key that BIP341 makes of `key` and `tweak`, as schnorrSign does, for callers who know
    /// the public key of `key`: what takes a point multiplication there is read off here. With another public
    /// key the signature is nobody's, which verifying it shows. Error::invalidSecretKey, Error::invalidTweak.
    [[nodiscard]] base::Result<SchnorrSignature, Error>
    taprootSign(const SecretKey& key, const PublicKey& publicKey, const Tweak& tweak, base::ByteSpan message,
                const SchnorrAux& aux) const;

    /// key + tweak modulo the group order; the tweak may be secret (BIP32 private derivation).
    /// Error::invalidSecretKey, Error::invalidTweak.
    [[nodiscard]] base::Result<SecretKey, Error> tweakAdd(const SecretKey& key, base::ByteSpan tweak32) const;

private:
    struct Destroy {
        void operator()(secp256k1_context_struct* context) const;
    };
    std::unique_ptr<secp256k1_context_struct, Destroy> m_context;
};

} // namespace strongroom::crypto
