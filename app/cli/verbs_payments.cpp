// Withdrawals from the command line: every button of the console's pages, through the same use cases.
#include "files.h"
#include "message_json.h"
#include "session.h"
#include "verbs.h"
#include "withdrawal_json.h"

#include "base/check.h"
#include "base/text_encoding.h"
#include "service/advance_withdrawal.h"
#include "service/approve_withdrawal.h"
#include "service/cold_leg.h"
#include "service/export_transaction.h"
#include "service/propose_batch.h"
#include "service/propose_withdrawal.h"

namespace strongroom::cli {

namespace {

/// Where a withdrawal stands after something was done with it.
Outcome<Answer> standing(service::Workspace& workspace, const std::string& id) {
    STRONGROOM_ASSIGN(const auto detail, service::showWithdrawal(workspace, id));
    return Answer{rowJson(detail.row), Verdict::none, {}};
}

/// What a payment and a file of payments have in common.
template <typename Draft>
Outcome<void> readTerms(const Invocation& given, Draft& draft) {
    draft.vaultId = given.required("--vault");
    STRONGROOM_ASSIGN(draft.feeRateSatPerKvb, given.number("--feerate"));
    draft.coins = given.values("--coin");
    STRONGROOM_ASSIGN(const auto expires, given.number("--expires-in"));
    draft.expiresInSeconds = expires.value_or(draft.expiresInSeconds);
    if (given.has("--no-bump"))
        draft.bump = service::BumpCeiling::none;
    return {};
}

Outcome<Answer> proposeOne(const Invocation& given) {
    if (!given.has("--payee") || !given.has("--amount"))
        return base::Unexpected(usageFailure("A payment needs --payee and --amount, or --batch."));
    service::WithdrawalDraft draft;
    STRONGROOM_TRY(readTerms(given, draft));
    draft.payeeId = given.required("--payee");
    STRONGROOM_ASSIGN(const auto amount, given.number("--amount"));
    draft.amountSatoshi = amount.value_or(0);
    draft.purpose = given.value("--purpose").value_or("");
    draft.reference = given.value("--reference").value_or("");
    draft.duplicateAcknowledged = given.has("--again");
    STRONGROOM_ASSIGN(Session session, openSession(given));
    if (given.has("--preview")) {
        STRONGROOM_ASSIGN(const auto preview, service::previewWithdrawal(session.workspace, draft));
        return Answer{previewJson(preview), Verdict::none, {}};
    }
    STRONGROOM_ASSIGN(const std::string id,
                      service::proposeWithdrawal(session.workspace, draft, session.passphrase));
    return standing(session.workspace, id);
}

Outcome<Answer> proposeFile(const Invocation& given) {
    for (const char* option : {"--payee", "--amount", "--purpose", "--reference"})
        if (given.has(option))
            return base::Unexpected(usageFailure(std::string(option) + " stands in the rows of a file."));
    service::BatchDraft draft;
    STRONGROOM_TRY(readTerms(given, draft));
    STRONGROOM_ASSIGN(draft.file, readInput(given.required("--batch")));
    draft.duplicatesAcknowledged = given.has("--again");
    STRONGROOM_ASSIGN(Session session, openSession(given));
    if (given.has("--preview")) {
        STRONGROOM_ASSIGN(const auto preview, service::previewBatch(session.workspace, draft));
        return Answer{
            batchJson(preview), preview.problems.empty() ? Verdict::positive : Verdict::negative, {}};
    }
    STRONGROOM_ASSIGN(const std::string id,
                      service::proposeBatch(session.workspace, draft, session.passphrase));
    return standing(session.workspace, id);
}

Outcome<Answer> propose(const Invocation& given) {
    return given.has("--batch") ? proposeFile(given) : proposeOne(given);
}

Outcome<Answer> list(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    service::WithdrawalFilter filter;
    filter.text = given.value("--text").value_or("");
    STRONGROOM_ASSIGN(const auto rows, service::listWithdrawals(session.workspace, filter));
    Json::Array items;
    for (const service::WithdrawalRow& row : rows)
        items.push_back(rowJson(row));
    return Answer{Json::Object{{"items", std::move(items)}}, Verdict::none, {}};
}

Outcome<Answer> show(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto detail, service::showWithdrawal(session.workspace, given.arguments.front()));
    return Answer{detailJson(detail), Verdict::none, {}};
}

Outcome<Answer> approve(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    const service::ApproveRequest request{given.arguments.front(), given.required("--digest"),
                                          given.value("--note").value_or("")};
    STRONGROOM_ASSIGN(const service::Verdict verdict,
                      service::approveWithdrawal(session.workspace, request, session.passphrase));
    return Answer{verdictJson(verdict), Verdict::none, {}};
}

using Saying = Outcome<void> (*)(service::Workspace&, const std::string&, const std::string&,
                                 const service::SecretText&);

Outcome<Answer> say(const Invocation& given, Saying saying, std::string_view option) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_TRY(
        saying(session.workspace, given.arguments.front(), given.required(option), session.passphrase));
    return standing(session.workspace, given.arguments.front());
}

Outcome<Answer> reject(const Invocation& given) {
    return say(given, service::rejectWithdrawal, "--reason");
}

Outcome<Answer> ask(const Invocation& given) {
    return say(given, service::askAboutWithdrawal, "--question");
}

