// Records as a table for people (RFC 4180, UTF-8, every cell quoted). Deterministic: verifiers make it again.
#pragma once

#include "audit/leaf.h"

#include <string>
#include <string_view>
#include <vector>

namespace strongroom::audit {

/// One quoted cell. Text that a spreadsheet would run as a formula (it starts with = + - @, tab or carriage
/// return) gets an apostrophe in front (ATTACKS A120).
[[nodiscard]] std::string csvCell(std::string_view text);

/// ISO 8601 in UTC: "2026-11-21T07:46:00Z". Years 1970 to 9999.
[[nodiscard]] std::string isoTime(base::UnixTime time);

/// Columns: index, time, event, person, key, subject, leaf_hash, fields (the opened ones, as one JSON
/// object).
[[nodiscard]] std::string csvOf(const std::vector<LeafRecord>& records);

} // namespace strongroom::audit
