// Recovery vaults as people see them: who may spend when, and how long each coin has until its recovery path
// opens. docs/adr/0008-recovery-paths-are-known-by-sequence-numbers.md.
#pragma once

#include "service/overview.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

struct RecoveryCoin {
    std::string outpoint; ///< txid:vout
    std::string address;
    base::Amount amount;
    std::optional<std::uint32_t> height;  ///< Null: unconfirmed, so nothing counts yet.
    std::string state;                    ///< "not_counting", "closed", "soon", "open"
    std::optional<std::uint32_t> opensAt; ///< The first block that can have a recovery spend of it.
    std::uint32_t blocksLeft = 0;
    std::optional<base::UnixTime> about; ///< When that may be, at ten minutes a block.
    std::string sentence;                ///< "Opens in about 76 days." "Open."
};

struct VaultRecovery {
    std::string sentence; ///< "Any 2 of 1a2b3c4d, …; after about 90 days without movement, … together."
    std::uint32_t blocks = 0;
    int primaryNeeded = 0;
    int primaryKeys = 0;
    int recoveryNeeded = 0;
    int recoveryKeys = 0;
    std::vector<RecoveryCoin> coins; ///< Unspent ones, the soonest first, those in no block last.
    std::size_t coinsSoon = 0;       ///< To be refreshed: soon or open.
    std::size_t coinsOpen = 0;
    std::string state; ///< Of the soonest coin; "empty" without coins.
    std::string stateSentence;
};

/// Nothing for a vault without a recovery path, and for one that is not in use yet.
[[nodiscard]] Outcome<std::optional<VaultRecovery>> vaultRecovery(Workspace& workspace,
                                                                  const std::string& vaultId);

/// What the overview says of coins that near their opening, or are open.
[[nodiscard]] Outcome<std::vector<Alert>> recoveryAlerts(Workspace& workspace);

} // namespace strongroom::service