Outcome<Answer> answer(const Invocation& given) {
    return say(given, service::answerQuestion, "--answer");
}

Outcome<Answer> takeBack(const Invocation& given) {
    return say(given, service::takeBackWithdrawal, "--reason");
}

Outcome<Answer> advance(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const service::Advance step,
                      service::advanceWithdrawal(session.workspace, given.arguments.front()));
    return Answer{Json::Object{{"before", std::string(service::phaseName(step.before))},
                               {"after", std::string(service::phaseName(step.after))},
                               {"sentence", step.sentence}},
                  Verdict::none,
                  {}};
}

Outcome<Answer> psbtAnswer(const Invocation& given, const base::Bytes& psbt) {
    STRONGROOM_TRY(writeOutput(given, psbt));
    return Answer{Json::Object{{"psbt", base::toBase64(psbt)}}, Verdict::none, {}};
}

Outcome<Answer> exportSigned(const Invocation& given, service::Workspace& workspace) {
    STRONGROOM_ASSIGN(const auto handed, service::exportTransaction(workspace, given.arguments.front()));
    STRONGROOM_TRY(writeOutput(given, handed.bytes));
    return Answer{
        Json::Object{{"txid", handed.txid}, {"tx_hex", base::toHex(handed.bytes)}}, Verdict::none, {}};
}

Outcome<Answer> exportOne(const Invocation& given) {
    STRONGROOM_TRY(checkOutput(given));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    if (given.has("--transaction"))
        return exportSigned(given, session.workspace);
    STRONGROOM_ASSIGN(const base::Bytes psbt,
                      service::exportForStation(session.workspace, given.arguments.front()));
    return psbtAnswer(given, psbt);
}

Outcome<Answer> importOne(const Invocation& given) {
    STRONGROOM_ASSIGN(const base::Bytes reply, readInput(given.arguments.at(1)));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const service::StationReply result,
                      service::importFromStation(session.workspace, given.arguments.front(), reply));
    return Answer{Json::Object{{"withdrawal", result.id},
                               {"signatures_have", result.signaturesHave},
                               {"signatures_needed", result.signaturesNeeded},
                               {"sentence", result.sentence}},
                  Verdict::none,
                  {}};
}

Outcome<Answer> requestApproval(const Invocation& given) {
    STRONGROOM_TRY(checkOutput(given));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const base::Bytes psbt,
                      service::exportApprovalRequest(session.workspace, given.arguments.front()));
    return psbtAnswer(given, psbt);
}

Outcome<Answer> importApproval(const Invocation& given) {
    STRONGROOM_ASSIGN(const base::Bytes file, readInput(given.arguments.front()));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const service::ImportedStatement imported,
                      service::importApproval(session.workspace, file));
    switch (imported.about) {
    case service::Subject::withdrawal:
        return standing(session.workspace, imported.id);
    case service::Subject::message:
        return messageStanding(session.workspace, imported.id);
    }
    base::checkFailed("Subject");
}

} // namespace

std::vector<Verb> paymentVerbs() {
    const OptionSpec reason{"--reason", "TEXT", Occurs::once};
    const OptionSpec out{"--out", "FILE"};
    const OptionSpec force{"--force", ""};
    return {
        {"propose",
         "",
         0,
         0,
         {{"--vault", "ID", Occurs::once},
          {"--payee", "ID"},
          {"--amount", "SAT"},
          {"--batch", "FILE"},
          {"--feerate", "SAT_PER_KVB"},
          {"--purpose", "TEXT"},
          {"--reference", "TEXT"},
          {"--expires-in", "SECONDS"},
          {"--coin", "TXID:N", Occurs::anyNumber},
          {"--no-bump", ""},
          {"--again", ""},
          {"--preview", ""}},
         "Proposes a withdrawal, to one payee or to those of a file.",
         propose},
        {"list", "", 0, 0, {{"--text", "TEXT"}}, "Withdrawals, newest first.", list},
        {"show", "ID", 1, 1, {}, "One withdrawal in full.", show},
        {"approve",
         "ID",
         1,
         1,
         {{"--digest", "HEX", Occurs::once}, {"--note", "TEXT"}},
         "Approves what was shown.",
         approve},
        {"reject", "ID", 1, 1, {reason}, "Ends a withdrawal.", reject},
        {"ask", "ID", 1, 1, {{"--question", "TEXT", Occurs::once}}, "Pauses it with a question.", ask},
        {"answer", "ID", 1, 1, {{"--answer", "TEXT", Occurs::once}}, "Answers what was asked.", answer},
        {"withdraw", "ID", 1, 1, {reason}, "Takes back one's own proposal.", takeBack},
        {"advance", "ID", 1, 1, {}, "Performs the next step that needs nobody.", advance},
        {"export",
         "ID",
         1,
         1,
         {{"--transaction", ""}, out, force},
         "The transaction for a station; signed, for another way to send it.",
         exportOne},
        {"import", "ID FILE", 2, 2, {}, "A station's reply.", importOne},
        {"approval request", "ID", 1, 1, {out, force}, "A request for a desk.", requestApproval},
        {"approval import", "FILE", 1, 1, {}, "A desk's signed approval.", importApproval},
    };
}

} // namespace strongroom::cli
