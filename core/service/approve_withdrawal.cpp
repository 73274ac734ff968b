#include "service/approve_withdrawal.h"

#include "authority/head.h"
#include "psbt/codec.h"
#include "service/desk_answer.h"
#include "service/failpoint.h"
#include "service/message_desk.h"
#include "service/withdrawal_verdict.h"

#include <algorithm>

namespace strongroom::service {

using treasury::StatementKind;

namespace {

constexpr std::size_t MAX_REASON = 500;

Outcome<void> checkReason(const std::string& reason) {
    if (reason.empty() || reason.size() > MAX_REASON || !base::isPlainUtf8(reason))
        return base::Unexpected(base::Failure(Error::reasonMissing));
    return {};
}

Outcome<void> requireUnsent(const WithdrawalView& view) {
    switch (view.phase) {
    case treasury::WithdrawalState::broadcast:
    case treasury::WithdrawalState::confirmed:
        return base::Unexpected(base::Failure(WithdrawalError::alreadySigned));
    case treasury::WithdrawalState::rejected:
    case treasury::WithdrawalState::takenBack:
    case treasury::WithdrawalState::expired:
    case treasury::WithdrawalState::replaced:
    case treasury::WithdrawalState::rejectedPending:
    case treasury::WithdrawalState::takenBackPending:
        return base::Unexpected(base::Failure(WithdrawalError::closed));
    case treasury::WithdrawalState::draft:
    case treasury::WithdrawalState::proposed:
    case treasury::WithdrawalState::notAllowed:
    case treasury::WithdrawalState::waitingForApprovals:
    case treasury::WithdrawalState::cooling:
    case treasury::WithdrawalState::authorized:
    case treasury::WithdrawalState::signing:
    case treasury::WithdrawalState::fullySigned:
    case treasury::WithdrawalState::expiredPending:
        return {};
    }
    base::checkFailed("WithdrawalState");
}

struct Saying {
    StatementKind kind;
    std::string note;
    std::optional<crypto::Hash256> answers;
};

/// The person at the desk signs a statement in the signer process, which reads the bytes itself; it is kept
/// with the withdrawal, and what follows from it is evaluated anew.
Outcome<void> say(State& state, const Standpoint& standpoint, WithdrawalView& view, const Saying& saying,
                  const SecretText& passphrase) {
    SignerRequest request;
    request.verb = "state";
    request.fields = {{"kind", std::string(treasury::name(saying.kind))},
                      {"shown_digest", hexOf(view.digest)},
                      {"subject", hexOf(view.record.id)}};
    if (!saying.note.empty())
        request.fields.emplace("note", saying.note);
    if (saying.answers)
        request.fields.emplace("answers", hexOf(*saying.answers));
    request.blobs = {psbt::serialize(view.psbt)};
    STRONGROOM_ASSIGN(const signer::Frame reply,
                      askSignerAs(state, state.person, std::move(request), passphrase));
    failpoint("statement.signed");
    if (reply.blobs.empty())
        return base::Unexpected(base::Failure(signer::Error::malformedFrame));
    STRONGROOM_ASSIGN(auto object,
                      crypto::SignedObject::parse(reply.blobs.front(), treasury::MAX_STATEMENT_BYTES));
    Arrivals arrivals{{object}, {}, state.log};
    if (reply.blobs.size() > 1) {
        STRONGROOM_ASSIGN(const treasury::Statement statement, treasury::parseStatement(object));
        if (statement.note)
            arrivals.documents.emplace_back(*statement.note, reply.blobs[1]);
    }
    STRONGROOM_TRY(addStatement(standpoint, view, object));
    STRONGROOM_TRY(reevaluate(state, standpoint, view));
    STRONGROOM_TRY(saveWithdrawal(state, view, arrivals));
    failpoint("statement.stored");
    return {};
}

/// Opens what `id` names and says one thing about it.
Outcome<void> sayAbout(Workspace& workspace, const std::string& id, StatementKind kind,
                       const std::string& reason, const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_TRY(checkReason(reason));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(WithdrawalView view, findWithdrawal(state, standpoint, id));
    STRONGROOM_TRY(requireUnsent(view));
    return say(state, standpoint, view, {kind, reason, std::nullopt}, passphrase);
}

} // namespace

Outcome<Verdict> approveWithdrawal(Workspace& workspace, const ApproveRequest& request,
                                   const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(WithdrawalView view, findWithdrawal(state, standpoint, request.withdrawalId));
    STRONGROOM_TRY(requireUnsent(view));
    if (!isOpen(view.phase))
        return base::Unexpected(base::Failure(WithdrawalError::alreadySigned));
    if (request.shownDigest != hexOf(view.digest))
        return base::Unexpected(base::Failure(WithdrawalError::digestChanged));
    if (const std::string why = whyNotApprove(standpoint, view, standpoint.viewer()); !why.empty()) {
        base::Failure failure(view.refusal ? *view.refusal
                                           : base::Failure(WithdrawalError::approvalDoesNotCount));
        failure.message = why;
        return base::Unexpected(std::move(failure));
    }
    STRONGROOM_TRY(
        say(state, standpoint, view, {StatementKind::approval, request.note, std::nullopt}, passphrase));
    return verdictOf(view, standpoint.authority());
}

Outcome<void> rejectWithdrawal(Workspace& workspace, const std::string& withdrawalId,
                               const std::string& reason, const SecretText& passphrase) {
    return sayAbout(workspace, withdrawalId, StatementKind::rejection, reason, passphrase);
}

Outcome<void> askAboutWithdrawal(Workspace& workspace, const std::string& withdrawalId,
                                 const std::string& question, const SecretText& passphrase) {
    return sayAbout(workspace, withdrawalId, StatementKind::question, question, passphrase);
}

Outcome<void> takeBackWithdrawal(Workspace& workspace, const std::string& withdrawalId,
                                 const std::string& reason, const SecretText& passphrase) {
    return sayAbout(workspace, withdrawalId, StatementKind::takeBack, reason, passphrase);
}

Outcome<void> answerQuestion(Workspace& workspace, const std::string& withdrawalId, const std::string& answer,
                             const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_TRY(checkReason(answer));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(WithdrawalView view, findWithdrawal(state, standpoint, withdrawalId));
    STRONGROOM_TRY(requireUnsent(view));
    if (!view.judgement || view.judgement->tally().openQuestions.empty())
        return base::Unexpected(base::Failure(WithdrawalError::nothingAsked));
    const std::vector<treasury::Standing> questions = view.judgement->tally().openQuestions;
    for (const treasury::Standing& question : questions)
        STRONGROOM_TRY(
            say(state, standpoint, view, {StatementKind::answer, answer, question.object}, passphrase));
    return {};
}

Outcome<base::Bytes> exportApprovalRequest(Workspace& workspace, const std::string& id) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    STRONGROOM_ASSIGN(const auto message, lookForMessage(state, standpoint, id));
    if (message)
        return deskRequestOf(*message);
    STRONGROOM_ASSIGN(const WithdrawalView view, findWithdrawal(state, standpoint, id));
    if (!isOpen(view.phase))
        return base::Unexpected(base::Failure(WithdrawalError::closed));
    // An officer sees what the payment is for; a station only gets hashes.
    treasury::Travel travel;
    for (const auto& [output, details] : paymentsOf(state, view))
        travel.preimages.push_back(base::toBytes(base::asBytes(treasury::toJson(details).canonical())));
    STRONGROOM_ASSIGN(const psbt::Psbt psbt, treasury::addTravel(view.psbt, travel));
    return psbt::serialize(psbt);
}

