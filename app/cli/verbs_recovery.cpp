// Recovery vaults: making their descriptor, and how long their coins have until the recovery path opens.
#include "session.h"
#include "verbs.h"
#include "withdrawal_json.h"

#include "service/recovery.h"
#include "service/recovery_spend.h"
#include "service/stateless/recovery_plan.h"

namespace strongroom::cli {

namespace {

Json numberOrNull(const std::optional<std::uint32_t>& number) {
    return number ? Json(std::int64_t{*number}) : Json();
}

Outcome<Answer> planRecovery(const Invocation& given) {
    service::RecoveryPlanDraft draft;
    STRONGROOM_ASSIGN(const auto primary, given.number("--primary"));
    STRONGROOM_ASSIGN(const auto recovery, given.number("--recovery"));
    STRONGROOM_ASSIGN(draft.days, given.number("--days"));
    STRONGROOM_ASSIGN(draft.blocks, given.number("--blocks"));
    draft.taproot = given.has("--taproot");
    draft.primary = {primary.value_or(0), given.values("--primary-key")};
    draft.recovery = {recovery.value_or(0), given.values("--recovery-key")};
    STRONGROOM_ASSIGN(const service::PlannedRecovery planned,
                      service::planRecovery(draft, given.required("--network")));
    return Answer{Json::Object{{"descriptor", planned.descriptor},
                               {"blocks", std::int64_t{planned.blocks}},
                               {"sentence", planned.sentence}},
                  Verdict::none,
                  {}};
}

Json coinJson(const service::RecoveryCoin& coin) {
    return Json::Object{{"outpoint", coin.outpoint},
                        {"address", coin.address},
                        {"amount", coin.amount.satoshi()},
                        {"height", numberOrNull(coin.height)},
                        {"state", coin.state},
                        {"opens_at", numberOrNull(coin.opensAt)},
                        {"blocks_left", std::int64_t{coin.blocksLeft}},
                        {"about", coin.about ? Json(coin.about->seconds) : Json()},
                        {"sentence", coin.sentence}};
}

Outcome<Answer> showRecovery(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto recovery,
                      service::vaultRecovery(session.workspace, given.arguments.front()));
    if (!recovery)
        return base::Unexpected(base::Failure("vault.no_recovery_path", "The vault has no recovery path."));
    Json::Array coins;
    for (const service::RecoveryCoin& coin : recovery->coins)
        coins.push_back(coinJson(coin));
    return Answer{Json::Object{{"sentence", recovery->sentence},
                               {"blocks", std::int64_t{recovery->blocks}},
                               {"state", recovery->state},
                               {"state_sentence", recovery->stateSentence},
                               {"coins", std::move(coins)}},
                  Verdict::none,
                  {}};
}

Outcome<Answer> standing(service::Workspace& workspace, const std::string& id) {
    STRONGROOM_ASSIGN(const auto detail, service::showWithdrawal(workspace, id));
    return Answer{rowJson(detail.row), Verdict::none, {}};
}

Outcome<Answer> refreshVault(const Invocation& given) {
    service::RefreshDraft draft;
    draft.vaultId = given.arguments.front();
    STRONGROOM_ASSIGN(draft.feeRateSatPerKvb, given.number("--feerate"));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const std::string id,
                      service::proposeRefresh(session.workspace, draft, session.passphrase));
    return standing(session.workspace, id);
}

Outcome<Answer> recoverVault(const Invocation& given) {
    service::RecoveryDraft draft;
    draft.vaultId = given.arguments.front();
    draft.toVaultId = given.required("--to");
    STRONGROOM_ASSIGN(draft.feeRateSatPerKvb, given.number("--feerate"));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const std::string id,
                      service::proposeRecovery(session.workspace, draft, session.passphrase));
    return standing(session.workspace, id);
}

} // namespace

std::vector<Verb> recoveryVerbs() {
    return {
        {"descriptor recovery",
         "",
         0,
         0,
         {{"--network", "N", Occurs::once},
          {"--primary", "K", Occurs::once},
          {"--primary-key", "KEY", Occurs::onceOrMore},
          {"--recovery", "K", Occurs::once},
          {"--recovery-key", "KEY", Occurs::onceOrMore},
          {"--days", "DAYS"},
          {"--blocks", "BLOCKS"},
          {"--taproot", ""}},
         "A vault with a recovery path.",
         planRecovery},
        {"vault recovery", "ID", 1, 1, {}, "When the recovery path of a vault's coins opens.", showRecovery},
        {"vault refresh",
         "ID",
         1,
         1,
         {{"--feerate", "SAT_PER_KVB"}},
         "Proposes to move coins before their recovery path opens.",
         refreshVault},
        {"vault recover",
         "ID",
         1,
         1,
         {{"--to", "ID", Occurs::once}, {"--feerate", "SAT_PER_KVB"}},
         "Proposes to move open coins to another vault by the recovery keys.",
         recoverVault},
    };
}

} // namespace strongroom::cli
