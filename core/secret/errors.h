// Why secret memory could not be had, or a secret text not be taken.
#pragma once

#include "base/failure.h"

#include <cstdint>

namespace strongroom::secret {

enum class Error : std::uint8_t {
    memoryNotLocked, ///< mlock failed: a secret could reach the swap space.
    hardeningFailed,
    textTooLong,
    invalidCodePoint,
    invalidUtf8,
};
[[nodiscard]] base::ErrorInfo describe(Error error);

} // namespace strongroom::secret
