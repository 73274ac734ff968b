// Founding, and the treasury as a whole: balance, chain, backup.
#include "files.h"
#include "session.h"
#include "verbs.h"

#include "base/text_encoding.h"
#include "composition/node.h"
#include "service/backup.h"
#include "service/follow_chain.h"
#include "service/found_treasury.h"
#include "service/overview.h"
#include "service/training.h"

namespace strongroom::cli {

namespace {

constexpr std::uint64_t MAX_BLOCKS = 1'000;

Json numberOrNull(const std::optional<std::uint32_t>& number) {
    return number ? Json(std::int64_t{*number}) : Json();
}

Answer answer(Json::Object document) {
    return {std::move(document), Verdict::none, {}};
}

Json balanceJson(const service::Balance& balance) {
    return Json::Object{{"available", balance.available.satoshi()},
                        {"reserved", balance.reserved.satoshi()},
                        {"held", balance.held.satoshi()},
                        {"unconfirmed", balance.unconfirmed.satoshi()},
                        {"total", balance.total.satoshi()}};
}

Json cardJson(const service::WorkspaceCard& card) {
    Json::Array people;
    for (const service::WorkspaceCard::Slot& slot : card.people)
        people.push_back(Json::Object{{"person", slot.personId}, {"name", slot.personName}});
    return Json::Object{{"treasury", card.treasuryId},
                        {"name", card.treasuryName},
                        {"network", card.network},
                        {"training", card.training},
                        {"people", std::move(people)}};
}

/// The document of `init`: {"people":[{"person","name","roles":[…]}, …]}.
Outcome<std::vector<service::Enrolment>> readPeople(base::ByteSpan bytes) {
    const auto refuse = [] {
        return base::Unexpected(base::Failure("input.people", "This is no list of people to enrol."));
    };
    const auto json = Json::parse(base::asText(bytes));
    const Json* list = json ? json->find("people") : nullptr;
    if (list == nullptr || list->array() == nullptr)
        return refuse();
    std::vector<service::Enrolment> people;
    for (const Json& item : *list->array()) {
        base::JsonFields fields(item);
        service::Enrolment person{
            fields.string("person").value_or(""), fields.string("name").value_or(""), {}};
        const Json* roles = fields.array("roles");
        if (!fields.done())
            return refuse();
        for (const Json& role : *roles->array())
            person.roles.push_back(role.string() != nullptr ? *role.string() : "");
        people.push_back(std::move(person));
    }
    return people;
}

Outcome<service::StarterLimits> readLimits(const Invocation& given) {
    service::StarterLimits limits;
    STRONGROOM_ASSIGN(const auto one, given.number("--one-officer-from"));
    STRONGROOM_ASSIGN(const auto two, given.number("--two-officers-from"));
    STRONGROOM_ASSIGN(const auto day, given.number("--day-limit"));
    STRONGROOM_ASSIGN(limits.newPayeeSeconds, given.number("--new-payee-for"));
    limits.oneOfficerFrom = one.value_or(limits.oneOfficerFrom);
    limits.twoOfficersFrom = two.value_or(limits.twoOfficersFrom);
    limits.dayLimit = day.value_or(limits.dayLimit);
    return limits;
}

Outcome<Answer> init(const Invocation& given) {
    const auto folder = given.value("--workspace");
    if (!folder)
        return base::Unexpected(usageFailure("This verb needs --workspace DIR."));
    STRONGROOM_ASSIGN(const base::Bytes document, readInput(given.arguments.front()));
    STRONGROOM_ASSIGN(const auto people, readPeople(document));
    STRONGROOM_ASSIGN(const auto limits, readLimits(given));
    STRONGROOM_ASSIGN(auto machine, composition::connectedMachine(service::Client::tool));
    service::FoundingPlan plan{.treasuryName = given.required("--name"),
                               .network = given.required("--network"),
                               .training = given.has("--training")};
    plan.node = {given.value("--node").value_or(""), given.value("--cookie-file").value_or(""), {}, {}};
    STRONGROOM_ASSIGN(auto session, service::beginFounding(machine->ports(), absolutePath(*folder), plan));
    for (const service::Enrolment& person : people) {
        STRONGROOM_ASSIGN(const service::SecretText passphrase, readPassphrase(given, person.personId));
        STRONGROOM_TRY(session->enrol(person, passphrase));
    }
    STRONGROOM_ASSIGN(const service::WorkspaceCard card, session->complete(limits));
    return Answer{cardJson(card), Verdict::none, {}};
}

/// Beside `init`, because it founds the treasury that it fills.
Outcome<Answer> createTraining(const Invocation& given) {
    const auto folder = given.value("--workspace");
    if (!folder)
        return base::Unexpected(usageFailure("This verb needs --workspace DIR."));
    STRONGROOM_ASSIGN(auto machine, composition::connectedMachine(service::Client::tool));
    STRONGROOM_ASSIGN(const service::WorkspaceCard card,
                      service::createTraining(machine->ports(), absolutePath(*folder)));
    Json document = cardJson(card);
    Json::Array people;
    for (const service::WorkspaceCard::Slot& slot : card.people)
        people.push_back(Json::Object{{"person", slot.personId},
                                      {"name", slot.personName},
                                      {"shown_passphrase", slot.shownPassphrase}});
    document.object()->insert_or_assign("people", std::move(people));
    return Answer{std::move(document), Verdict::none, {}};
}

Outcome<Answer> balance(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const service::Overview view, service::overview(session.workspace));
    Json::Array vaults;
    for (const service::VaultBalance& vault : view.vaults)
        vaults.push_back(Json::Object{{"vault", vault.vaultId},
                                      {"name", vault.name},
                                      {"tier", vault.tier},
                                      {"balance", balanceJson(vault.balance)}});
    return answer({{"total", balanceJson(view.total)},
                   {"vaults", std::move(vaults)},
                   {"height", numberOrNull(view.height)}});
}

Outcome<Answer> sync(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const service::SyncReport report, service::followChain(session.workspace));
    return answer({{"height", std::int64_t{report.height}},
                   {"blocks_added", std::int64_t{report.blocksAdded}},
                   {"blocks_undone", std::int64_t{report.blocksUndone}},
                   {"sentence", report.sentence}});
}

