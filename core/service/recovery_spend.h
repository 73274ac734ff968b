// The two ways in which a recovery vault's coins are moved on time: refreshed by the primary keys before the
// recovery path opens, or recovered by the other keys after it did. Both are proposed, judged and approved as
// any withdrawal.
#pragma once

#include "service/workspace.h"

#include <cstdint>
#include <optional>
#include <string>

namespace strongroom::service {

inline constexpr std::int64_t RECOVERY_LIFETIME_SECONDS = 7 * 24 * 3'600;

struct RefreshDraft {
    std::string vaultId;
    std::optional<std::int64_t> feeRateSatPerKvb; ///< Null: the node's estimate, or the stated fallback.
    std::int64_t expiresInSeconds = RECOVERY_LIFETIME_SECONDS;
};
/// All coins that near their opening, or are open, to a fresh change address of the same vault, by the
/// primary keys. The withdrawal's id. Errors: `vault.no_recovery_path`, `vault.nothing_to_refresh`, those of
/// proposing.
[[nodiscard]] Outcome<std::string> proposeRefresh(Workspace& workspace, const RefreshDraft& draft,
                                                  const SecretText& passphrase);

struct RecoveryDraft {
    std::string vaultId;
    std::string toVaultId;
    std::optional<std::int64_t> feeRateSatPerKvb;
    std::int64_t expiresInSeconds = RECOVERY_LIFETIME_SECONDS;
};
/// All coins whose recovery path is open, to a fresh address of another vault, by the recovery keys. The
/// withdrawal's id. Errors: `vault.no_recovery_path`, `vault.recovery_not_open` (data: opens_at, blocks_left
/// of the soonest coin), `vault.recovery_to_itself`, those of proposing.
[[nodiscard]] Outcome<std::string> proposeRecovery(Workspace& workspace, const RecoveryDraft& draft,
                                                   const SecretText& passphrase);

} // namespace strongroom::service
