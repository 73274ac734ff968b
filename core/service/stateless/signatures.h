// Verifying a signature that somebody shows, given as hex. Well-formed hex that is no key, digest or
// signature is simply not valid. Error of all: input.hex.
#pragma once

#include "service/outcome.h"

#include <string_view>

namespace strongroom::service {

/// secp256k1 as Bitcoin relays it: strict DER without hash type byte, low S; a compressed or uncompressed
/// key, never a hybrid one; a digest of 32 bytes.
[[nodiscard]] Outcome<bool> checkEcdsaSignature(std::string_view publicKey, std::string_view digest,
                                                std::string_view signature);

/// BIP340: an x-only key, a message of any length, 64 bytes of signature.
[[nodiscard]] Outcome<bool> checkSchnorrSignature(std::string_view publicKey, std::string_view message,
                                                  std::string_view signature);

/// RFC 8032, strict as crypto/ed25519.h says.
[[nodiscard]] Outcome<bool> checkEd25519Signature(std::string_view publicKey, std::string_view message,
                                                  std::string_view signature);

} // namespace strongroom::service
