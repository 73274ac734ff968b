// Signing requests as they travel to the child: digests and paths, never the transaction. Internal to the
// engine.
#pragma once

#include "base/json.h"
#include "keys/key_provider.h"

#include <optional>
#include <span>
#include <vector>

namespace strongroom::signer {

[[nodiscard]] base::Json toJson(std::span<const keys::SigningRequest> requests);
[[nodiscard]] std::optional<std::vector<keys::SigningRequest>> parseRequests(const base::Json& json);

} // namespace strongroom::signer
