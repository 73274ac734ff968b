// What can be wrong with text that a person or a script hands in, before any module has seen it.
#pragma once

#include "base/failure.h"

#include <cstdint>

namespace strongroom::service {

enum class InputError : std::uint8_t {
    hex,
    base64,
    network,
    range,
    frameType,
    frameFormat,
    extraFrames,
    picture,
    keyPrefix,
};
[[nodiscard]] base::ErrorInfo describe(InputError error);

} // namespace strongroom::service