Outcome<Answer> fund(const Invocation& given) {
    STRONGROOM_ASSIGN(const auto amount, given.number("--amount"));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const std::string txid,
                      service::trainingFund(session.workspace, given.arguments.front(), amount.value_or(0)));
    return answer({{"txid", txid}});
}

Outcome<Answer> mine(const Invocation& given) {
    STRONGROOM_ASSIGN(const auto blocks, given.number("--blocks"));
    if (blocks.value_or(1) < 0 || static_cast<std::uint64_t>(blocks.value_or(1)) > MAX_BLOCKS)
        return base::Unexpected(usageFailure("--blocks is at most 1,000."));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_TRY(service::trainingMine(session.workspace, static_cast<std::uint32_t>(blocks.value_or(1))));
    return answer({{"blocks", blocks.value_or(1)}});
}

Outcome<Answer> backup(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const service::BackupReport report,
                      service::backup(session.workspace, absolutePath(given.arguments.front())));
    return answer({{"bytes", static_cast<std::int64_t>(report.bytes)},
                   {"sha256", report.sha256},
                   {"sentence", report.sentence}});
}

Outcome<Answer> restore(const Invocation& given) {
    const auto folder = given.value("--workspace");
    const auto person = given.value("--as");
    if (!folder || !person)
        return base::Unexpected(usageFailure("This verb needs --workspace DIR and --as PERSON."));
    STRONGROOM_ASSIGN(auto machine, composition::connectedMachine(service::Client::tool));
    STRONGROOM_ASSIGN(const service::SecretText passphrase, readPassphrase(given, *person));
    STRONGROOM_ASSIGN(const service::WorkspaceCard card,
                      service::restore(machine->ports(), absolutePath(given.arguments.front()),
                                       absolutePath(*folder), *person, passphrase));
    return Answer{cardJson(card), Verdict::none, {}};
}

Outcome<Answer> exportRegistration(const Invocation& given) {
    STRONGROOM_TRY(checkOutput(given));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const base::Bytes bundle, service::exportRegistration(session.workspace));
    STRONGROOM_TRY(writeOutput(given, bundle));
    return answer({{"registration", base::toBase64(bundle)}});
}

} // namespace

std::vector<Verb> treasuryVerbs() {
    return {
        {"init",
         "PEOPLE",
         1,
         1,
         {{"--name", "TEXT", Occurs::once},
          {"--network", "N", Occurs::once},
          {"--training", ""},
          {"--node", "URL"},
          {"--cookie-file", "FILE"},
          {"--one-officer-from", "SAT"},
          {"--two-officers-from", "SAT"},
          {"--day-limit", "SAT"},
          {"--new-payee-for", "SECONDS"}},
         "Founds a treasury with these people.",
         init},
        {"balance", "", 0, 0, {}, "What there is, by vault.", balance},
        {"sync", "", 0, 0, {}, "Follows the chain to its tip.", sync},
        {"training create",
         "",
         0,
         0,
         {},
         "A treasury to practise in, in the middle of a day.",
         createTraining},
        {"training fund",
         "ADDRESS",
         1,
         1,
         {{"--amount", "SAT", Occurs::once}},
         "Coins of the training chain.",
         fund},
        {"training mine", "", 0, 0, {{"--blocks", "N"}}, "Blocks of the training chain.", mine},
        {"backup", "FILE", 1, 1, {}, "The workspace in one sealed file.", backup},
        {"restore", "FILE", 1, 1, {}, "A workspace out of a backup.", restore},
        {"registration export",
         "",
         0,
         0,
         {{"--out", "FILE"}, {"--force", ""}},
         "The authority chain for a station or desk.",
         exportRegistration},
    };
}

} // namespace strongroom::cli