Outcome<ImportedStatement> importApproval(Workspace& workspace, base::ByteSpan approvalFile) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(const ReadAnswer answer, parseDeskAnswer(approvalFile));
    STRONGROOM_ASSIGN(const Standpoint standpoint, Standpoint::take(state));
    // The id of a message, of a withdrawal and of each of its versions is the digest of its intent.
    STRONGROOM_ASSIGN(const auto message, lookForMessage(state, standpoint, hexOf(answer.statement.intent)));
    if (message) {
        STRONGROOM_TRY(takeAnswer(state, standpoint, *message, answer));
        return ImportedStatement{Subject::message, hexOf(message->digest)};
    }
    STRONGROOM_ASSIGN(WithdrawalView view, findWithdrawal(state, standpoint, hexOf(answer.statement.intent)));
    STRONGROOM_TRY(requireUnsent(view));
    STRONGROOM_TRY(addStatement(standpoint, view, answer.object));
    if (view.judgement)
        STRONGROOM_TRY(refuseMeaningless(view.judgement->tally(), answer.object));
    STRONGROOM_TRY(reevaluate(state, standpoint, view));
    Arrivals arrivals{{answer.object}, {}, "imported"};
    if (answer.note)
        arrivals.documents.emplace_back(*answer.statement.note, answer.noteBytes);
    STRONGROOM_TRY(saveWithdrawal(state, view, arrivals));
    STRONGROOM_TRY(askSigner(state, importRecord(standpoint, view.record.id, answer)));
    STRONGROOM_TRY(pullLog(state));
    return ImportedStatement{Subject::withdrawal, hexOf(view.record.id)};
}

} // namespace strongroom::service
