// The services' answers for pictures of the console's pages: a treasury in the middle of a working day. Links
// into the page gallery in place of the real services, and into nothing else.
#include "sample_treasury.h"

#include "service/advance_withdrawal.h"
#include "service/approve_withdrawal.h"
#include "service/audit_log.h"
#include "service/backup.h"
#include "service/cold_leg.h"
#include "service/deposits.h"
#include "service/export_transaction.h"
#include "service/follow_chain.h"
#include "service/found_treasury.h"
#include "service/message_leg.h"
#include "service/payees.h"
#include "service/payment_request.h"
#include "service/people.h"
#include "service/policy_view.h"
#include "service/propose_batch.h"
#include "service/propose_withdrawal.h"
#include "service/recovery.h"
#include "service/recovery_spend.h"
#include "service/replace_withdrawal.h"
#include "service/signer_control.h"
#include "service/sweep_vault.h"
#include "service/training.h"
#include "service/vaults.h"

namespace strongroom::service {

struct Workspace::State {
    WorkspaceCard card;
    std::string person;
};

namespace {

using sample::Day;

Day g_day = Day::busy;

constexpr std::int64_t NOW = 1'763'733'600; // 21 Nov 2025, 14:00 UTC
const std::string ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
const std::string COLD_ADDRESS = "bcrt1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qzf4jry";
const std::string DIGEST = "5f1d2c0b9a8e7f6d5c4b3a29181706f5e4d3c2b1a09f8e7d6c5b4a3928170615";

base::Amount sat(std::int64_t value) {
    return *base::Amount::fromSatoshi(value);
}
base::UnixTime ago(std::int64_t seconds) {
    return {NOW - seconds};
}
base::Failure notHere() {
    return base::Failure("sample.not_here", "The pictures change nothing.");
}
base::Failure unreadable() {
    return base::Failure("store.corrupt",
                         "The workspace is damaged: page 17 of its database does not verify. "
                         "Restore it from a backup.");
}
/// As long as names and German words come.
std::string wordy(const std::string& text) {
    return g_day == Day::wordy ? "Donaudampfschifffahrtsgesellschaft Betriebsführungs-GmbH, Klosterneuburg"
                               : text;
}

WorkspaceCard sampleCard() {
    return {"/treasuries/Harbour Treasury.strongroom",
            "Harbour Treasury",
            DIGEST,
            "regtest",
            true,
            {{"anna", "Anna Berg", "correct horse"},
             {"ben", "Ben Okafor", "battery staple"},
             {"cleo", "Cleo Marsh", "copper kettle"},
             {"dov", "Dov Lindqvist", "velvet anchor"},
             {"eve", "Eve Lang", "quiet lantern"}}};
}

WithdrawalRow row(const std::string& id, const std::string& payee, std::int64_t amount, WithdrawalPhase phase,
                  const std::string& sentence, bool mine, const std::string& reference, std::int64_t age) {
    return {.id = id,
            .payee = wordy(payee),
            .vault = "Hot vault",
            .tier = "hot",
            .amount = sat(amount),
            .fee = sat(2'820),
            .phase = phase,
            .sentence = sentence,
            .waitsForMe = mine,
            .reference = reference,
            .proposedAt = ago(age)};
}

std::vector<VaultKey> recoveryKeys() {
    return {{"Station A, Dov", "d34db33f", "m/48h/1h/0h/2h", "tpub…"},
            {"Station B, Eve", "1f2e3d4c", "m/48h/1h/0h/2h", "tpub…"},
            {"Station C, in the bank", "0badc0de", "m/48h/1h/0h/2h", "tpub…"},
            {"Administrators, safe one", "5ca1ab1e", "m/48h/1h/0h/2h", "tpub…"},
            {"Administrators, safe two", "c0ffee00", "m/48h/1h/0h/2h", "tpub…"}};
}

std::vector<WithdrawalRow> sampleRows() {
    return {
        row("a1", "Aldgate Mining Ltd", 450'000'000, WithdrawalPhase::waitingForApprovals,
            "Waiting for Cleo, and for compliance.", true, "INV-2041", 2'580),
        row("b2", "Northwind Hosting", 12'500'000, WithdrawalPhase::cooling, "Can be stopped until 18:40.",
            false, "Q4 hosting", 9'000),
        row("c3", "Meridian Exchange", 5'100'000'000, WithdrawalPhase::notAllowed,
            "Not allowed by policy: the hot vault may not pay this much in 24 hours.", false, "Settlement 88",
            14'000),
        row("d4", "Payroll, November", 111'111'111, WithdrawalPhase::signing,
            "Signed by 1 of 2 keys. Show the transaction to a station.", false, "PAY-11", 80'000),
        row("e5", "Kestrel Insurance plc, London branch", 2'100'000, WithdrawalPhase::broadcast,
            "Broadcast, not confirmed yet.", false, "POL-7731", 90'000),
    };
}

Verdict sampleVerdict() {
    Verdict verdict;
    verdict.outcome = Verdict::Outcome::needsApprovals;
    verdict.sentence =
        "4.50 BTC needs two officers and compliance, then a wait of 4 hours in which it can be stopped.";
    verdict.obligations = {{"Two officers", 2, 1, {"Ben Okafor"}, {"Cleo Marsh", "Dov Lindqvist"}},
                           {"Compliance", 1, 0, {}, {"Eve Lang"}}};
    verdict.rules = {
        {"pay", "allow", true, false, "The hot vault may pay payees."},
        {"two", "require", true, false,
         "4.500 028 20 BTC leaves the treasury; from 1 BTC two officers and compliance."},
        {"day", "require", false, false, "The last 24 h would reach 4.62 BTC; the limit is 5.00."},
        {"burst", "deny", false, false, "3 withdrawals in the last hour; 20 are too many."}};
    verdict.code = "policy.needs_approvals";
    return verdict;
}

std::vector<FlowEnd> sampleInputs() {
    return {{"Hot vault", ADDRESS, "input", sat(300'000'000), "m/84h/1h/0h/0/4"},
            {"Hot vault", ADDRESS, "input", sat(210'000'000), "m/84h/1h/0h/0/9"}};
}
std::vector<FlowEnd> sampleOutputs() {
    return {{"Aldgate Mining Ltd", ADDRESS, "payee", sat(450'000'000), ""},
            {"Hot vault", ADDRESS, "change", sat(59'997'180), "m/84h/1h/0h/1/3"},
            {"Fee", "", "fee", sat(2'820), ""}};
}

VaultDetail vault(const std::string& id, const std::string& name, const std::string& tier, std::int64_t total,
                  int threshold, std::vector<VaultKey> keys) {
    VaultDetail detail;
    detail.id = id;
    detail.name = wordy(name);
    detail.tier = tier;
    detail.network = "regtest";
    detail.descriptor = "wsh(sortedmulti(2,[d34db33f/48h/1h/0h/2h]tpubDF…/<0;1>/*,…))#8zl0zxma";
    detail.descriptorDigest = DIGEST;
    detail.threshold = threshold;
    detail.keys = std::move(keys);
    detail.balance = {sat(total - 21'000'000), sat(21'000'000), sat(0), sat(0), sat(total)};
    detail.stateSentence = "In use.";
    return detail;
}

PayeeRow payee(const std::string& id, const std::string& name, PayeeState state, const std::string& sentence,
               bool mine) {
    return {id,
            wordy(name),
            ADDRESS,
            state,
            "Called back on the number in the contract of March.",
            "Anna Berg",
            {},
            state == PayeeState::proposed ? "" : "Ben Okafor",
            std::nullopt,
            sentence,
            mine,
            mine ? "" : "You proposed it; another person approves.",
            state != PayeeState::active};
}

std::vector<std::string> policySentences() {
    return {"The hot vault may pay approved payees.",
            "From 0.05 BTC one officer must agree; whoever proposed it does not count.",
            "From 1 BTC, or to a payee younger than 3 days, two officers and compliance must agree, and it "
            "can be stopped for 4 hours.",
            "Above 5 BTC in 24 hours payment comes from a cold vault.",
            "Twenty withdrawals in an hour are too many."};
}

class SampleFounding final : public FoundingSession {
public:
    Outcome<void> enrol(const Enrolment& person, const SecretText&) override {
        m_people.push_back(person);
        return {};
    }
    Outcome<void> remove(const std::string&) override { return {}; }
    FoundingReview review(const StarterLimits&) const override {
        return {m_people,
                policySentences(),
                {"Two of three administrators change people.", "Less strict rules wait for three days."},
                m_people.size() < 3
                    ? std::vector<std::string>{"Two officers besides the proposer are needed."}
                    : std::vector<std::string>()};
    }
    Outcome<WorkspaceCard> complete(const StarterLimits&) override { return base::Unexpected(notHere()); }

private:
    std::vector<Enrolment> m_people;
};

} // namespace

Workspace::Workspace(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;
const WorkspaceCard& Workspace::card() const {
    return m_state->card;
}
Access Workspace::access() const {
    return g_day == Day::readOnly ? Access::readOnly : Access::write;
}
const std::string& Workspace::personId() const {
    return m_state->person;
}
Outcome<Workspace> Workspace::another() const {
    return Workspace(std::make_unique<State>(*m_state));
}
Outcome<WorkspaceCard> readCard(const Ports&, const std::string&) {
    return sampleCard();
}
Outcome<Workspace> openWorkspace(const Ports&, const std::string&, const std::string& personId,
                                 const SecretText&) {
    return Workspace(std::make_unique<Workspace::State>(Workspace::State{sampleCard(), personId}));
}

void sample::setDay(Day day) {
    g_day = day;
}

Outcome<Overview> emptyOverview() {
    Overview view;
    view.treasuryName = "Harbour Treasury";
    view.personName = "Cleo Marsh";
    view.personRoles = {"officer"};
    view.vaults = {{"hot", "Hot vault", "hot", {}, sat(500'000'000)}};
    view.now = {NOW};
    view.alerts = {{AlertTone::warning, "chain.no_block", "No block has been seen yet."}};
    view.signer.phase = SignerPhase::open;
    return view;
}

Outcome<Overview> overview(Workspace&) {
    if (g_day == Day::unreadable)
        return base::Unexpected(unreadable());
    if (g_day == Day::empty)
        return emptyOverview();
    Overview view;
    view.treasuryName = "Harbour Treasury";
    view.network = "regtest";
    view.training = true;
    view.personName = "Cleo Marsh";
    view.personRoles = {"officer", "admin"};
    view.total = {sat(17'500'000'000), sat(450'000'000), sat(0), sat(290'000'000), sat(18'240'000'000)};
    view.vaults = {{"hot",
                    "Hot vault",
                    "hot",
                    {sat(399'000'000), sat(21'000'000), sat(0), sat(0), sat(420'000'000)},
                    sat(500'000'000)},
                   {"cold",
                    "Cold vault",
                    "cold",
                    {sat(17'820'000'000), sat(0), sat(0), sat(0), sat(17'820'000'000)},
                    std::nullopt}};
    view.height = 871'204;
    view.blockTime = ago(240);
    view.now = {NOW};
    view.waitingForMe = {{WaitingKind::approval, "a1", "4.50 BTC to Aldgate Mining Ltd",
                          "Proposed by Anna, needs one more officer and compliance.", sat(450'000'000),
                          ago(2'580)},
                         {WaitingKind::payeeApproval, "p2", "New payee: Tern Freight",
                          "Proposed by Ben, waits for a second officer.", std::nullopt, ago(86'000)}};
    view.waitingForOthers = {{WaitingKind::station, "d4", "1.11 BTC for Payroll, November",
                              "Waiting for a station: signed by 1 of 2 keys.", sat(111'111'111),
                              ago(80'000)}};
    view.alerts = {{AlertTone::warning, "hot.near_cap", "The hot vault holds 4.20 of at most 5.00 BTC."}};
    view.signer.phase = SignerPhase::armed;
    view.signer.armedBy = {"Anna", "Ben"};
    view.signer.armedSince = ago(3'600);
    view.signer.armedUntil = base::UnixTime{NOW + 16'800};
    if (g_day == Day::frozen) {
        view.signer = {};
        view.signer.phase = SignerPhase::open;
        view.freeze = {true, "Dov Lindqvist", "A laptop was stolen from the office last night", ago(1'900),
                       "Two administrators besides Dov Lindqvist agree to unfreeze."};
        view.alerts.push_back(
            {AlertTone::danger, "treasury.frozen", "The treasury is frozen. Nothing is signed."});
    }
    return view;
}

std::string_view kindName(WithdrawalKind kind) {
    switch (kind) {
    case WithdrawalKind::payment:
        return "payment";
    case WithdrawalKind::speedUp:
        return "speed_up";
    case WithdrawalKind::stop:
        return "stop";
    case WithdrawalKind::consolidation:
        return "consolidation";
    case WithdrawalKind::recovery:
        return "recovery";
    }
    base::checkFailed("WithdrawalKind");
}
std::string_view phaseName(WithdrawalPhase) {
    return "sample";
}
Outcome<std::vector<WithdrawalRow>> listWithdrawals(Workspace&, const WithdrawalFilter&) {
    if (g_day == Day::unreadable)
        return base::Unexpected(unreadable());
    if (g_day == Day::empty)
        return std::vector<WithdrawalRow>();
    return sampleRows();
}
namespace {

/// Signed and sent, sped up once, waiting for a block.
void becomeSent(WithdrawalDetail& detail) {
    detail.row.phase = WithdrawalPhase::broadcast;
    detail.row.sentence = "Sent, waits for a block.";
    detail.nextSentence = detail.row.sentence;
    detail.nextPerson.clear();
    detail.signaturesHave = 1;
    detail.findings.clear();
    detail.versions = {
        {detail.row.id, WithdrawalKind::payment, sat(2'820), WithdrawalPhase::broadcast,
         "Sent, waits for a block."},
        {"b7", WithdrawalKind::speedUp, sat(5'640), WithdrawalPhase::broadcast, "Sent, waits for a block."},
        {"c9", WithdrawalKind::stop, sat(9'000), WithdrawalPhase::rejected, "Rejected by Ben Okafor."}};
    detail.actions = {};
    detail.actions.advance = detail.actions.speedUp = detail.actions.stop = detail.actions.handOut = true;
}

/// Two payments of a file.
void becomeBatch(WithdrawalDetail& detail) {
    detail.row.payee = "Aldgate Mining Ltd and Northwind Hosting";
    detail.row.reference = "";
    detail.purpose = "2 payments of file 5f1d2c0b9a8e";
    detail.row.amount = sat(462'500'000);
    detail.outputs = {{"Aldgate Mining Ltd", ADDRESS, "payee", sat(450'000'000), "",
                       "Hosting of 40 machines in October", "INV-2041"},
                      {"Northwind Hosting", COLD_ADDRESS, "payee", sat(12'500'000), "",
                       "Hosting, fourth quarter", "Q4 hosting"},
                      {"Change", COLD_ADDRESS, "change", sat(37'497'180), "m/84h/1h/0h/1/9", "", ""},
                      {"Fee", "", "fee", sat(2'820), "", "", ""}};
}

} // namespace

Outcome<WithdrawalDetail> showWithdrawal(Workspace&, const std::string& id) {
    if (g_day == Day::unreadable)
        return base::Unexpected(unreadable());
    WithdrawalDetail detail;
    detail.row = sampleRows().front();
    detail.proposer = "Anna Berg";
    detail.purpose = wordy("Hosting of 40 machines in October");
    detail.intentDigest = DIGEST;
    detail.txid = "9b0fc92260312ce44e74ef369f5c66bb85b66c3d5c8f0e7f1bd3d4fa0cf0a1e4";
    detail.inputs = sampleInputs();
    detail.outputs = sampleOutputs();
    detail.outflow = sat(450'002'820);
    detail.feeRateSatPerKvb = 12'500;
    detail.ceiling = FeeCeiling{sat(8'460), 37'500};
    detail.verdict = sampleVerdict();
    detail.approvals = {
        {"Ben Okafor", "officer", ago(1'200), "desk 3f2a", true, "Counts for: two officers."},
        {"Anna Berg", "officer", ago(1'900), "console 81c0", false, "Does not count: she proposed it."}};
    detail.signaturesNeeded = 1;
    detail.keysTotal = 1;
    detail.findings = {
        {"fee.high_share", "show", "The fee is above the node's estimate for the next block."}};
    detail.timeline = {{ago(2'580), "Anna Berg", "Proposed"},
                       {ago(1'900), "Ben Okafor", "Asked: “Is this the October invoice?”"},
                       {ago(1'500), "Anna Berg", "Answered: “Yes, INV-2041.”"},
                       {ago(1'200), "Ben Okafor", "Approved"}};
    detail.nextSentence = "Cleo approves next, then compliance.";
    detail.nextPerson = "Cleo Marsh";
    detail.expiresAt = {NOW + 500'000};
    detail.actions.approve = detail.actions.reject = detail.actions.ask = true;
    if (id == "sent")
        becomeSent(detail);
    if (id == "batch")
        becomeBatch(detail);
    return detail;
}
Outcome<ReplacementPreview> previewReplacement(Workspace&, const ReplacementDraft& draft) {
    ReplacementPreview preview;
    const bool stops = draft.kind == Replacement::stop;
    preview.feeBefore = sat(2'820);
    preview.feeRateBefore = 12'500;
    preview.fee = draft.feeRateSatPerKvb ? sat(9'024) : sat(5'640);
    preview.feeRateSatPerKvb = draft.feeRateSatPerKvb.value_or(25'000);
    preview.leastFeeRate = 13'500;
    preview.feeSource = "25 sat/vB, the node's estimate for 2 blocks, as of a block 4 min old";
    preview.ceiling = FeeCeiling{sat(8'460), 37'500};
    preview.covered = !stops && !draft.feeRateSatPerKvb;
    preview.sentence =
        stops ? "Its coins go back to Hot wallet. The payment may still win the race: it has ended "
                "only when this transaction is buried under six blocks. The policy asks nobody to "
                "approve it."
        : preview.covered ? "Nobody has to approve again: the fee stays within what was approved."
                          : "The fee is above the 8460 sat or 37.5 sat/vB that were approved. It "
                            "becomes a proposal of its own and waits for approvals.";
    preview.verdict = sampleVerdict();
    if (preview.covered || stops) {
        preview.verdict = {};
        preview.verdict.outcome = Verdict::Outcome::permitted;
        preview.verdict.sentence = "Everybody whom the policy asks for has approved.";
        preview.verdict.code = "policy.met";
    }
    preview.inputs = sampleInputs();
    preview.outputs = sampleOutputs();
    return preview;
}
Outcome<std::string> replaceWithdrawal(Workspace&, const ReplacementDraft&, const SecretText&) {
    return base::Unexpected(notHere());
}
namespace {

SweepPreview sampleSweep(std::int64_t in, std::int64_t fee) {
    SweepPreview preview;
    preview.vaultId = "hot";
    preview.fee = sat(fee);
    preview.feeRateSatPerKvb = 12'500;
    preview.feeSource = "12.5 sat/vB, the node's estimate for 6 blocks, as of a block 4 min old";
    preview.change = sat(in - fee);
    preview.verdict.outcome = Verdict::Outcome::permitted;
    preview.verdict.sentence = "The policy asks nobody to approve it.";
    preview.verdict.code = "policy.met";
    preview.inputs = {{"Hot vault", ADDRESS, "input", sat(in), "m/84h/1h/0h/0/3", "", ""}};
    preview.outputs = {{"Change", ADDRESS, "change", sat(in - fee), "m/84h/1h/0h/1/9", "", ""},
                       {"Fee", "", "fee", sat(fee), "", "", ""}};
    return preview;
}

} // namespace

Outcome<SweepPreview> previewConsolidation(Workspace&, const ConsolidationDraft&) {
    return sampleSweep(17'001'250'000, 2'225);
}
Outcome<std::string> proposeConsolidation(Workspace&, const ConsolidationDraft&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<SweepPreview> previewChild(Workspace&, const ChildDraft&) {
    SweepPreview preview = sampleSweep(5'000'000, 7'950);
    preview.feeRateSatPerKvb = 72'272;
    preview.packageFeeRate = 32'100;
    preview.parentFee = sat(282);
    return preview;
}
Outcome<std::string> proposeChild(Workspace&, const ChildDraft&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<BatchPreview> previewBatch(Workspace& workspace, const BatchDraft& draft) {
    BatchPreview preview;
    preview.fileHash = DIGEST;
    preview.lines = {{2, wordy("Aldgate Mining Ltd"), ADDRESS, sat(450'000'000),
                      "Hosting of 40 machines in October", "INV-2041", sampleRows().front()},
                     {4, "Northwind Hosting", COLD_ADDRESS, sat(12'500'000), "Hosting, fourth quarter",
                      "Q4 hosting", std::nullopt}};
    preview.total = sat(462'500'000);
    if (draft.feeRateSatPerKvb) { // the file with mistakes
        preview.problems = {{3, "payee", "payee.not_found", "There is no such payee."},
                            {5, "amount_btc", "batch.amount",
                             "An amount is a whole number of satoshi, or of bitcoin with a dot and at most "
                             "eight places, above "
                             "zero, without sign or spaces."},
                            {7, "", "batch.alike",
                             "The row is like line 4: the same payee and amount, or the same reference."}};
        return preview;
    }
    STRONGROOM_ASSIGN(preview.withdrawal, previewWithdrawal(workspace, {}));
    return preview;
}
Outcome<std::string> proposeBatch(Workspace&, const BatchDraft&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<PaymentRequest> readPaymentRequest(Workspace&, const std::string&) {
    return base::Unexpected(notHere());
}
Outcome<SignedTransaction> exportTransaction(Workspace&, const std::string& id) {
    return SignedTransaction{id, DIGEST, base::Bytes(372, 0x5a)};
}
Outcome<WithdrawalPreview> previewWithdrawal(Workspace&, const WithdrawalDraft&) {
    WithdrawalPreview preview;
    preview.amount = sat(450'000'000);
    preview.fee = sat(2'820);
    preview.outflow = sat(450'002'820);
    preview.availableAfter = sat(49'997'180);
    preview.feeSource = "12.5 sat/vB, the node's estimate for 6 blocks, as of a block 4 min old";
    preview.ceiling = FeeCeiling{sat(8'460), 37'500};
    preview.payeeAddress = ADDRESS;
    preview.verdict = sampleVerdict();
    preview.duplicateOf = sampleRows().front();
    return preview;
}
Outcome<std::string> proposeWithdrawal(Workspace&, const WithdrawalDraft&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<Verdict> approveWithdrawal(Workspace&, const ApproveRequest&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<void> rejectWithdrawal(Workspace&, const std::string&, const std::string&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<void> askAboutWithdrawal(Workspace&, const std::string&, const std::string&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<void> answerQuestion(Workspace&, const std::string&, const std::string&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<void> takeBackWithdrawal(Workspace&, const std::string&, const std::string&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<base::Bytes> exportApprovalRequest(Workspace&, const std::string&) {
    return base::Unexpected(notHere());
}
Outcome<ImportedStatement> importApproval(Workspace&, base::ByteSpan) {
    return base::Unexpected(notHere());
}
Outcome<Advance> advanceWithdrawal(Workspace&, const std::string&) {
    return base::Unexpected(notHere());
}
Outcome<std::vector<Advance>> advanceAll(Workspace&) {
    return std::vector<Advance>();
}
Outcome<base::Bytes> exportForStation(Workspace&, const std::string&) {
    return base::Bytes(4'000, 0x5a);
}
Outcome<StationReply> importFromStation(Workspace&, const std::string&, base::ByteSpan) {
    return base::Unexpected(notHere());
}

namespace {

MessageRow wordsRow(std::string id, MessagePhase phase, std::string sentence, std::string text) {
    MessageRow row;
    row.id = std::move(id);
    row.vault = wordy("Hot wallet");
    row.tier = "hot";
    row.address = ADDRESS;
    row.message = std::move(text);
    row.phase = phase;
    row.sentence = wordy(std::move(sentence));
    row.proposer = wordy("Anna Berg");
    row.expiresAt = {NOW + 500'000};
    return row;
}

const std::string WORDS = "Harbour Treasury holds the coins of this vault on 21 November 2025.\n\nAsked for "
                          "by Lindqvist & Partner, "
                          "auditors, reference LP-2025-118.";

std::vector<MessageRow> wordsRows() {
    std::vector<MessageRow> rows{
        wordsRow("m1" + DIGEST.substr(2), MessagePhase::waitingForApprovals,
                 "Two officers must approve: Cleo Marsh can.", WORDS),
        wordsRow("m2" + DIGEST.substr(2), MessagePhase::signing, "Waiting for stations: 1 of 2 signatures.",
                 "This address belongs to Harbour Treasury."),
        wordsRow("m3" + DIGEST.substr(2), MessagePhase::signedOut, "Signed.", WORDS),
        wordsRow("m4" + DIGEST.substr(2), MessagePhase::rejected, "Rejected by Ben Okafor.",
                 "We guarantee that the coins are not moved before April.")};
    rows[0].waitsForMe = true;
    rows[1].vault = wordy("Cold vault");
    rows[1].tier = "cold";
    rows[1].address = COLD_ADDRESS;
    return rows;
}

Verdict sampleWordsVerdict() {
    Verdict verdict = sampleVerdict();
    verdict.sentence = "A signed message of this vault needs two officers and compliance.";
    return verdict;
}

Verdict sampleMetVerdict() {
    Verdict verdict = sampleWordsVerdict();
    verdict.outcome = Verdict::Outcome::permitted;
    verdict.sentence = "Everybody whom the policy asks for has approved.";
    for (ObligationLine& line : verdict.obligations) {
        line.met = line.needed;
        line.metBy = line.needed == 1 ? std::vector<std::string>{"Eve Lang"}
                                      : std::vector<std::string>{"Ben Okafor", "Cleo Marsh"};
        line.canBeMetBy.clear();
    }
    return verdict;
}

const std::string PROOF = "smpAkcwRAIgM2gBAQqvZX15ZiysmKmQpDrG83avLIT492QBzLnQIxYCIBaTpOaD20qRlEylyxFSeEA2ba9"
                          "YOixpX8z46TSDtS40ASECx/"
                          "EgAxlkQpQ9hYjgGu6EBCPMVPwVIVJqO4XCsMvViHI=";

} // namespace

std::string_view phaseName(MessagePhase phase) {
    return phase == MessagePhase::waitingForApprovals ? "waiting_for_approvals" : "other";
}
Outcome<std::vector<MessageRow>> listMessages(Workspace&) {
    if (g_day == Day::unreadable)
        return base::Unexpected(unreadable());
    return g_day == Day::empty ? std::vector<MessageRow>() : wordsRows();
}
Outcome<MessageDetail> showMessage(Workspace&, const std::string& id) {
    if (g_day == Day::unreadable)
        return base::Unexpected(unreadable());
    MessageDetail detail;
    detail.row = wordsRows().at(id == "cold" ? 1 : id == "signed" ? 2 : 0);
    detail.format = "simple";
    detail.messageHash = DIGEST;
    detail.verdict = sampleWordsVerdict();
    detail.approvals = {{"Ben Okafor", "officer", ago(1'200), "desk 3f2a", true, "Counts as officer."}};
    if (detail.row.phase == MessagePhase::signing) {
        detail.verdict = sampleMetVerdict();
        detail.signaturesHave = 1;
        detail.signaturesNeeded = 2;
        detail.coins = {
            {"9b0fc92260312ce44e74ef369f5c66bb85b66c3d5c8f0e7f1bd3d4fa0cf0a1e4:1", sat(1'250'000'000)}};
        detail.actions.exportForStation = detail.actions.importFromStation = true;
    } else if (detail.row.phase == MessagePhase::signedOut) {
        detail.verdict = sampleMetVerdict();
        detail.signature = PROOF;
    } else {
        detail.actions.approve = detail.actions.reject = true;
    }
    return detail;
}
Outcome<MessagePreview> previewMessage(Workspace&, const MessageWish& wish) {
    MessagePreview preview;
    preview.address = ADDRESS;
    preview.format = "simple";
    preview.messageHash = DIGEST;
    if (wish.funds == Funds::wholeVault)
        preview.coins = {
            {"9b0fc92260312ce44e74ef369f5c66bb85b66c3d5c8f0e7f1bd3d4fa0cf0a1e4:1", sat(50'000'000)}};
    preview.verdict = sampleWordsVerdict();
    return preview;
}
Outcome<std::string> proposeMessage(Workspace&, const MessageWish&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<void> approveMessage(Workspace&, const std::string&, const std::string&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<void> rejectMessage(Workspace&, const std::string&, const std::string&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<void> takeBackMessage(Workspace&, const std::string&, const std::string&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<MessageDetail> signMessage(Workspace&, const std::string&) {
    return base::Unexpected(notHere());
}
Outcome<base::Bytes> exportMessageForStation(Workspace&, const std::string&) {
    return base::Bytes(2'000, 0x5a);
}
Outcome<StationReply> importMessageFromStation(Workspace&, const std::string&, base::ByteSpan) {
    return base::Unexpected(notHere());
}

Outcome<std::vector<PayeeRow>> listPayees(Workspace&) {
    if (g_day == Day::unreadable)
        return base::Unexpected(unreadable());
    if (g_day == Day::empty)
        return std::vector<PayeeRow>();
    return std::vector<PayeeRow>{
        payee("p1", "Aldgate Mining Ltd", PayeeState::active, "Active since 3 Nov.", false),
        payee("p2", "Tern Freight", PayeeState::proposed, "Waiting for a second officer.", true),
        payee("p3", "Northwind Hosting", PayeeState::cooling, "Can be paid from tomorrow, 18:40.", false),
        payee("p4", "Old Exchange", PayeeState::revoked, "Revoked by Dov: account closed.", false)};
}
Outcome<std::string> addPayee(Workspace&, const PayeeDraft&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<void> approvePayee(Workspace&, const std::string&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<void> revokePayee(Workspace&, const std::string&, const std::string&, const SecretText&) {
    return base::Unexpected(notHere());
}

Outcome<std::vector<VaultDetail>> listVaults(Workspace&) {
    if (g_day == Day::unreadable)
        return base::Unexpected(unreadable());
    return std::vector<VaultDetail>{
        vault("hot", "Hot vault", "hot", 420'000'000, 1,
              {{"Hot signer", "73c5da0a", "m/84h/1h/0h", "tpub…"}}),
        vault("cold", "Cold vault", "cold", 17'820'000'000, 2,
              {{"Station A, Dov", "d34db33f", "m/48h/1h/0h/2h", "tpub…"},
               {"Station B, Eve", "1f2e3d4c", "m/48h/1h/0h/2h", "tpub…"},
               {"Station C, in the bank", "0badc0de", "m/48h/1h/0h/2h", "tpub…"}}),
        vault("deep", "Deep reserve", "cold", 17'820'000'000, 2, recoveryKeys()),
        vault("open", "Old reserve", "cold", 17'820'000'000, 2, recoveryKeys())};
}
Outcome<std::vector<VaultAddress>> vaultAddresses(Workspace&, const std::string&, std::uint32_t branch,
                                                  std::uint32_t, std::uint32_t) {
    return std::vector<VaultAddress>{
        {COLD_ADDRESS, branch, 0, "Meridian Exchange", sat(17'000'000'000), true},
        {COLD_ADDRESS, branch, 1, "", sat(0), false}};
}
Outcome<std::vector<CoinRow>> vaultCoins(Workspace&, const std::string&) {
    if (g_day == Day::unreadable)
        return base::Unexpected(unreadable());
    if (g_day == Day::empty)
        return std::vector<CoinRow>();
    const std::string txid = "9b0fc92260312ce44e74ef369f5c66bb85b66c3d5c8f0e7f1bd3d4fa0cf0a1e4";
    return std::vector<CoinRow>{
        {txid + ":0", COLD_ADDRESS, wordy("Meridian Exchange"), sat(17'000'000'000), 870'001, false, false,
         "", ""},
        {txid + ":1", COLD_ADDRESS, "", sat(799'000'000), 870'900, true, false, "", "d4"},
        {txid + ":2", COLD_ADDRESS, "", sat(21'000'000), 871'000, false, true, "origin not explained yet",
         ""},
        {txid + ":3", COLD_ADDRESS, "Tern Freight, October", sat(1'250'000), 871'100, false, false, "", ""},
        {txid + ":4", COLD_ADDRESS, "", sat(730'000), 871'150, true, false, "", ""},
        {txid + ":5", COLD_ADDRESS, "Northwind Hosting", sat(5'000'000), std::nullopt, false, false, "", ""}};
}
Outcome<std::optional<VaultRecovery>> vaultRecovery(Workspace&, const std::string& vaultId) {
    if (g_day == Day::unreadable)
        return base::Unexpected(unreadable());
    if (vaultId != "deep" && vaultId != "open")
        return std::optional<VaultRecovery>();
    const std::string txid = "9b0fc92260312ce44e74ef369f5c66bb85b66c3d5c8f0e7f1bd3d4fa0cf0a1e4";
    VaultRecovery view;
    view.sentence =
        "Any 2 of d34db33f, 1f2e3d4c and 0badc0de; after about 90 days without movement, 5ca1ab1e and "
        "c0ffee00 together.";
    view.blocks = 12'960;
    view.state = vaultId == "open" ? "open" : "soon";
    view.coinsSoon = 2;
    view.coinsOpen = vaultId == "open" ? 1 : 0;
    const std::uint32_t left = vaultId == "open" ? 0 : 1'296;
    const auto about = [](std::uint32_t blocks) { return base::UnixTime{NOW + std::int64_t{blocks} * 600}; };
    view.stateSentence = vaultId == "open" ? "The recovery path is open for one coin."
                                           : "The recovery path opens in about 9 days for the first coin.";
    view.coins = {
        {txid + ":0", COLD_ADDRESS, sat(17'000'000'000), 870'001, view.state, 882'961, left, about(left),
         vaultId == "open" ? "Open since block 882961." : "Opens in about 9 days, with block 882961."},
        {txid + ":1", COLD_ADDRESS, sat(799'000'000), 870'900, "soon", 883'860, 1'900, about(1'900),
         "Opens in about 13 days, with block 883860."},
        {txid + ":2", COLD_ADDRESS, sat(21'000'000), std::nullopt, "not_counting", std::nullopt, 0,
         std::nullopt, "In no block yet: the time counts from its block."}};
    return std::optional(std::move(view));
}
Outcome<std::string> proposeRefresh(Workspace&, const RefreshDraft&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<std::string> proposeRecovery(Workspace&, const RecoveryDraft&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<void> holdCoin(Workspace&, const std::string&, const std::string&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<void> releaseCoin(Workspace&, const std::string&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<std::string> addVault(Workspace&, const VaultDraft&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<void> approveVault(Workspace&, const std::string&, const SecretText&) {
    return base::Unexpected(notHere());
}

Outcome<std::vector<DepositRow>> listDeposits(Workspace&) {
    if (g_day == Day::unreadable)
        return base::Unexpected(unreadable());
    if (g_day == Day::empty)
        return std::vector<DepositRow>();
    return std::vector<DepositRow>{
        {"d1", wordy("Meridian Exchange"), "Sale of 2 BTC", "Hot vault", ADDRESS, "bitcoin:" + ADDRESS,
         sat(200'000'000), sat(0), DepositState::expected, "Expected until 28 Nov.", ago(7'000),
         base::UnixTime{NOW + 600'000}, std::nullopt},
        {"d2", "Fund of the founders", "", "Cold vault", COLD_ADDRESS, "", std::nullopt, sat(290'000'000),
         DepositState::seen, "Seen, not confirmed yet.", ago(90'000), std::nullopt, 0U},
        {"d3", "Tern Freight", "Refund", "Hot vault", ADDRESS, "", sat(5'000'000), sat(5'000'000),
         DepositState::confirmed, "Confirmed (144).", ago(200'000), std::nullopt, 144U}};
}
Outcome<DepositRow> issueDeposit(Workspace&, const DepositDraft&) {
    return base::Unexpected(notHere());
}

Outcome<PolicyView> showPolicy(Workspace&) {
    if (g_day == Day::unreadable)
        return base::Unexpected(unreadable());
    PolicyView view;
    view.version = 7;
    view.hash = DIGEST;
    const std::vector<std::string> sentences = policySentences();
    view.rules = {{"pay", "allow", sentences[0]},
                  {"one", "require", sentences[1]},
                  {"two", "require", sentences[2]},
                  {"day", "require", sentences[3]},
                  {"burst", "deny", sentences[4]}};
    view.changeSentences = {"Stricter rules take effect at once when two officers agree.",
                            "Less strict rules need two of three administrators and wait for three days."};
    view.invariantSentences = {
        "All coins of a withdrawal come from one vault.",
        "Change counts only where it is derived again from the vault's own description."};
    view.mostOnePerson24h = sat(5'000'000);
    return view;
}
Outcome<std::vector<PersonRow>> listPeople(Workspace&) {
    if (g_day == Day::unreadable)
        return base::Unexpected(unreadable());
    return std::vector<PersonRow>{
        {"anna", wordy("Anna Berg"), {"officer", "admin"}, {"console 81c0"}, "active"},
        {"ben", "Ben Okafor", {"officer"}, {"desk 3f2a", "console 55d1"}, "active"},
        {"cleo", "Cleo Marsh", {"officer", "cfo"}, {"console 9e07"}, "active"},
        {"dov", "Dov Lindqvist", {"operator", "admin"}, {"station c4b2"}, "active"},
        {"eve", "Eve Lang", {"compliance"}, {"console 7a31"}, "suspended"}};
}

Outcome<std::vector<AuditRow>> listAudit(Workspace&, const AuditFilter&) {
    if (g_day == Day::unreadable)
        return base::Unexpected(unreadable());
    if (g_day == Day::empty)
        return std::vector<AuditRow>();
    std::vector<AuditRow> rows;
    for (std::uint64_t i = 0; i < 12; ++i)
        rows.push_back({412 - i, ago(static_cast<std::int64_t>(i) * 900 + 60),
                        i % 3 == 0 ? "Anna Berg" : "Ben Okafor",
                        i % 4 == 3 ? "spend.refused" : "withdrawal.proposed",
                        i % 4 == 3 ? "Refused to sign 51 BTC to Meridian Exchange: the limit of 24 hours."
                                   : "Anna proposed 4.50 BTC to Aldgate Mining Ltd.",
                        "a1", DIGEST, i % 4 == 3});
    return rows;
}
Outcome<AuditHead> verifyAudit(Workspace&) {
    return AuditHead{"strongroom/5f1d2c0b/81c0", 413, DIGEST, "seal", true, {}};
}
Outcome<AuditBundle> exportAudit(Workspace&, const std::string&) {
    return base::Unexpected(notHere());
}

Outcome<SignerStatus> arm(Workspace&, const std::string&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<SignerStatus> disarm(Workspace&) {
    return base::Unexpected(notHere());
}
Outcome<void> lockSeat(Workspace&) {
    return base::Unexpected(notHere());
}
Outcome<FreezeStatus> freeze(Workspace&, const std::string&, const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<FreezeStatus> unfreeze(Workspace&, const SecretText&) {
    return base::Unexpected(notHere());
}

Outcome<SyncReport> followChain(Workspace&) {
    return SyncReport();
}
Outcome<NodeSettings> nodeSettings(Workspace&) {
    return NodeSettings{"http://127.0.0.1:18443", "/var/lib/bitcoin/regtest/.cookie", "", ""};
}
Outcome<void> changeNodeSettings(Workspace&, const NodeSettings&) {
    return base::Unexpected(notHere());
}
NodeStatus testNode(Workspace&, const NodeSettings&) {
    return {};
}
Outcome<BackupReport> backup(Workspace&, const std::string&) {
    return base::Unexpected(notHere());
}
Outcome<WorkspaceCard> restore(const Ports&, const std::string&, const std::string&, const std::string&,
                               const SecretText&) {
    return base::Unexpected(notHere());
}
Outcome<base::Bytes> exportRegistration(Workspace&) {
    return base::Bytes(9'000, 0xa5);
}
std::vector<TrainingStation> trainingStations(const Ports&, const WorkspaceCard&) {
    return {};
}
Outcome<WorkspaceCard> createTraining(const Ports&, const std::string&) {
    return sampleCard();
}
Outcome<std::unique_ptr<FoundingSession>> beginFounding(const Ports&, const std::string&,
                                                        const FoundingPlan& plan) {
    if (plan.network == "main")
        return base::Unexpected(base::Failure("authority.mainnet_prerelease",
                                              "This version of Strongroom is not for the main network yet."));
    return std::unique_ptr<FoundingSession>(std::make_unique<SampleFounding>());
}

} // namespace strongroom::service
