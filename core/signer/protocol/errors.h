// Why a conversation with a signer process fails, apart from what the signer itself refuses.
#pragma once

#include "base/failure.h"
#include "base/result.h"

#include <cstdint>

namespace strongroom::signer {

enum class Error : std::uint8_t {
    notRunning,
    foreignUser,
    pathTooLong,
    connectionLost,
    timedOut,
    frameTooLarge,
    malformedFrame,
    couldNotStart,
    notASeat,
};
[[nodiscard]] base::ErrorInfo describe(Error error);

template <typename T>
using Result = base::Result<T, Error>;

} // namespace strongroom::signer
