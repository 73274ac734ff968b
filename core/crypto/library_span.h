// Internal: an empty span may have no address, and libsodium wants one even for nothing.
#pragma once

#include "base/bytes.h"

namespace strongroom::crypto {

[[nodiscard]] inline const std::uint8_t* addressOf(base::ByteSpan bytes) {
    static constexpr std::uint8_t NOTHING = 0;
    return bytes.empty() ? &NOTHING : bytes.data();
}

} // namespace strongroom::crypto
