// Holds on coins as the log says them: the database's flag is a copy. Internal to core/service.
#pragma once

#include "service/workspace_state.h"

namespace strongroom::service {

/// Why a coin is on hold, by the newest record about it; nothing when it is not.
[[nodiscard]] Outcome<std::optional<std::string>> holdReasonInLog(State& state,
                                                                  const bitcoin::OutPoint& outpoint);

} // namespace strongroom::service
