#include "keys/key_provider.h"

#include "base/check.h"

namespace strongroom::keys {

bool answers(const SignatureBytes& signature, const SigningRequest& request) {
    switch (request.kind) {
    case SignatureKind::ecdsa:
        return crypto::verifyEcdsa(request.publicKey, request.digest, signature);
    case SignatureKind::taprootKeyPath: {
        const crypto::XOnlyPublicKey internalKey = request.publicKey.xOnly();
        const auto output = crypto::tweakAdd(internalKey, crypto::tapTweak(internalKey, {}));
        const auto bytes = crypto::SchnorrSignature::from(signature);
        return output && bytes && crypto::verifySchnorr(output->key, request.digest, *bytes);
    }
    }
    base::checkFailed("SignatureKind");
}

Result<std::vector<SignatureBytes>> KeyProvider::sign(std::span<const SigningRequest> requests) {
    STRONGROOM_ASSIGN(std::vector<SignatureBytes> signatures, makeSignatures(requests));
    if (signatures.size() != requests.size())
        return base::Unexpected(Error::signatureNotVerified);
    for (std::size_t i = 0; i < requests.size(); ++i)
        if (!answers(signatures[i], requests[i]))
            return base::Unexpected(Error::signatureNotVerified);
    return signatures;
}

} // namespace strongroom::keys
