// The logs that the treasury knows by name and key: those of its seats from the founding, and those of
// stations once people registered them. A registered log speaks with its registered key and no other.
#pragma once

#include "service/changes.h"

#include <string>
#include <vector>

namespace strongroom::service {

struct LogRow {
    std::string log; ///< Last part of its origin: "console", "station-73c5da0a".
    std::string key; ///< Hex, Ed25519.
    bool isActive = true;
    bool isRegistered = true; ///< Otherwise a station's that only its receipts brought here.
};

/// By name; registered ones first.
[[nodiscard]] Outcome<std::vector<LogRow>> listLogs(Workspace& workspace);

/// Proposes that `log` speaks with `key` (64 hex digits, as the station shows it) from now on:
/// for a new station, or one that was set up anew. A name has one key for ever, so
/// a station's new log has a new name. Errors: `log.malformed`, those of authority.
[[nodiscard]] Outcome<ChangeProgress> registerLog(Workspace& workspace, const std::string& log,
                                                  const std::string& key, const SecretText& passphrase);

} // namespace strongroom::service
