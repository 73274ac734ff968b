// What can be done about a transaction that waits for a block, and spends that stay in their vault.
#include "session.h"
#include "verbs.h"
#include "withdrawal_json.h"

#include "service/replace_withdrawal.h"
#include "service/sweep_vault.h"

namespace strongroom::cli {

namespace {

Outcome<Answer> rowOf(service::Workspace& workspace, const std::string& id) {
    STRONGROOM_ASSIGN(const auto detail, service::showWithdrawal(workspace, id));
    return Answer{rowJson(detail.row), Verdict::none, {}};
}

Outcome<Answer> replace(const Invocation& given, service::Replacement kind) {
    service::ReplacementDraft draft;
    draft.withdrawalId = given.arguments.front();
    draft.kind = kind;
    STRONGROOM_ASSIGN(draft.feeRateSatPerKvb, given.number("--feerate"));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    if (given.has("--preview")) {
        STRONGROOM_ASSIGN(const auto preview, service::previewReplacement(session.workspace, draft));
        return Answer{replacementJson(preview), Verdict::none, {}};
    }
    STRONGROOM_ASSIGN(const std::string id,
                      service::replaceWithdrawal(session.workspace, draft, session.passphrase));
    return rowOf(session.workspace, id);
}

Outcome<Answer> bump(const Invocation& given) {
    return replace(given, service::Replacement::speedUp);
}

Outcome<Answer> stop(const Invocation& given) {
    return replace(given, service::Replacement::stop);
}

Outcome<Answer> consolidate(const Invocation& given) {
    service::ConsolidationDraft draft{given.required("--vault"), given.values("--coin"), std::nullopt};
    STRONGROOM_ASSIGN(draft.feeRateSatPerKvb, given.number("--feerate"));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    if (given.has("--preview")) {
        STRONGROOM_ASSIGN(const auto preview, service::previewConsolidation(session.workspace, draft));
        return Answer{sweepJson(preview), Verdict::none, {}};
    }
    STRONGROOM_ASSIGN(const std::string id,
                      service::proposeConsolidation(session.workspace, draft, session.passphrase));
    return rowOf(session.workspace, id);
}

Outcome<Answer> child(const Invocation& given) {
    service::ChildDraft draft{given.arguments.front(), std::nullopt};
    STRONGROOM_ASSIGN(draft.feeRateSatPerKvb, given.number("--feerate"));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    if (given.has("--preview")) {
        STRONGROOM_ASSIGN(const auto preview, service::previewChild(session.workspace, draft));
        return Answer{sweepJson(preview), Verdict::none, {}};
    }
    STRONGROOM_ASSIGN(const std::string id,
                      service::proposeChild(session.workspace, draft, session.passphrase));
    return rowOf(session.workspace, id);
}

} // namespace

std::vector<Verb> spendingVerbs() {
    const OptionSpec feerate{"--feerate", "SAT_PER_KVB"};
    const OptionSpec preview{"--preview", ""};
    return {
        {"bump", "ID", 1, 1, {feerate, preview}, "Proposes the same payment with a higher fee.", bump},
        {"stop", "ID", 1, 1, {feerate, preview}, "Proposes to take a payment's coins back.", stop},
        {"consolidate",
         "",
         0,
         0,
         {{"--vault", "ID", Occurs::once}, {"--coin", "TXID:N", Occurs::onceOrMore}, feerate, preview},
         "Proposes to make one coin of several.",
         consolidate},
        {"child",
         "TXID:N",
         1,
         1,
         {feerate, preview},
         "Proposes to pay for what waits with its own coin.",
         child},
    };
}

} // namespace strongroom::cli
