// Words that a treasury's vault says (BIP322): proposed, approved and signed like a payment that moves
// nothing.
#include "files.h"
#include "message_json.h"
#include "session.h"
#include "verbs.h"

#include "base/text_encoding.h"
#include "service/message_leg.h"

#include <limits>

namespace strongroom::cli {

namespace {

Outcome<std::uint32_t> placeNumber(const Invocation& given, std::string_view option) {
    STRONGROOM_ASSIGN(const auto number, given.number(option));
    if (number && *number > std::numeric_limits<std::uint32_t>::max())
        return base::Unexpected(usageFailure(std::string(option) + " is too large."));
    return static_cast<std::uint32_t>(number.value_or(0));
}

Outcome<Answer> proposeMessage(const Invocation& given) {
    service::MessageWish wish;
    wish.vaultId = given.required("--vault");
    STRONGROOM_ASSIGN(wish.message, messageText(given));
    wish.letters = given.has("--utf8") ? service::Letters::all : service::Letters::ascii;
    STRONGROOM_ASSIGN(wish.branch, placeNumber(given, "--branch"));
    STRONGROOM_ASSIGN(wish.index, placeNumber(given, "--index"));
    wish.format = given.value("--format").value_or("");
    wish.funds = given.has("--with-coins") ? service::Funds::wholeVault : service::Funds::none;
    STRONGROOM_ASSIGN(const auto expires, given.number("--expires-in"));
    wish.expiresInSeconds = expires.value_or(wish.expiresInSeconds);
    STRONGROOM_ASSIGN(Session session, openSession(given));
    if (given.has("--preview")) {
        STRONGROOM_ASSIGN(const auto preview, service::previewMessage(session.workspace, wish));
        return Answer{messagePreviewJson(preview), Verdict::none, {}};
    }
    STRONGROOM_ASSIGN(const std::string id,
                      service::proposeMessage(session.workspace, wish, session.passphrase));
    return messageStanding(session.workspace, id);
}

Outcome<Answer> listMessages(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto rows, service::listMessages(session.workspace));
    Json::Array items;
    for (const service::MessageRow& row : rows)
        items.push_back(messageRowJson(row));
    return Answer{Json::Object{{"items", std::move(items)}}, Verdict::none, {}};
}

Outcome<Answer> showMessage(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    return messageStanding(session.workspace, given.arguments.front());
}

Outcome<Answer> approveMessage(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_TRY(service::approveMessage(session.workspace, given.arguments.front(),
                                           given.required("--digest"), session.passphrase));
    return messageStanding(session.workspace, given.arguments.front());
}

using Stopping = Outcome<void> (*)(service::Workspace&, const std::string&, const std::string&,
                                   const service::SecretText&);

Outcome<Answer> stop(const Invocation& given, Stopping stopping) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_TRY(
        stopping(session.workspace, given.arguments.front(), given.required("--reason"), session.passphrase));
    return messageStanding(session.workspace, given.arguments.front());
}

Outcome<Answer> rejectMessage(const Invocation& given) {
    return stop(given, service::rejectMessage);
}

Outcome<Answer> withdrawMessage(const Invocation& given) {
    return stop(given, service::takeBackMessage);
}

Outcome<Answer> advanceMessage(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto detail, service::signMessage(session.workspace, given.arguments.front()));
    return Answer{messageDetailJson(detail), Verdict::none, {}};
}

Outcome<Answer> exportMessage(const Invocation& given) {
    STRONGROOM_TRY(checkOutput(given));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const base::Bytes psbt,
                      service::exportMessageForStation(session.workspace, given.arguments.front()));
    STRONGROOM_TRY(writeOutput(given, psbt));
    return Answer{Json::Object{{"psbt", base::toBase64(psbt)}}, Verdict::none, {}};
}

Outcome<Answer> importMessage(const Invocation& given) {
    STRONGROOM_ASSIGN(const base::Bytes reply, readInput(given.arguments.at(1)));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_TRY(service::importMessageFromStation(session.workspace, given.arguments.front(), reply));
    return messageStanding(session.workspace, given.arguments.front());
}

} // namespace

std::vector<Verb> sayingVerbs() {
    const OptionSpec reason{"--reason", "TEXT", Occurs::once};
    return {
        {"message propose",
         "",
         0,
         0,
         {{"--vault", "ID", Occurs::once},
          {"--message", "TEXT"},
          {"--message-in", "FILE"},
          {"--utf8", ""},
          {"--branch", "B"},
          {"--index", "I"},
          {"--format", "simple|full|pof"},
          {"--with-coins", ""},
          {"--expires-in", "SECONDS"},
          {"--preview", ""}},
         "Proposes words for a vault to say (BIP322).",
         proposeMessage},
        {"message list", "", 0, 0, {}, "Words that were proposed, newest first.", listMessages},
        {"message show", "ID", 1, 1, {}, "One of them in full, with its proof once signed.", showMessage},
        {"message approve",
         "ID",
         1,
         1,
         {{"--digest", "HEX", Occurs::once}},
         "Approves the words that were shown.",
         approveMessage},
        {"message reject", "ID", 1, 1, {reason}, "Ends it.", rejectMessage},
        {"message withdraw", "ID", 1, 1, {reason}, "Takes back one's own proposal.", withdrawMessage},
        {"message advance", "ID", 1, 1, {}, "Lets the hot signer sign what is approved.", advanceMessage},
        {"message export",
         "ID",
         1,
         1,
         {{"--out", "FILE"}, {"--force", ""}},
         "A cold vault's words for a station.",
         exportMessage},
        {"message import", "ID REPLY", 2, 2, {}, "A station's signatures of them.", importMessage},
    };
}

} // namespace strongroom::cli
