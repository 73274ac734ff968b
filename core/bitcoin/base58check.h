// Base58Check: bytes with a four-byte checksum (double SHA-256) in base 58. For public data only.
#pragma once

#include "base/bytes.h"
#include "bitcoin/errors.h"

#include <string>
#include <string_view>

namespace strongroom::bitcoin {

[[nodiscard]] std::string encodeBase58Check(base::ByteSpan payload);

/// The payload without its checksum. Errors: base58TooLong (over base::MAX_BASE58_LENGTH, ATTACKS A58),
/// base58Character, base58Checksum.
[[nodiscard]] Result<base::Bytes> decodeBase58Check(std::string_view text);

} // namespace strongroom::bitcoin
