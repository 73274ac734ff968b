// Base58Check of secrets: base::toBase58 and its like go through std::string, which is never wiped.
#pragma once

#include "base/bytes.h"
#include "keys/errors.h"
#include "secret/secret_array.h"
#include "secret/secret_text.h"

namespace strongroom::keys {

/// The 78 bytes of a serialised extended key.
using ExtendedKeyBytes = secret::SecretArray<78>;

[[nodiscard]] secret::SecretText encodeSecretBase58Check(const ExtendedKeyBytes& payload);

/// Spaces around do not matter. Errors: extendedKeyEncoding (character or length), extendedKeyChecksum.
[[nodiscard]] Result<ExtendedKeyBytes> decodeSecretBase58Check(const secret::SecretText& text);

} // namespace strongroom::keys
