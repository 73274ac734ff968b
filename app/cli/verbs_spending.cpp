// What can be done about a transaction that waits for a block: a faster version of it, or its coins back.
#include "session.h"
#include "verbs.h"
#include "withdrawal_json.h"

#include "service/replace_withdrawal.h"

namespace strongroom::cli {

namespace {

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
    STRONGROOM_ASSIGN(const auto detail, service::showWithdrawal(session.workspace, id));
    return Answer{rowJson(detail.row), Verdict::none, {}};
}

Outcome<Answer> bump(const Invocation& given) {
    return replace(given, service::Replacement::speedUp);
}

Outcome<Answer> stop(const Invocation& given) {
    return replace(given, service::Replacement::stop);
}

} // namespace

std::vector<Verb> spendingVerbs() {
    const OptionSpec feerate{"--feerate", "SAT_PER_KVB"};
    const OptionSpec preview{"--preview", ""};
    return {
        {"bump", "ID", 1, 1, {feerate, preview}, "Proposes the same payment with a higher fee.", bump},
        {"stop", "ID", 1, 1, {feerate, preview}, "Proposes to take a payment's coins back.", stop},
    };
}

} // namespace strongroom::cli
