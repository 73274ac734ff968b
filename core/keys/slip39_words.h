// The English word list of SLIP-0039 (resources/slip39).
#pragma once

#include "base/bytes.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::keys {

/// Sorted; the position of a word is its value.
extern const std::array<std::string_view, 1024> SLIP39_ENGLISH;

/// The value of a whole word, lower case.
[[nodiscard]] std::optional<std::uint16_t> slip39Value(base::ByteSpan word);

} // namespace strongroom::keys
