// The eight-character checksum of descriptors (BIP380). It finds typing errors and proves nothing: 40 bits
// collide on purpose within seconds (ATTACKS A35). Identity is Descriptor::id().
#pragma once

#include "descriptor/errors.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::descriptor {

/// Nothing when the text has a character that descriptors do not know.
[[nodiscard]] std::optional<std::string> checksumOf(std::string_view text);

/// Whether a text must carry its checksum.
enum class ChecksumRule : std::uint8_t { optional, required };

/// The text without its checksum, which is verified when present. Errors: character, checksumMissing,
/// checksumLength, checksumMismatch.
[[nodiscard]] Result<std::string_view> stripChecksum(std::string_view text, ChecksumRule rule);

} // namespace strongroom::descriptor
