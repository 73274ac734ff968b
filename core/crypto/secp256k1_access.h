// How this module's own files get between our point types and the library's. Internal.
#pragma once

#include "crypto/secp256k1.h"

#include <secp256k1.h>
#include <secp256k1_extrakeys.h>

namespace strongroom::crypto {

struct Secp256k1Access {
    [[nodiscard]] static secp256k1_pubkey point(const PublicKey& key);
    [[nodiscard]] static secp256k1_xonly_pubkey point(const XOnlyPublicKey& key);
    [[nodiscard]] static PublicKey wrap(const secp256k1_pubkey& point);
    [[nodiscard]] static XOnlyPublicKey wrap(const secp256k1_xonly_pubkey& point);
};

} // namespace strongroom::crypto
