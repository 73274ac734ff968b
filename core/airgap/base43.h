// Base43, the text form of Electrum's QR codes: bytes as one big-endian number in the digits
// `0-9 A-Z $ * + - . / :`, each leading zero byte as one digit 0. All of it stands in the QR alphanumeric
// set.
#pragma once

#include "base/bytes.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::airgap {

/// The largest QR symbol holds as many. Conversion takes quadratic time, so nothing longer is read.
inline constexpr std::size_t MAX_BASE43_LENGTH = 4'296;
/// What may fit into as many digits; nothing larger is written.
inline constexpr std::size_t MAX_BASE43_BYTES = 2'913;

/// Nothing for more than MAX_BASE43_BYTES.
[[nodiscard]] std::optional<std::string> encodeBase43(base::ByteSpan bytes);
/// Upper case only. Nothing for any other character, and past MAX_BASE43_LENGTH.
[[nodiscard]] std::optional<base::Bytes> decodeBase43(std::string_view text);

} // namespace strongroom::airgap
