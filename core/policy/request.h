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

/// The payments of a history document, in its order, and who says so. A station's own entries are its own,
/// but not all: its windows are known only for the moment that the office attested.
struct HistoryEntries {
    std::vector<HistoryEntry> entries;
    Provenance provenance = Provenance::host;
    enum class Coverage : std::uint8_t { complete, partial } coverage = Coverage::partial;
};
/// None for null. Errors: as parseHistory.
[[nodiscard]] base::Result<HistoryEntries, Error> parseHistoryEntries(const base::Json& json);

} // namespace strongroom::policy
