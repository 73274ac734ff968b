// Byte strings of tests, written in hex.
#pragma once

#include "base/bytes.h"
#include "base/text_encoding.h"

#include <stdexcept>
#include <string>
#include <string_view>

namespace strongroom::test {

/// Throws when `text` is no hex: a mistake of the test.
inline base::Bytes hex(std::string_view text) {
    auto bytes = base::fromHex(text);
    if (!bytes)
        throw std::invalid_argument("no hex: " + std::string(text));
    return *std::move(bytes);
}

/// FixedBytes or anything else with `from`, from hex.
template <typename T>
T fromHex(std::string_view text) {
    auto value = T::from(hex(text));
    if (!value)
        throw std::invalid_argument("wrong length: " + std::string(text));
    return *std::move(value);
}

} // namespace strongroom::test
