// Why a node could not be asked, or is not believed.
#pragma once

#include "base/failure.h"
#include "base/result.h"

#include <cstdint>

namespace strongroom::net {

enum class Error : std::uint8_t {
    badUrl,
    remoteRefused, ///< A node on another machine, which the settings do not allow.
    unreachable,
    timedOut,
    credentialsUnreadable, ///< The cookie file.
    unauthorized,
    nodeStarting,
    nodeBusy,
    responseTooLarge,
    malformedResponse,
    requestRefused, ///< The node answered with an error; its words are data `reason`.
    unsupportedNode,
    wrongNetwork,
    unknownDeployment, ///< Follows rules of consensus that this program does not know.
};
[[nodiscard]] base::ErrorInfo describe(Error error);

template <typename T>
using Result = base::Result<T, Error>;

} // namespace strongroom::net
