// Why a chain could not be asked, or did not take a transaction. Failures of a node's connection have codes
// of their own (net/errors.h); both travel as base::Failure through the port.
#pragma once

#include "base/failure.h"
#include "base/result.h"

#include <cstdint>

namespace strongroom::chain {

enum class Error : std::uint8_t {
    rejected, ///< With the node's reason as data `reason`.
    malformedBlock,
    blockHashMismatch, ///< A block whose bytes are not the block asked for.
    merkleRootMismatch,
    // The training chain
    busy,
    damaged, ///< A record that does not follow from those before it.
    notATrainingChain,
    timeGoesBack,
    amountOutOfRange,
};
[[nodiscard]] base::ErrorInfo describe(Error error);

template <typename T>
using Result = base::Result<T, Error>;

} // namespace strongroom::chain
