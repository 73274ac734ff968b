// The schema, as forward-only steps: step n turns version n−1 into version n. Internal to core/store.
#pragma once

#include <span>
#include <string_view>

namespace strongroom::store {

/// Index 0 makes version 1. A step that has shipped is never edited.
[[nodiscard]] std::span<const std::string_view> migrationSteps();

} // namespace strongroom::store
