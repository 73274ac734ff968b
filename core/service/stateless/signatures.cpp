#include "service/stateless/signatures.h"

#include "crypto/ed25519.h"
#include "crypto/secp256k1.h"
#include "service/stateless/input.h"

namespace strongroom::service {

Outcome<bool> checkEcdsaSignature(std::string_view publicKey, std::string_view digest,
                                  std::string_view signature) {
    STRONGROOM_ASSIGN(const base::Bytes keyBytes, readHex(publicKey));
    STRONGROOM_ASSIGN(const base::Bytes digestBytes, readHex(digest));
    STRONGROOM_ASSIGN(const base::Bytes der, readHex(signature));
    const auto key = crypto::PublicKey::parseAnyForm(keyBytes);
    const auto hash = crypto::Hash256::from(digestBytes);
    return key && hash && crypto::verifyEcdsa(*key, *hash, der);
}

Outcome<bool> checkSchnorrSignature(std::string_view publicKey, std::string_view message,
                                    std::string_view signature) {
    STRONGROOM_ASSIGN(const base::Bytes keyBytes, readHex(publicKey));
    STRONGROOM_ASSIGN(const base::Bytes messageBytes, readHex(message));
    STRONGROOM_ASSIGN(const base::Bytes signatureBytes, readHex(signature));
    const auto key = crypto::XOnlyPublicKey::parse(keyBytes);
    const auto schnorr = crypto::SchnorrSignature::from(signatureBytes);
    return key && schnorr && crypto::verifySchnorr(*key, messageBytes, *schnorr);
}

Outcome<bool> checkEd25519Signature(std::string_view publicKey, std::string_view message,
                                    std::string_view signature) {
    STRONGROOM_ASSIGN(const base::Bytes keyBytes, readHex(publicKey));
    STRONGROOM_ASSIGN(const base::Bytes messageBytes, readHex(message));
    STRONGROOM_ASSIGN(const base::Bytes signatureBytes, readHex(signature));
    const auto key = crypto::Ed25519PublicKey::from(keyBytes);
    const auto ed25519 = crypto::Ed25519Signature::from(signatureBytes);
    return key && ed25519 && crypto::verifyEd25519(*key, messageBytes, *ed25519);
}

} // namespace strongroom::service
