// Reading withdrawals: the list, and one in full. Every figure of the detail is computed from the bytes that
// will be or were signed, never from a label.
#pragma once

#include "base/amount.h"
#include "base/time.h"
#include "service/workspace.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

/// DESIGN.md §5. The text of each state is the screen's business; its name here is stable.
enum class WithdrawalPhase : std::uint8_t {
    notAllowed,
    waitingForApprovals,
    cooling,
    authorized, ///< Approved, ready to sign.
    signing,
    signedWaiting, ///< Signed, not broadcast yet.
    broadcast,
    confirmed,
    rejected,
    withdrawn, ///< Taken back by the proposer.
    expired,
    replaced,
};
[[nodiscard]] std::string_view phaseName(WithdrawalPhase phase);

/// What a withdrawal is, computed from its transaction and intent.
enum class WithdrawalKind : std::uint8_t {
    payment,
    speedUp,       ///< A version of a payment with a higher fee.
    stop,          ///< Takes the coins of a payment back to their vault.
    consolidation, ///< Coins of one vault become one.
    recovery,      ///< By the recovery path of a vault, to another one.
};
[[nodiscard]] std::string_view kindName(WithdrawalKind kind);

struct WithdrawalRow {
    std::string id; ///< Hex of a hash, never a row number.
    WithdrawalKind kind = WithdrawalKind::payment;
    std::string versionOf; ///< Id of the withdrawal that it replaces in the end; empty for a first version.
    std::string payee;
    std::string vault;
    std::string tier;
    base::Amount amount;
    base::Amount fee;
    WithdrawalPhase phase;
    std::string sentence; ///< "Waiting for Cleo." "Confirmed (6)." "Rejected by Ben."
    bool waitsForMe = false;
    std::string reference;
    base::UnixTime proposedAt;
};

struct WithdrawalFilter {
    std::string text;                    ///< Payee, reference, purpose or id contain it.
    std::vector<WithdrawalPhase> phases; ///< Empty: all.
    std::size_t offset = 0;
    std::size_t limit = 200; ///< At most 1,000: a page of a list.
};

struct FlowEnd {
    std::string label;   ///< Vault or payee name, "Change", "Fee", "Unknown address".
    std::string address; ///< Full; empty for the fee.
    std::string kind;    ///< input, payee, change, internal, unknown, op_return, fee
    base::Amount amount;
    std::string path;    ///< Derivation path of an own coin.
    std::string purpose; ///< What a payee's payment is for, where the details are at hand.
    std::string reference;
};

struct ApprovalLine {
    std::string person;
    std::string role;
    base::UnixTime at;
    std::string device;
    bool counts = false;
    std::string sentence; ///< Why it does not count, or for what it counts.
};

struct ObligationLine {
    std::string sentence; ///< "Two officers"
    int needed = 0;
    int met = 0;
    std::vector<std::string> metBy;
    std::vector<std::string> canBeMetBy; ///< Names of those who still can.
};

/// One rule of the policy and what it found, with the numbers.
struct RuleLine {
    std::string rule;
    std::string effect; ///< allow, require, deny
    bool matched = false;
    bool unknown = false;
    std::string sentence;
};

struct Verdict {
    enum class Outcome : std::uint8_t { notAllowed, needsApprovals, permitted };
    Outcome outcome = Outcome::notAllowed;
    std::string sentence; ///< The whole in one sentence, first on the screen.
    std::vector<ObligationLine> obligations;
    std::vector<RuleLine> rules;
    std::string code; ///< Small and last.
};

struct FindingLine {
    std::string code;
    std::string severity; ///< refuse, ask, show
    std::string sentence;
};

struct TimelineLine {
    base::UnixTime at;
    std::string who;
    std::string sentence;
};

/// How far the fee may be raised without new approvals (POLICY §11).
struct FeeCeiling {
    base::Amount maxFee;
    std::int64_t maxFeeRateSatPerKvb = 0;
};

/// One of the transactions of a withdrawal, of which at most one can confirm.
struct VersionLine {
    std::string id;
    WithdrawalKind kind = WithdrawalKind::payment;
    base::Amount fee;
    WithdrawalPhase phase;
    std::string sentence;
};

/// What the viewer may press now; every entry is also checked where it matters.
struct WithdrawalActions {
    bool approve = false;
    bool reject = false;
    bool ask = false;
    bool answer = false;
    bool takeBack = false;
    bool advance = false;
    bool exportForStation = false;
    bool importFromStation = false;
    bool speedUp = false;
    bool stop = false;
    bool handOut = false;      ///< Signed, to be sent another way.
    std::string whyNotApprove; ///< A sentence when approve is false.
};

struct WithdrawalDetail {
    WithdrawalRow row;
    std::string proposer;
    std::string purpose;
    std::string intentDigest; ///< Hex; what approvers compare and sign.
    std::string txid;
    std::vector<FlowEnd> inputs;
    std::vector<FlowEnd> outputs;
    base::Amount outflow; ///< Leaves the treasury, fee included.
    std::int64_t feeRateSatPerKvb = 0;
    std::optional<FeeCeiling> ceiling;
    std::vector<VersionLine> versions; ///< All of them, this one too; empty when it is the only one.
    Verdict verdict;
    std::vector<ApprovalLine> approvals;
    int signaturesHave = 0;
    int signaturesNeeded = 0;
    int keysTotal = 0;
    std::optional<std::uint32_t> confirmations;
    std::vector<FindingLine> findings;
    std::vector<TimelineLine> timeline;
    std::string
        nextSentence; ///< Who acts next: "Approval needed from Cleo." / "Show the transaction to a station."
    std::string nextPerson;
    bool allOnOneComputer = false; ///< All approvals were made on one machine: said on the page.
    base::UnixTime expiresAt;
    WithdrawalActions actions;
};

[[nodiscard]] Outcome<std::vector<WithdrawalRow>> listWithdrawals(Workspace& workspace,
                                                                  const WithdrawalFilter& filter);
/// By full id or an unambiguous prefix of at least eight characters: `withdrawal.not_found`,
/// `withdrawal.ambiguous`.
[[nodiscard]] Outcome<WithdrawalDetail> showWithdrawal(Workspace& workspace, const std::string& id);

} // namespace strongroom::service
