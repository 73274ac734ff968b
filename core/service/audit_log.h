// The audit log of this seat: reading, verifying and exporting it.
#pragma once

#include "base/time.h"
#include "service/workspace.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

struct AuditRow {
    std::uint64_t index;
    base::UnixTime at;
    std::string actor;
    std::string kind;     ///< Stable: withdrawal.proposed, signer.refused, …
    std::string sentence; ///< "Anna proposed 4.50 BTC to Aldgate Mining Ltd."
    std::string subjectId;
    std::string leafHash;
    bool refusal = false;
};

struct AuditFilter {
    std::string text;
    std::string kind; ///< Whole, or its family: "withdrawal" is every "withdrawal.…".
    std::string actor;
    std::optional<base::UnixTime> from;
    std::optional<base::UnixTime> to;
    std::size_t offset = 0;
    std::size_t limit = 200;
};

struct AuditHead {
    std::string origin;
    std::uint64_t size = 0;
    std::string root;       ///< Hex
    std::string checkpoint; ///< The signed note (C2SP), as text.
    bool matchesSigner = false;
    std::vector<std::string> findings;
};

struct AuditBundle {
    std::string folder;
    std::uint64_t records = 0;
    std::string root;
    std::vector<std::string> files;
};

[[nodiscard]] Outcome<std::vector<AuditRow>> listAudit(Workspace& workspace, const AuditFilter& filter);
/// Recomputes the tree and compares with the signer's head.
[[nodiscard]] Outcome<AuditHead> verifyAudit(Workspace& workspace);
/// docs/formats/bundle.md. Refuses a folder that exists.
[[nodiscard]] Outcome<AuditBundle> exportAudit(Workspace& workspace, const std::string& folder);

} // namespace strongroom::service
