#include "service/withdrawal_words.h"

#include "base/check.h"
#include "psbt/signatures.h"
#include "service/withdrawal_verdict.h"
#include "vault/recovery.h"

#include <algorithm>

namespace strongroom::service {

using treasury::WithdrawalState;

namespace {

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
        if (statement && statement->kind == kind &&
            std::ranges::find(people, statement->person) == people.end())
            people.push_back(statement->person);
    }
    return people.empty() ? "somebody" : namesOf(people, authority, "and");
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

std::optional<std::uint32_t> confirmationsOf(const Standpoint& standpoint, const WithdrawalView& view) {
    if (!view.record.height || !standpoint.height() || *standpoint.height() < *view.record.height)
        return std::nullopt;
    return *standpoint.height() - *view.record.height + 1;
}

SignatureMeter signaturesOf(const Standpoint& standpoint, const WithdrawalView& view) {
    SignatureMeter meter = signaturesOf(sourceOf(standpoint, view), view.psbt);
    if (!view.record.finalTransaction.empty())
        meter.have = meter.needed;
    return meter;
}

SignatureMeter signaturesOf(const vault::Vault* vault, const psbt::Psbt& psbt) {
    SignatureMeter meter;
    if (vault != nullptr) {
        const vault::SigningNeed need = vault::signingNeed(vault->descriptor, psbt.tx);
        meter.needed = static_cast<int>(need.signatures);
        meter.keys = static_cast<int>(need.keys);
    }
    const auto spent = psbt::spentOutputs(psbt);
    if (!spent)
        return meter;
    const bitcoin::SighashContext context = spent->context(psbt);
    std::optional<std::size_t> fewest;
    for (std::size_t i = 0; i < psbt.inputs.size(); ++i) {
        const auto count = psbt::checkSignatures(psbt, i, context);
        fewest = std::min(fewest.value_or(SIZE_MAX), count ? *count : 0);
    }
    meter.have = static_cast<int>(fewest.value_or(0));
    return meter;
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

} // namespace strongroom::service
