// People, their devices and the policy from the command line: showing, proposing, signing what others
// proposed.
#include "change_json.h"
#include "files.h"
#include "session.h"
#include "verbs.h"

#include "base/text_encoding.h"
#include "service/people.h"
#include "service/policy_change.h"
#include "service/policy_view.h"

namespace strongroom::cli {

namespace {

Json amountOrNull(const std::optional<base::Amount>& amount) {
    return amount ? Json(amount->satoshi()) : Json();
}

Outcome<Answer> listPeople(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto rows, service::listPeople(session.workspace));
    Json::Array items;
    for (const service::PersonRow& row : rows)
        items.push_back(Json::Object{{"person", row.id},
                                     {"name", row.name},
                                     {"roles", textList(row.roles)},
                                     {"devices", textList(row.devices)},
                                     {"state", row.state}});
    STRONGROOM_ASSIGN(Json proposed, proposedChanges(session.workspace, "people"));
    return Answer{
        Json::Object{{"items", std::move(items)}, {"proposed", std::move(proposed)}}, Verdict::none, {}};
}

Outcome<Answer> addPerson(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    service::NewPerson person{given.arguments.front(), given.required("--name"), given.values("--role"),
                              given.value("--device").value_or("")};
    STRONGROOM_ASSIGN(const service::SecretText theirs, readPassphrase(given, person.personId));
    STRONGROOM_ASSIGN(const auto progress,
                      service::proposePerson(session.workspace, person, theirs, session.passphrase));
    return progressAnswer(session.workspace, "people", progress);
}

Outcome<Answer> propose(const Invocation& given, service::Standing standing) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(
        const auto progress,
        service::proposeStanding(session.workspace, given.arguments.front(), standing, session.passphrase));
    return progressAnswer(session.workspace, "people", progress);
}

Outcome<Answer> suspendPerson(const Invocation& given) {
    return propose(given, service::Standing::suspended);
}

Outcome<Answer> resumePerson(const Invocation& given) {
    return propose(given, service::Standing::active);
}

Outcome<Answer> revokePerson(const Invocation& given) {
    return propose(given, service::Standing::revoked);
}

Outcome<Answer> addDevice(const Invocation& given) {
    STRONGROOM_TRY(checkOutput(given));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    const std::string label = given.required("--label");
    STRONGROOM_ASSIGN(const service::SecretText opens, readPassphrase(given, "the new device"));
    STRONGROOM_ASSIGN(const service::NewDevice device,
                      service::proposeDevice(session.workspace, label, opens, session.passphrase));
    STRONGROOM_TRY(writeOutput(given, device.keyEnvelope));
    return progressAnswer(session.workspace, "people", device.progress, {{"key_id", device.keyId}});
}

Outcome<Answer> revokeDevice(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto progress,
                      service::proposeDeviceRevocation(session.workspace, given.arguments.at(0),
                                                       given.arguments.at(1), session.passphrase));
    return progressAnswer(session.workspace, "people", progress);
}

Outcome<Answer> approve(const Invocation& given, const std::string& kind) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(
        const auto progress,
        service::approveChange(session.workspace, kind, given.arguments.front(), session.passphrase));
    return progressAnswer(session.workspace, kind, progress);
}

Outcome<Answer> approvePerson(const Invocation& given) {
    return approve(given, "people");
}

Outcome<Answer> approvePolicy(const Invocation& given) {
    return approve(given, "policy");
}

Outcome<Answer> proposePolicy(const Invocation& given) {
    STRONGROOM_ASSIGN(const base::Bytes document, readInput(given.arguments.front()));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto progress,
                      service::proposePolicy(session.workspace, document, session.passphrase));
    return progressAnswer(session.workspace, "policy", progress);
}

Outcome<Answer> showPolicy(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const service::PolicyView view, service::showPolicy(session.workspace));
    STRONGROOM_ASSIGN(Json proposed, proposedChanges(session.workspace, "policy"));
    Json::Array rules;
    for (const service::PolicySentence& rule : view.rules)
        rules.push_back(
            Json::Object{{"rule", rule.rule}, {"effect", rule.effect}, {"sentence", rule.sentence}});
    const auto document = Json::parse(view.document);
    return Answer{Json::Object{{"version", std::int64_t{view.version}},
                               {"hash", view.hash},
                               {"rules", std::move(rules)},
                               {"changes", textList(view.changeSentences)},
                               {"invariants", textList(view.invariantSentences)},
                               {"most_one_person_24h", amountOrNull(view.mostOnePerson24h)},
                               {"most_two_people_24h", amountOrNull(view.mostTwoPeople24h)},
                               {"document", document ? *document : Json()},
                               {"proposed", std::move(proposed)}},
                  Verdict::none,
                  {}};
}

} // namespace

std::vector<Verb> peopleVerbs() {
    return {
        {"person list", "", 0, 0, {}, "People, their roles and devices.", listPeople},
        {"person add",
         "PERSON",
         1,
         1,
         {{"--name", "TEXT", Occurs::once}, {"--role", "ROLE", Occurs::onceOrMore}, {"--device", "TEXT"}},
         "Proposes that somebody joins, with a passphrase of their own.",
         addPerson},
        {"person suspend", "PERSON", 1, 1, {}, "Proposes that somebody counts for nothing.", suspendPerson},
        {"person resume", "PERSON", 1, 1, {}, "Proposes that somebody counts again.", resumePerson},
        {"person revoke", "PERSON", 1, 1, {}, "Proposes that somebody is out for good.", revokePerson},
        {"person approve", "CHANGE", 1, 1, {}, "Signs a proposed change of people.", approvePerson},
        {"person device add",
         "",
         0,
         0,
         {{"--label", "TEXT", Occurs::once}, {"--out", "FILE", Occurs::once}, {"--force", ""}},
         "Proposes another device of one's own; its key goes into a file.",
         addDevice},
        {"person device revoke",
         "PERSON KEY",
         2,
         2,
         {},
         "Proposes that a device speaks no more.",
         revokeDevice},
        {"policy show", "", 0, 0, {}, "The policy in force, in words.", showPolicy},
        {"policy propose", "FILE", 1, 1, {}, "Proposes another policy.", proposePolicy},
        {"policy approve", "CHANGE", 1, 1, {}, "Signs a proposed policy.", approvePolicy},
    };
}

} // namespace strongroom::cli
