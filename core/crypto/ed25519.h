// Ed25519 (RFC 8032): the signatures of people's devices, of logs and of signed objects. Thread-safe.
#pragma once

#include "base/bytes.h"
#include "base/ports.h"
#include "secret/secret_array.h"

namespace strongroom::crypto {

struct Ed25519PublicKeyTag {};
struct Ed25519SignatureTag {};
/// 32 bytes that need not be a point: a key that is none verifies nothing.
using Ed25519PublicKey = base::FixedBytes<32, Ed25519PublicKeyTag>;
using Ed25519Signature = base::FixedBytes<64, Ed25519SignatureTag>;
/// RFC 8032's private key: 32 random bytes.
using Ed25519Seed = secret::SecretArray<32>;

/// A device key that can sign. Move-only, wiped on destruction.
class Ed25519KeyPair {
public:
    [[nodiscard]] static Ed25519KeyPair fromSeed(const Ed25519Seed& seed);
    [[nodiscard]] static Ed25519KeyPair generate(base::Random& random);

    [[nodiscard]] const Ed25519PublicKey& publicKey() const { return m_publicKey; }
    /// What an envelope keeps.
    [[nodiscard]] Ed25519Seed seed() const;
    [[nodiscard]] Ed25519Signature sign(base::ByteSpan message) const;

private:
    Ed25519KeyPair() = default;
    secret::SecretArray<64> m_secret; ///< Seed ‖ public key, as the library wants it.
    Ed25519PublicKey m_publicKey;
};

/// Strict: canonical S and points, no key or nonce point of small order, no batch or cofactored equation; so
/// that all verifiers agree about every signature.
[[nodiscard]] bool verifyEd25519(const Ed25519PublicKey& key, base::ByteSpan message,
                                 const Ed25519Signature& signature);

} // namespace strongroom::crypto
