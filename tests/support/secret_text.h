// Secrets of tests, which are none.
#pragma once

#include "base/bytes.h"
#include "secret/secret_text.h"

#include <string>
#include <string_view>

namespace strongroom::test {

inline secret::SecretText secretText(std::string_view text) {
    return secret::SecretText::fromUtf8(base::asBytes(text)).value();
}

/// For comparing; only tests may.
inline std::string reveal(const secret::SecretText& text) {
    return std::string(base::asText(text.utf8()));
}

} // namespace strongroom::test
