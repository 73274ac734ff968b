// Deposits: an address is issued to a named payer, expected, seen, late or unexpected.
#pragma once

#include "base/amount.h"
#include "base/time.h"
#include "service/workspace.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

enum class DepositState : std::uint8_t { expected, seen, confirmed, late, unexpected };

struct DepositRow {
    std::string id;
    std::string payer;
    std::string purpose;
    std::string vault;
    std::string address;
    std::string uri; ///< BIP21
    std::optional<base::Amount> expected;
    base::Amount received;
    DepositState state;
    std::string sentence;
    base::UnixTime issuedAt;
    std::optional<base::UnixTime> dueAt;
    std::optional<std::uint32_t> confirmations;
};

struct DepositDraft {
    std::string vaultId;
    std::string payer;
    std::string purpose;
    std::optional<std::int64_t> expectedSatoshi;
    std::optional<base::UnixTime> dueAt;
};

/// Newest first.
[[nodiscard]] Outcome<std::vector<DepositRow>> listDeposits(Workspace& workspace);
/// A fresh address, re-derived by the signer process before it is shown; recorded.
[[nodiscard]] Outcome<DepositRow> issueDeposit(Workspace& workspace, const DepositDraft& draft);

} // namespace strongroom::service
