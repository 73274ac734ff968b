#include "service/overview.h"

#include "policy/wording.h"
#include "service/authority_changes.h"
#include "service/balances.h"
#include "service/deposits.h"
#include "service/payees.h"
#include "service/recovery.h"
#include "service/signer_control.h"
#include "service/vaults.h"
#include "service/withdrawals.h"

#include <algorithm>
#include <iterator>

namespace strongroom::service {

namespace {

/// Two hours without a block are rare (1 in 160,000); then the node is more likely stuck.
constexpr base::Seconds STALE_CHAIN{2 * 3'600};
constexpr std::size_t MOST_WAITING = 200;

struct Waiting {
    std::vector<WaitingItem> forMe;
    std::vector<WaitingItem> forOthers;
};

WaitingKind kindOf(const WithdrawalRow& row) {
    if (row.phase == WithdrawalPhase::waitingForApprovals || row.phase == WithdrawalPhase::cooling)
        return WaitingKind::approval;
    const bool needsSignature =
        row.phase == WithdrawalPhase::authorized || row.phase == WithdrawalPhase::signing;
    if (!needsSignature)
        return WaitingKind::other;
    return row.tier == "hot" ? WaitingKind::arming : WaitingKind::station;
}

Outcome<void> addWithdrawals(Workspace& workspace, Waiting& waiting) {
    WithdrawalFilter filter;
    filter.phases = {WithdrawalPhase::waitingForApprovals, WithdrawalPhase::cooling,
                     WithdrawalPhase::authorized, WithdrawalPhase::signing, WithdrawalPhase::signedWaiting};
    filter.limit = MOST_WAITING;
    STRONGROOM_ASSIGN(const auto rows, listWithdrawals(workspace, filter));
    for (const WithdrawalRow& row : rows) {
        WaitingItem item{kindOf(row),  row.id,     policy::btc(row.amount.satoshi()) + " to " + row.payee,
                         row.sentence, row.amount, row.proposedAt};
        (row.waitsForMe ? waiting.forMe : waiting.forOthers).push_back(std::move(item));
    }
    return {};
}

Outcome<void> addPayees(Workspace& workspace, Waiting& waiting) {
    STRONGROOM_ASSIGN(const auto payees, listPayees(workspace));
    for (const PayeeRow& payee : payees) {
        if (payee.state != PayeeState::proposed)
            continue;
        WaitingItem item{WaitingKind::payeeApproval,
                         payee.id,
                         "New payee: " + payee.name,
                         payee.sentence,
                         std::nullopt,
                         payee.addedAt};
        (payee.iMayApprove ? waiting.forMe : waiting.forOthers).push_back(std::move(item));
    }
    return {};
}

Outcome<void> addVaults(Workspace& workspace, Waiting& waiting) {
    STRONGROOM_ASSIGN(const auto vaults, listVaults(workspace));
    for (const VaultDetail& vault : vaults) {
        if (!vault.proposedAt)
            continue;
        WaitingItem item{WaitingKind::vaultApproval, vault.id,     "New vault: " + vault.name,
                         vault.stateSentence,        std::nullopt, *vault.proposedAt};
        (vault.iMayApprove ? waiting.forMe : waiting.forOthers).push_back(std::move(item));
    }
    return {};
}

/// People, policy and the like: whoever has not signed and can.
Outcome<void> addChanges(State& state, const quorum::Person* me, Waiting& waiting) {
    STRONGROOM_ASSIGN(const auto changes, pendingChanges(state));
    for (const PendingChange& change : changes) {
        if (change.kind == authority::ChangeKind::payees || change.kind == authority::ChangeKind::vaults)
            continue;
        bool mine = false;
        for (const quorum::ObligationCount& obligation : change.signers.obligations()) {
            for (const quorum::PersonId& person : obligation.couldStill)
                mine = mine || (me != nullptr && person == me->id);
        }
        WaitingItem item{WaitingKind::other,
                         base::toHex(change.subject),
                         "A change of " + std::string(authority::name(change.kind)),
                         change.signers.isMet() ? "Signed; waits until its time has come."
                                                : "Waiting for more signatures.",
                         std::nullopt,
                         change.since};
        (mine ? waiting.forMe : waiting.forOthers).push_back(std::move(item));
    }
    return {};
}

Outcome<void> addDeposits(Workspace& workspace, Waiting& waiting, std::vector<Alert>& alerts) {
    STRONGROOM_ASSIGN(const auto deposits, listDeposits(workspace));
    std::size_t unexpected = 0;
    for (const DepositRow& deposit : deposits) {
        unexpected += deposit.state == DepositState::unexpected ? 1 : 0;
        if (deposit.state != DepositState::late)
            continue;
        waiting.forOthers.push_back({WaitingKind::deposit, deposit.id, "Deposit from " + deposit.payer,
                                     deposit.sentence, deposit.expected,
                                     deposit.dueAt.value_or(deposit.issuedAt)});
    }
    if (unexpected > 0)
        alerts.push_back({AlertTone::warning, "deposit.unexpected",
                          "Coins arrived at addresses that were issued to nobody."});
    return {};
}

void addAlerts(Overview& view) {
    if (view.freeze.frozen)
        view.alerts.push_back(
            {AlertTone::danger, "treasury.frozen", "The treasury is frozen. Nothing is signed."});
    if (view.signer.phase == SignerPhase::absent || view.signer.phase == SignerPhase::locked)
        view.alerts.push_back(
            {AlertTone::warning, "signer.locked", "The seat is locked: nothing can be approved or signed."});
    if (view.signer.clock)
        view.alerts.push_back({AlertTone::warning, "signer.clock_ahead",
                               "This machine's clock says more time has passed than the signer can prove. "
                               "Waits and limits run behind it until administrators confirm the clock."});
    if (!view.height)
        view.alerts.push_back({AlertTone::warning, "chain.no_block", "No block has been seen yet."});
    if (!view.training && view.blockTime && *view.blockTime + STALE_CHAIN < view.now)
        view.alerts.push_back({AlertTone::warning, "chain.stale",
                               "The newest block is more than two hours old. Balances may be behind."});
    for (const VaultBalance& vault : view.vaults) {
        if (vault.target && *vault.target < vault.balance.total)
            view.alerts.push_back({AlertTone::warning, "vault.above_cap",
                                   vault.name + " holds " + policy::btc(vault.balance.total.satoshi()) +
                                       ", more than its cap of " + policy::btc(vault.target->satoshi()) +
                                       "."});
    }
}

Outcome<void> addChain(State& state, Overview& view) {
    STRONGROOM_ASSIGN(const auto tip, store::Coins(state.database).tip());
    if (tip) {
        view.height = tip->height;
        view.blockTime = tip->time;
    }
    return {};
}

} // namespace

Outcome<Overview> overview(Workspace& workspace) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    const authority::AuthorityState& authority = registry->state();
    const quorum::Person* me = authority.roster().findByHandle(state.person);
    Overview view;
    view.treasuryName = authority.name();
    view.network = authority::name(authority.network());
    view.training = authority.purpose() == authority::Purpose::training;
    view.now = state.ports.clock->now();
    view.policyVersion = static_cast<std::uint32_t>(authority.policyVersion());
    view.authorityVersion = authority.version();
    if (me != nullptr) {
        view.personName = me->name;
        for (const quorum::Role role : me->roles)
            view.personRoles.emplace_back(quorum::name(role));
    }
    STRONGROOM_ASSIGN(view.vaults, vaultBalances(state));
    for (const VaultBalance& vault : view.vaults)
        view.total = sumOf(view.total, vault.balance);
    STRONGROOM_TRY(addChain(state, view));
    // A signer that does not answer is a state to be shown, not a reason to show nothing.
    view.signer = signerStatus(workspace).value_or(SignerStatus{});
    STRONGROOM_ASSIGN(view.freeze, freezeStatus(workspace));
    Waiting waiting;
    STRONGROOM_TRY(addWithdrawals(workspace, waiting));
    STRONGROOM_TRY(addPayees(workspace, waiting));
    STRONGROOM_TRY(addVaults(workspace, waiting));
    STRONGROOM_TRY(addChanges(state, me, waiting));
    addAlerts(view);
    STRONGROOM_ASSIGN(auto recovery, recoveryAlerts(workspace));
    std::ranges::move(recovery, std::back_inserter(view.alerts));
    STRONGROOM_TRY(addDeposits(workspace, waiting, view.alerts));
    view.waitingForMe = std::move(waiting.forMe);
    view.waitingForOthers = std::move(waiting.forOthers);
    return view;
}

} // namespace strongroom::service
