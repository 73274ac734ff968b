// Text forms of bytes: hex, base64, base58, bech32. All strict, all bounded, none for secrets (they go
// through std::string). Base58Check needs a hash and is in bitcoin/base58check.h.
#pragma once

#include "base/bytes.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::base {

/// Lower case.
[[nodiscard]] std::string toHex(ByteSpan bytes);
/// Either case; nothing for an odd length or any other character.
[[nodiscard]] std::optional<Bytes> fromHex(std::string_view text);

/// RFC 4648 with padding.
[[nodiscard]] std::string toBase64(ByteSpan bytes);
/// Strict: no white space, right padding, unused bits zero.
[[nodiscard]] std::optional<Bytes> fromBase64(std::string_view text);

/// Base58 costs quadratic time, so longer input is refused (ATTACKS A58); the longest in use, an extended
/// key, has 112.
inline constexpr std::size_t MAX_BASE58_LENGTH = 256;
[[nodiscard]] std::string toBase58(ByteSpan bytes);
[[nodiscard]] std::optional<Bytes> fromBase58(std::string_view text);

/// BIP173 and BIP350.
enum class Bech32Variant : std::uint8_t { bech32, bech32m };
struct Bech32 {
    Bech32Variant variant;
    std::string humanReadablePart; ///< Lower case.
    Bytes values;                  ///< Five bits each, checksum removed.
};
/// At most 90 characters (BIP173).
[[nodiscard]] std::optional<Bech32> decodeBech32(std::string_view text);
[[nodiscard]] std::string encodeBech32(Bech32Variant variant, std::string_view humanReadablePart,
                                       ByteSpan values);
/// Regroups bits: from 8-bit bytes to 5-bit values with padding …
[[nodiscard]] Bytes toFiveBit(ByteSpan bytes);
/// … and back; nothing when the padding is not zero or longer than four bits.
[[nodiscard]] std::optional<Bytes> fromFiveBit(ByteSpan values);

/// True for text without control characters, bidirectional or zero-width marks (ATTACKS A91) and valid as
/// UTF-8.
[[nodiscard]] bool isPlainUtf8(std::string_view text);

} // namespace strongroom::base
