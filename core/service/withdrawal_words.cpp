#include "service/withdrawal_words.h"

#include "bitcoin/address.h"
#include "policy/wording.h"
#include "psbt/signatures.h"
#include "vault/recovery.h"

#include <algorithm>
#include <set>

namespace strongroom::service {

using treasury::WithdrawalState;

namespace {

template <typename T, typename Range>
bool contains(const Range& range, const T& value) {
    return std::find(range.begin(), range.end(), value) != range.end();
}

std::string payeeName(const vault::ReviewedOutput& output, const policy::SpendOutput& fact,
                      const treasury::Registry& registry) {
    switch (output.outputClass) {
    case policy::OutputClass::change:
        return "Change";
    case policy::OutputClass::internal:
        return output.own ? registry.vaults()[output.own->vault].name : "Own vault";
    case policy::OutputClass::payee: {
        const authority::PayeeEntry* payee = fact.payee ? registry.state().findPayee(*fact.payee) : nullptr;
        return payee != nullptr ? payee->record.name : "Unknown address";
    }
    case policy::OutputClass::unknown:
        return "Unknown address";
    case policy::OutputClass::opReturn:
        return "Data";
    }
    base::checkFailed("OutputClass");
}

std::vector<RuleLine> rulesOf(const policy::Decision& decision) {
    std::vector<RuleLine> lines;
    for (const policy::RuleOutcome& rule : decision.rules())
        lines.push_back({rule.id, std::string(policy::name(rule.effect)), rule.applies,
                         rule.condition == policy::Truth::unknown || rule.selected == policy::Truth::unknown,
                         rule.sentence});
    return lines;
}

std::vector<ObligationLine> obligationsOf(const policy::Decision& decision,
                                          const quorum::QuorumResult& quorum,
                                          const authority::AuthorityState& authority) {
    std::vector<ObligationLine> lines;
    std::size_t approvals = 0;
    for (const policy::Obligation& obligation : decision.obligations()) {
        ObligationLine line;
        line.sentence = policy::capitalised(policy::inWords(obligation));
        if (std::holds_alternative<policy::ApprovalsObligation>(obligation)) {
            const quorum::ObligationCount& count = quorum.obligations().at(approvals++);
            line.needed = static_cast<int>(count.needed);
            line.met = static_cast<int>(count.counted.size());
            for (const quorum::CountedVote& vote : count.counted)
                line.metBy.push_back(nameOfPerson(authority, vote.person));
            if (!count.isMet())
                line.canBeMetBy = namesOfPeople(authority, count.couldStill);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::string signersOf(const std::vector<treasury::Standing>& statements,
                      const authority::AuthorityState& authority) {
    std::vector<quorum::PersonId> people;
    for (const treasury::Standing& standing : statements)
        people.push_back(standing.statement.person);
    return namesOf(people, authority, "and");
}

/// Who said no, even when the judgement does not stand any more.
std::string byWhom(const WithdrawalView& view, treasury::StatementKind kind,
                   const authority::AuthorityState& authority) {
    std::vector<quorum::PersonId> people;
    for (const crypto::SignedObject& object : view.travel.statements) {
        const auto statement = treasury::parseStatement(object);
        if (statement && statement->kind == kind && !contains(people, statement->person))
            people.push_back(statement->person);
    }
    return people.empty() ? "somebody" : namesOf(people, authority, "and");
}

/// "Faye", "Ben or Cleo", "two of Ben, Cleo and Dan": who could fill the empty places of one obligation.
std::string wantedFor(const quorum::ObligationCount& count, const authority::AuthorityState& authority) {
    const std::size_t missing = count.needed - count.counted.size();
    if (count.couldStill.size() <= missing)
        return namesOf(count.couldStill, authority, "and");
    if (missing == 1)
        return namesOf(count.couldStill, authority, "or");
    return policy::countWord(missing) + " of " + namesOf(count.couldStill, authority, "and");
}

std::string waitingSentence(const WithdrawalView& view, const authority::AuthorityState& authority) {
    if (!view.judgement)
        return view.refusal ? view.refusal->message : "Could not be checked.";
    const treasury::Tally& tally = view.judgement->tally();
    if (!tally.openQuestions.empty())
        return signersOf(tally.openQuestions, authority) + " asked something. " +
               nameOfPerson(authority, view.intent.initiator) + " answers next.";
    const std::string people = wantedPeople(view, authority);
    return people.empty() ? "Nobody can approve this at the moment." : "Waiting for " + people + ".";
}

std::string confirmedSentence(std::uint32_t blocks) {
    return "Confirmed by " + std::to_string(blocks) + (blocks == 1 ? " block." : " blocks.");
}

} // namespace

std::string_view phaseName(WithdrawalPhase phase) {
    switch (phase) {
    case WithdrawalPhase::notAllowed:
        return "not_allowed";
    case WithdrawalPhase::waitingForApprovals:
        return "waiting_for_approvals";
    case WithdrawalPhase::cooling:
        return "cooling";
    case WithdrawalPhase::authorized:
        return "authorized";
    case WithdrawalPhase::signing:
        return "signing";
    case WithdrawalPhase::signedWaiting:
        return "signed";
    case WithdrawalPhase::broadcast:
        return "broadcast";
    case WithdrawalPhase::confirmed:
        return "confirmed";
    case WithdrawalPhase::rejected:
        return "rejected";
    case WithdrawalPhase::withdrawn:
        return "taken_back";
    case WithdrawalPhase::expired:
        return "expired";
    case WithdrawalPhase::replaced:
        return "replaced";
    }
    base::checkFailed("WithdrawalPhase");
}

WithdrawalPhase phaseOf(WithdrawalState state) {
    switch (state) {
    case WithdrawalState::draft:
    case WithdrawalState::proposed:
    case WithdrawalState::waitingForApprovals:
        return WithdrawalPhase::waitingForApprovals;
    case WithdrawalState::notAllowed:
        return WithdrawalPhase::notAllowed;
    case WithdrawalState::cooling:
        return WithdrawalPhase::cooling;
    case WithdrawalState::authorized:
        return WithdrawalPhase::authorized;
    case WithdrawalState::signing:
        return WithdrawalPhase::signing;
    case WithdrawalState::fullySigned:
        return WithdrawalPhase::signedWaiting;
    case WithdrawalState::broadcast:
        return WithdrawalPhase::broadcast;
    case WithdrawalState::confirmed:
        return WithdrawalPhase::confirmed;
    case WithdrawalState::rejectedPending:
    case WithdrawalState::rejected:
        return WithdrawalPhase::rejected;
    case WithdrawalState::takenBackPending:
    case WithdrawalState::takenBack:
        return WithdrawalPhase::withdrawn;
    case WithdrawalState::expiredPending:
    case WithdrawalState::expired:
        return WithdrawalPhase::expired;
    case WithdrawalState::replaced:
        return WithdrawalPhase::replaced;
    }
    base::checkFailed("WithdrawalState");
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

WithdrawalKind kindOf(const treasury::Intent& intent) {
    const std::vector<treasury::IntentOutput>& outputs = intent.body.outputs;
    const bool stays = std::all_of(outputs.begin(), outputs.end(), [](const treasury::IntentOutput& output) {
        return output.outputClass == policy::OutputClass::change;
    });
    const std::string_view recovery = vault::describe(vault::FindingCode::recoverySpend).code;
    if (std::ranges::find(intent.body.acknowledged, recovery) != intent.body.acknowledged.end())
        return WithdrawalKind::recovery;
    if (intent.body.replaces)
        return stays ? WithdrawalKind::stop : WithdrawalKind::speedUp;
    return stays ? WithdrawalKind::consolidation : WithdrawalKind::payment;
}

std::optional<FeeCeiling> ceilingOf(const std::optional<treasury::Bump>& bump) {
    if (!bump)
        return std::nullopt;
    return FeeCeiling{bump->maxFee, bump->maxFeeRate.satPerKvb()};
}

Verdict verdictOf(const policy::Decision& decision, const quorum::QuorumResult& quorum,
                  const authority::AuthorityState& authority) {
    Verdict verdict;
    verdict.sentence = decision.sentence();
    verdict.rules = rulesOf(decision);
    switch (decision.outcome()) {
    case policy::Outcome::notAllowed:
        verdict.outcome = Verdict::Outcome::notAllowed;
        verdict.code = "policy.not_allowed";
        break;
    case policy::Outcome::needs:
        verdict.outcome = Verdict::Outcome::needsApprovals;
        verdict.code = "policy.needs";
        verdict.obligations = obligationsOf(decision, quorum, authority);
        break;
    case policy::Outcome::permitted:
        verdict.outcome = Verdict::Outcome::permitted;
        verdict.code = "policy.permitted";
        break;
    }
    return verdict;
}

Verdict verdictOf(const WithdrawalView& view, const authority::AuthorityState& authority) {
    if (!view.judgement) {
        Verdict verdict;
        verdict.sentence = view.refusal ? view.refusal->message : "";
        verdict.code = view.refusal ? view.refusal->code : "";
        return verdict;
    }
    const treasury::Judgement& judgement = *view.judgement;
    Verdict verdict = verdictOf(judgement.decision(), judgement.tally().quorum, authority);
    if (verdict.outcome == Verdict::Outcome::needsApprovals && judgement.isApproved())
        return met(std::move(verdict));
    return verdict;
}

Verdict met(Verdict verdict) {
    verdict.outcome = Verdict::Outcome::permitted;
    verdict.code = "policy.met";
    verdict.sentence = "Everybody whom the policy asks for has approved.";
    return verdict;
}

std::vector<FlowEnd> inputsOf(const vault::SpendReview& review, const treasury::Registry& registry) {
    std::vector<FlowEnd> ends;
    for (const vault::ReviewedInput& input : review.inputs) {
        FlowEnd end;
        end.kind = "input";
        end.label = input.own ? registry.vaults()[input.own->vault].name : "Unknown coin";
        if (input.own)
            end.path = input.own->path().text();
        if (input.spent) {
            end.amount = input.spent->amount;
            end.address = bitcoin::encodeAddress(input.spent->scriptPubKey, registry.network()).value_or("");
        }
        ends.push_back(std::move(end));
    }
    return ends;
}

std::vector<FlowEnd> outputsOf(const vault::SpendReview& review, const treasury::Registry& registry) {
    std::vector<FlowEnd> ends;
    for (std::size_t i = 0; i < review.outputs.size(); ++i) {
        const vault::ReviewedOutput& output = review.outputs[i];
        ends.push_back({payeeName(output, review.facts.outputs[i], registry),
                        bitcoin::encodeAddress(output.scriptPubKey, registry.network()).value_or(""),
                        std::string(policy::name(output.outputClass)), output.amount,
                        output.own ? output.own->path().text() : ""});
    }
    ends.push_back({"Fee", "", "fee", feeOf(review), ""});
    return ends;
}

std::vector<FindingLine> findingsOf(const vault::SpendReview& review) {
    std::vector<FindingLine> lines;
    for (const vault::Finding& finding : review.findings)
        lines.push_back(
            {std::string(finding.codeText()), std::string(vault::name(finding.severity)), finding.message});
    return lines;
}

base::Amount paidBy(const vault::SpendReview& review) {
    base::Amount sum;
    for (const vault::ReviewedOutput& output : review.outputs) {
        if (output.outputClass != policy::OutputClass::change)
            sum = sum.plus(output.amount).value_or(sum);
    }
    return sum;
}

base::Amount feeOf(const vault::SpendReview& review) {
    return policy::deriveFee(review.facts).stated().value_or(base::Amount());
}

std::int64_t feeRateOf(const vault::SpendReview& review) {
    return policy::deriveFeeRate(review.facts).stated().value_or(base::FeeRate()).satPerKvb();
}

std::string namesOf(const std::vector<quorum::PersonId>& people, const authority::AuthorityState& authority,
                    std::string_view last) {
    return policy::listWords(namesOfPeople(authority, people), last);
}

std::vector<quorum::PersonId> stillNeeded(const WithdrawalView& view) {
    std::vector<quorum::PersonId> people;
    if (!view.judgement || view.judgement->decision().outcome() == policy::Outcome::notAllowed)
        return people;
    for (const quorum::ObligationCount& count : view.judgement->tally().quorum.obligations()) {
        if (count.isMet())
            continue;
        for (const quorum::PersonId& person : count.couldStill) {
            if (!contains(people, person))
                people.push_back(person);
        }
    }
    return people;
}

std::string wantedPeople(const WithdrawalView& view, const authority::AuthorityState& authority) {
    if (!view.judgement || view.judgement->decision().outcome() == policy::Outcome::notAllowed)
        return {};
    std::vector<std::string> wanted;
    for (const quorum::ObligationCount& count : view.judgement->tally().quorum.obligations()) {
        if (!count.isMet() && !count.couldStill.empty())
            wanted.push_back(wantedFor(count, authority));
    }
    return policy::listWords(wanted, "and");
}

std::vector<ApprovalLine> approvalsOf(const WithdrawalView& view,
                                      const authority::AuthorityState& authority) {
    std::vector<ApprovalLine> lines;
    for (const crypto::SignedObject& object : view.travel.statements) {
        const auto statement = treasury::parseStatement(object);
        if (!statement || statement->kind != treasury::StatementKind::approval)
            continue;
        ApprovalLine line;
        line.person = nameOfPerson(authority, statement->person);
        line.at = statement->at;
        if (const auto holder = authority.roster().holderOf(object.signatures().front().keyId))
            line.device = holder->device->label;
        if (!view.judgement) {
            line.sentence = view.refusal ? view.refusal->message : "";
            lines.push_back(std::move(line));
            continue;
        }
        const treasury::Tally& tally = view.judgement->tally();
        const auto dismissed = std::find_if(tally.dismissed.begin(), tally.dismissed.end(),
                                            [&](const auto& entry) { return entry.object == object.id(); });
        line.counts = dismissed == tally.dismissed.end();
        line.sentence = line.counts ? "Counts." : std::string(dismissed->why.sentence);
        for (const quorum::ObligationCount& count : tally.quorum.obligations()) {
            for (const quorum::CountedVote& vote : count.counted) {
                if (vote.object == object.id()) {
                    line.counts = true;
                    line.role = std::string(quorum::name(vote.role));
                    line.sentence = "Counts as " + line.role + ".";
                }
            }
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::optional<std::uint32_t> confirmationsOf(const Standpoint& standpoint, const WithdrawalView& view) {
    if (!view.record.height || !standpoint.height() || *standpoint.height() < *view.record.height)
        return std::nullopt;
    return *standpoint.height() - *view.record.height + 1;
}

std::string sentenceOf(const Standpoint& standpoint, const WithdrawalView& view) {
    const authority::AuthorityState& authority = standpoint.authority();
    switch (view.phase) {
    case WithdrawalState::draft:
    case WithdrawalState::proposed:
    case WithdrawalState::waitingForApprovals:
        return waitingSentence(view, authority);
    case WithdrawalState::notAllowed:
        return "Not allowed by policy.";
    case WithdrawalState::cooling:
        return "Approved. It can still be stopped until the wait is over.";
    case WithdrawalState::authorized:
        return isHot(standpoint, view) ? "Approved, ready to sign."
                                       : "Approved. Show the transaction to a station.";
    case WithdrawalState::signing:
        return isHot(standpoint, view)
                   ? "Signed, not complete yet."
                   : "Waiting for stations: " + std::to_string(signaturesOf(standpoint, view).have) + " of " +
                         std::to_string(signaturesOf(standpoint, view).needed) + " signatures.";
    case WithdrawalState::fullySigned:
        return "Signed, ready to send.";
    case WithdrawalState::broadcast:
        return "Sent, waits for a block.";
    case WithdrawalState::confirmed:
        return confirmedSentence(confirmationsOf(standpoint, view).value_or(1));
    case WithdrawalState::rejectedPending:
        return "Rejected by " + byWhom(view, treasury::StatementKind::rejection, authority) +
               ", but a signature is out: it ends when a conflicting transaction is buried.";
    case WithdrawalState::takenBackPending:
        return "Taken back by " + nameOfPerson(authority, view.intent.initiator) +
               ", but a signature is out: it ends when a conflicting transaction is buried.";
    case WithdrawalState::expiredPending:
        return "Expired, but a signature is out: it ends when a conflicting transaction is buried.";
    case WithdrawalState::rejected:
        return "Rejected by " + byWhom(view, treasury::StatementKind::rejection, authority) + ".";
    case WithdrawalState::takenBack:
        return "Taken back by " + nameOfPerson(authority, view.intent.initiator) + ".";
    case WithdrawalState::expired:
        return "Expired.";
    case WithdrawalState::replaced:
        return "Replaced by another transaction.";
    }
    base::checkFailed("WithdrawalState");
}

std::string whyNotApprove(const Standpoint& standpoint, const WithdrawalView& view,
                          const quorum::Person* person) {
    if (person == nullptr || !person->isActive())
        return "You are not active in this treasury.";
    if (!isOpen(view.phase))
        return "Nobody can approve this any more: it is signed or has ended.";
    if (standpoint.authority().isFrozen())
        return "The treasury is frozen.";
    if (!view.judgement)
        return view.refusal ? view.refusal->message : "It could not be checked.";
    if (view.judgement->decision().outcome() == policy::Outcome::notAllowed)
        return "The policy does not allow this payment; no approval changes that.";
    for (const treasury::Standing& standing : view.judgement->tally().counted) {
        if (standing.statement.person == person->id)
            return "You have approved already.";
    }
    if (contains(stillNeeded(view), person->id))
        return {};
    if (view.judgement->tally().quorum.isMet())
        return "No approval is missing.";
    if (view.intent.initiator == person->id)
        return "You proposed it: your own approval does not count.";
    return "Your approval would not count for what is still missing.";
}

SignatureMeter signaturesOf(const Standpoint& standpoint, const WithdrawalView& view) {
    SignatureMeter meter;
    if (const vault::Vault* vault = sourceOf(standpoint, view)) {
        const vault::SigningNeed need = vault::signingNeed(vault->descriptor, view.psbt.tx);
        meter.needed = static_cast<int>(need.signatures);
        meter.keys = static_cast<int>(need.keys);
    }
    const auto spent = psbt::spentOutputs(view.psbt);
    if (!view.record.finalTransaction.empty() || !spent) {
        meter.have = view.record.finalTransaction.empty() ? 0 : meter.needed;
        return meter;
    }
    const bitcoin::SighashContext context = spent->context(view.psbt);
    std::optional<std::size_t> fewest;
    for (std::size_t i = 0; i < view.psbt.inputs.size(); ++i) {
        const auto count = psbt::checkSignatures(view.psbt, i, context);
        fewest = std::min(fewest.value_or(SIZE_MAX), count ? *count : 0);
    }
    meter.have = static_cast<int>(fewest.value_or(0));
    return meter;
}

namespace {

/// More than these are counted in a list, and named where the withdrawal is shown.
constexpr std::size_t MAX_NAMED_PAYEES = 3;

/// Of one payment its own; of a file of them which file it was.
std::string purposeOf(const Payments& payments) {
    if (payments.empty())
        return {};
    const treasury::PaymentDetails& first = payments.begin()->second;
    if (payments.size() == 1)
        return first.purpose;
    const std::string count = std::to_string(payments.size()) + " payments";
    return first.attachments.empty() ? count
                                     : count + " of file " + hexOf(first.attachments.front()).substr(0, 12);
}

} // namespace

WithdrawalRow rowOf(const Standpoint& standpoint, const WithdrawalView& view, const Payments& payments) {
    WithdrawalRow row;
    row.id = hexOf(view.record.id);
    row.kind = kindOf(view.intent);
    if (view.record.root != view.record.id)
        row.versionOf = hexOf(view.record.root);
    std::vector<std::string> payees;
    std::set<std::string> references;
    for (std::size_t i = 0; i < view.review.outputs.size(); ++i) {
        if (view.review.outputs[i].outputClass == policy::OutputClass::change)
            continue;
        payees.push_back(
            payeeName(view.review.outputs[i], view.review.facts.outputs[i], standpoint.registry()));
        if (const auto details = payments.find(i); details != payments.end())
            references.insert(details->second.reference);
    }
    row.payee = payees.size() > MAX_NAMED_PAYEES
                    ? payees.front() + " and " + std::to_string(payees.size() - 1) + " others"
                    : policy::listWords(payees, "and");
    if (references.size() == 1)
        row.reference = *references.begin();
    if (const vault::Vault* vault = sourceOf(standpoint, view)) {
        if (payees.empty())
            row.payee = vault->name; // nothing leaves it but the fee
        row.vault = vault->name;
        row.tier = std::string(policy::name(vault->tier));
    }
    row.amount = paidBy(view.review);
    row.fee = feeOf(view.review);
    row.phase = phaseOf(view.phase);
    row.sentence = sentenceOf(standpoint, view);
    row.proposedAt = view.record.proposedAt;
    if (const quorum::Person* viewer = standpoint.viewer(); viewer != nullptr && isOpen(view.phase)) {
        const bool asked = view.record.paused == store::Paused::yes;
        row.waitsForMe =
            asked ? viewer->id == view.intent.initiator : whyNotApprove(standpoint, view, viewer).empty();
    }
    return row;
}

WithdrawalDetail detailOf(const Standpoint& standpoint, const WithdrawalView& view,
                          const Payments& payments) {
    const authority::AuthorityState& authority = standpoint.authority();
    WithdrawalDetail detail;
    detail.row = rowOf(standpoint, view, payments);
    detail.proposer = nameOfPerson(authority, view.intent.initiator);
    detail.purpose = purposeOf(payments);
    detail.intentDigest = hexOf(view.digest);
    detail.txid = bitcoin::toText(view.psbt.tx.txid());
    detail.inputs = inputsOf(view.review, standpoint.registry());
    detail.outputs = outputsOf(view.review, standpoint.registry());
    for (const auto& [output, details] : payments) {
        detail.outputs.at(output).purpose = details.purpose;
        detail.outputs.at(output).reference = details.reference;
    }
    detail.outflow = policy::deriveOutflow(view.review.facts).stated().value_or(base::Amount());
    detail.feeRateSatPerKvb = feeRateOf(view.review);
    detail.ceiling = ceilingOf(view.intent.body.bump);
    detail.verdict = verdictOf(view, authority);
    detail.approvals = approvalsOf(view, authority);
    const SignatureMeter meter = signaturesOf(standpoint, view);
    detail.signaturesHave = meter.have;
    detail.signaturesNeeded = meter.needed;
    detail.keysTotal = meter.keys;
    detail.confirmations = confirmationsOf(standpoint, view);
    detail.findings = findingsOf(view.review);
    detail.expiresAt = view.intent.expiry;
    return detail;
}

} // namespace strongroom::service
