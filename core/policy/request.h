// Facts and history as JSON documents: what `policy check --request FILE --history FILE` reads, what the
// decision record keeps, and what an independent evaluator is fed with (docs/formats/policy.md).
#pragma once

#include "base/json.h"
#include "policy/errors.h"
#include "policy/history.h"
#include "policy/spend_facts.h"

namespace strongroom::policy {

inline constexpr std::size_t MAX_REQUEST_ITEMS = 20'000; ///< More inputs or outputs than fit in a block.

[[nodiscard]] base::Result<SpendFacts, Error> parseRequest(const base::Json& json);
[[nodiscard]] base::Json toJson(const SpendFacts& facts);

[[nodiscard]] base::Result<History, Error> parseHistory(const base::Json& json);

} // namespace strongroom::policy
