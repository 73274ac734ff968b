// What a descriptor says, and the addresses it derives. Pure.
#pragma once

#include "base/json.h"
#include "service/outcome.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::service {

/// Shape: docs/formats/cli.md, `descriptor info`. The network is that of the keys; where they name none, the
/// shape does not depend on it. Errors: descriptor.*.
[[nodiscard]] Outcome<base::Json> describeDescriptor(std::string_view descriptor);

/// Inclusive; without numbers the one script of a descriptor that has no range, or index 0.
struct DerivationRange {
    std::optional<std::int64_t> from;
    std::optional<std::int64_t> to;
    std::int64_t branch = 0;
};
inline constexpr std::int64_t MAX_DERIVED_ITEMS = 10'000; ///< Keeps one answer below a few megabytes.

/// {items:[{index,branch,script_hex,address}]}. Errors: input.network, input.range, descriptor.*.
[[nodiscard]] Outcome<base::Json> deriveScripts(std::string_view descriptor, std::string_view network,
                                                const DerivationRange& range);

} // namespace strongroom::service
