// The lock time of a version 2 PSBT (BIP370, "Determining Lock Time"). Pure.
#pragma once

#include "base/result.h"
#include "psbt/errors.h"
#include "psbt/psbt.h"

#include <cstdint>
#include <optional>
#include <span>

namespace strongroom::psbt {

/// From here on a lock time is a time, below it a height (BIP65).
inline constexpr std::uint32_t FIRST_LOCKTIME_TIME = 500'000'000;

/// The highest demand of the kind that every demanding input allows, height where both do; without any demand
/// the fallback, or 0. Error: locktimeConflict, when one input allows only a time and another only a height.
[[nodiscard]] base::Result<std::uint32_t, Error> determineLocktime(std::optional<std::uint32_t> fallback,
                                                                   std::span<const PsbtInput> inputs);

} // namespace strongroom::psbt
