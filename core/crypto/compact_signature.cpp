#include "crypto/compact_signature.h"

#include "crypto/secp256k1_access.h"

namespace strongroom::crypto {

bool verifyEcdsaCompact(const PublicKey& key, const Hash256& digest, base::ByteSpan compact) {
    constexpr std::size_t SIZE = 64;
    const secp256k1_context* context = secp256k1_context_static; // public operations need no randomised one
    secp256k1_ecdsa_signature signature;
    if (compact.size() != SIZE || // R or S past the group order do not parse
        secp256k1_ecdsa_signature_parse_compact(context, &signature, compact.data()) != 1)
        return false;
    secp256k1_ecdsa_signature_normalize(context, &signature, &signature);
    const secp256k1_pubkey point = Secp256k1Access::point(key);
    return secp256k1_ecdsa_verify(context, &signature, digest.span().data(), &point) == 1;
}

} // namespace strongroom::crypto
