// What a person sees first: how much there is, what waits for whom, what is wrong.
#pragma once

#include "base/amount.h"
#include "base/time.h"
#include "service/workspace.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

/// balance = available + reserved + held + unconfirmed, as of a block.
struct Balance {
    base::Amount available;
    base::Amount reserved; ///< Promised to withdrawals that are not confirmed yet.
    base::Amount held;     ///< Coins that an officer put on hold.
    base::Amount unconfirmed;
    base::Amount total;
};

struct VaultBalance {
    std::string vaultId;
    std::string name;
    std::string tier; ///< "hot", "warm", "cold"
    Balance balance;
    std::optional<base::Amount> target; ///< The cap (hot) or floor that the policy names, if any.
};

enum class WaitingKind : std::uint8_t {
    approval,
    station,
    payeeApproval,
    vaultApproval,
    deposit,
    arming,
    other
};
struct WaitingItem {
    WaitingKind kind;
    std::string subjectId; ///< A withdrawal, payee, vault or deposit id, by kind.
    std::string title;     ///< "4.50 BTC to Aldgate Mining Ltd"
    std::string sentence;  ///< "Waiting for Cleo (officer)."
    std::optional<base::Amount> amount;
    base::UnixTime since;
};

enum class AlertTone : std::uint8_t { information, warning, danger };
struct Alert {
    AlertTone tone;
    std::string code; ///< For translation and tests.
    std::string sentence;
};

/// The clock of the signer's machine says more than is proven (docs/formats/signer-protocol.md, Time).
struct ClockDoubt {
    base::UnixTime stated;
    base::UnixTime proven;
};

enum class SignerPhase : std::uint8_t { absent, locked, open, armed };
struct SignerStatus {
    SignerPhase phase = SignerPhase::absent;
    std::vector<std::string> armedBy; ///< Names.
    std::optional<base::UnixTime> armedSince;
    std::optional<base::UnixTime> armedUntil;
    int officersNeeded = 2;
    std::vector<std::string> unsealedBy; ///< Who has unsealed so far, while fewer than needed.
    struct Officer {
        std::string personId;
        std::string name;
    };
    std::vector<Officer> canUnseal;  ///< Active officers who have not, by name.
    std::optional<ClockDoubt> clock; ///< Nothing while the clock is believed.
};

struct FreezeStatus {
    bool frozen = false;
    std::string by;
    std::string reason;
    std::optional<base::UnixTime> since;
    std::string unfreezeSentence; ///< Who must agree to unfreeze.
};

struct Overview {
    std::string treasuryName;
    std::string network;
    bool training = false;
    std::string personName;
    std::vector<std::string> personRoles;
    Balance total;
    std::vector<VaultBalance> vaults;
    std::optional<std::uint32_t> height; ///< Null when no block was seen yet.
    std::optional<base::UnixTime> blockTime;
    base::UnixTime now;
    std::vector<WaitingItem> waitingForMe;
    std::vector<WaitingItem> waitingForOthers;
    std::vector<Alert> alerts;
    SignerStatus signer;
    FreezeStatus freeze;
    std::uint32_t policyVersion = 0;
    std::int64_t authorityVersion = 0;
};

[[nodiscard]] Outcome<Overview> overview(Workspace& workspace);

} // namespace strongroom::service
