// Hashes, keys and ids as documents have them: lower-case hex of exactly their size, so that one value has
// one text. Pure; whatever else is written there is nothing. `Fixed` is some FixedBytes.
#pragma once

#include "base/json.h"
#include "base/text_encoding.h"

#include <optional>
#include <string_view>

namespace strongroom::base {

template <typename Fixed>
[[nodiscard]] std::optional<Fixed> fixedFromHex(std::string_view text) {
    const auto bytes = fromHex(text);
    return bytes && toHex(*bytes) == text ? Fixed::from(*bytes) : std::nullopt;
}

/// The same for a value, which is a string.
template <typename Fixed>
[[nodiscard]] std::optional<Fixed> fixedFrom(const Json& value) {
    return value.string() != nullptr ? fixedFromHex<Fixed>(*value.string()) : std::nullopt;
}

/// The same for a member of an object. Hex of another size is nothing here, and no failure of `fields`.
template <typename Fixed>
[[nodiscard]] std::optional<Fixed> fixedMember(JsonFields& fields, std::string_view key) {
    const auto bytes = fields.hex(key);
    return bytes ? Fixed::from(*bytes) : std::nullopt;
}

} // namespace strongroom::base
