// A recovery vault in the making: from two lists of keys and a delay to its descriptor and the sentence that
// people agree to. Pure. docs/adr/0008-recovery-paths-are-known-by-sequence-numbers.md.
#pragma once

#include "base/json.h"
#include "service/outcome.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::service {

/// Lines "NAME: KEY" or "KEY". A key is an extended key with its origin; without steps it gets `/<0;1>/*`.
struct RecoveryKeys {
    std::int64_t needed = 1;
    std::vector<std::string> lines;
};

struct RecoveryPlanDraft {
    RecoveryKeys primary;
    RecoveryKeys recovery;
    std::optional<std::int64_t> days; ///< Exactly one of days and blocks.
    std::optional<std::int64_t> blocks;
    bool taproot = false; ///< tr instead of wsh.
};

struct PlannedRecovery {
    std::string descriptor; ///< Canonical, with checksum.
    std::uint32_t blocks = 0;
    std::string sentence;
};

/// Keys without a name are called by their fingerprint. Errors: `input.network`, `vault.recovery_key_count`,
/// `vault.recovery_delay_range`, `vault.unsupported_lock`, those of the descriptor.
[[nodiscard]] Outcome<PlannedRecovery> planRecovery(const RecoveryPlanDraft& draft, std::string_view network);

} // namespace strongroom::service
