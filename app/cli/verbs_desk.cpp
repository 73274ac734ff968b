// A desk seat from the command line: one person's device key on a machine of their own, without the
// treasury's database. Requests and answers travel as files.
#include "files.h"
#include "message_json.h"
#include "session.h"
#include "verbs.h"
#include "withdrawal_json.h"

#include "base/check.h"
#include "base/text_encoding.h"
#include "service/desk.h"

namespace strongroom::cli {

namespace {

/// A desk asks no node.
Outcome<std::unique_ptr<composition::Composition>> machineOfDesk() {
    return composition::Composition::make(composition::placesOfThisProgram(), service::Client::tool,
                                          composition::noNode());
}

std::string deskOf(const Invocation& given) {
    return absolutePath(given.required("--desk"));
}

Outcome<Answer> make(const Invocation& given) {
    const auto person = given.value("--as");
    if (!person)
        return base::Unexpected(usageFailure("This verb needs --as PERSON."));
    STRONGROOM_ASSIGN(const base::Bytes bundle, readInput(given.arguments.front()));
    STRONGROOM_ASSIGN(base::Bytes key, readInput(given.required("--key")));
    STRONGROOM_ASSIGN(const auto machine, machineOfDesk());
    STRONGROOM_ASSIGN(const service::SecretText passphrase, readPassphrase(given, *person));
    const service::DeskSetup setup{*person, std::move(key), given.required("--digest")};
    STRONGROOM_TRY(service::makeDesk(machine->ports(), deskOf(given), bundle, setup, passphrase));
    return Answer{Json::Object{{"person", *person}, {"treasury", setup.confirmedDigest}}, Verdict::none, {}};
}

Outcome<Answer> update(const Invocation& given) {
    STRONGROOM_ASSIGN(const base::Bytes bundle, readInput(given.arguments.front()));
    STRONGROOM_ASSIGN(const auto machine, machineOfDesk());
    STRONGROOM_ASSIGN(const service::SecretText passphrase, readPassphrase(given, "this desk"));
    STRONGROOM_TRY(service::updateDesk(machine->ports(), deskOf(given), bundle, passphrase));
    return Answer{Json::Object{{"updated", true}}, Verdict::none, {}};
}

Answer reviewed(Json document, const std::string& whyNotApprove) {
    document.object()->insert_or_assign("may_approve", Json(whyNotApprove.empty()));
    document.object()->insert_or_assign("why_not", Json(whyNotApprove));
    return Answer{std::move(document), Verdict::none, {}};
}

Outcome<Answer> review(const Invocation& given) {
    STRONGROOM_ASSIGN(const base::Bytes request, readInput(given.arguments.front()));
    STRONGROOM_ASSIGN(const service::Subject about, service::subjectOfRequest(request));
    STRONGROOM_ASSIGN(const auto machine, machineOfDesk());
    switch (about) {
    case service::Subject::withdrawal: {
        STRONGROOM_ASSIGN(const service::WithdrawalDetail detail,
                          service::reviewApprovalRequest(machine->ports(), deskOf(given), request));
        return reviewed(detailJson(detail), detail.actions.whyNotApprove);
    }
    case service::Subject::message: {
        STRONGROOM_ASSIGN(const service::MessageDetail detail,
                          service::reviewMessageRequest(machine->ports(), deskOf(given), request));
        return reviewed(messageDetailJson(detail), detail.actions.whyNotApprove);
    }
    }
    base::checkFailed("Subject");
}

Outcome<Answer> say(const Invocation& given, service::DeskSaying saying, std::string_view words) {
    STRONGROOM_TRY(checkOutput(given));
    STRONGROOM_ASSIGN(const base::Bytes request, readInput(given.arguments.front()));
    STRONGROOM_ASSIGN(const auto machine, machineOfDesk());
    STRONGROOM_ASSIGN(const service::SecretText passphrase, readPassphrase(given, "this desk"));
    const service::DeskStatement statement{saying, given.required("--digest"),
                                           given.value(words).value_or("")};
    STRONGROOM_ASSIGN(const base::Bytes answer,
                      service::signAtDesk(machine->ports(), deskOf(given), request, statement, passphrase));
    STRONGROOM_TRY(writeOutput(given, answer));
    return Answer{Json::Object{{"answer", base::toBase64(answer)}}, Verdict::none, {}};
}

Outcome<Answer> approve(const Invocation& given) {
    return say(given, service::DeskSaying::approve, "--note");
}

Outcome<Answer> reject(const Invocation& given) {
    return say(given, service::DeskSaying::reject, "--reason");
}

Outcome<Answer> ask(const Invocation& given) {
    return say(given, service::DeskSaying::ask, "--question");
}

} // namespace

std::vector<Verb> deskVerbs() {
    const OptionSpec desk{"--desk", "DIR", Occurs::once};
    const OptionSpec digest{"--digest", "HEX", Occurs::once};
    const OptionSpec out{"--out", "FILE"};
    const OptionSpec force{"--force", ""};
    return {
        {"desk make",
         "REGISTRATION",
         1,
         1,
         {desk, {"--key", "FILE", Occurs::once}, digest},
         "Sets up a desk for one person, on a machine of their own.",
         make},
        {"desk update", "REGISTRATION", 1, 1, {desk}, "Takes a newer registration.", update},
        {"desk review", "REQUEST", 1, 1, {desk}, "What a request asks for, computed here.", review},
        {"desk approve",
         "REQUEST",
         1,
         1,
         {desk, digest, {"--note", "TEXT"}, out, force},
         "Approves what was shown.",
         approve},
        {"desk reject",
         "REQUEST",
         1,
         1,
         {desk, digest, {"--reason", "TEXT", Occurs::once}, out, force},
         "Ends a withdrawal.",
         reject},
        {"desk ask",
         "REQUEST",
         1,
         1,
         {desk, digest, {"--question", "TEXT", Occurs::once}, out, force},
         "Pauses it with a question.",
         ask},
    };
}

} // namespace strongroom::cli
