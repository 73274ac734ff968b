// ECDSA signatures in 64 bytes, as signed messages outside transactions carry them. Pure, thread-safe.
#pragma once

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/secp256k1.h"

namespace strongroom::crypto {

/// R ‖ S in 32 bytes each, with S in either half: outside transactions the second form of a signature harms
/// nobody. False for anything but 64 bytes.
[[nodiscard]] bool verifyEcdsaCompact(const PublicKey& key, const Hash256& digest, base::ByteSpan compact);

} // namespace strongroom::crypto
