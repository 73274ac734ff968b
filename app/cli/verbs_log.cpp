// Logs that the treasury knows from the command line: showing, registering, signing what others proposed.
#include "change_json.h"
#include "session.h"
#include "verbs.h"

#include "service/logs.h"

namespace strongroom::cli {

namespace {

constexpr const char* KIND = "logs";

Outcome<Answer> listLogs(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto rows, service::listLogs(session.workspace));
    Json::Array items;
    for (const service::LogRow& row : rows)
        items.push_back(Json::Object{{"log", row.log},
                                     {"log_key", row.key},
                                     {"active", row.isActive},
                                     {"registered", row.isRegistered}});
    STRONGROOM_ASSIGN(Json proposed, proposedChanges(session.workspace, KIND));
    return Answer{
        Json::Object{{"items", std::move(items)}, {"proposed", std::move(proposed)}}, Verdict::none, {}};
}

Outcome<Answer> registerLog(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto progress, service::registerLog(session.workspace, given.arguments.at(0),
                                                                given.arguments.at(1), session.passphrase));
    return progressAnswer(session.workspace, KIND, progress);
}

Outcome<Answer> approveLog(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(
        const auto progress,
        service::approveChange(session.workspace, KIND, given.arguments.front(), session.passphrase));
    return progressAnswer(session.workspace, KIND, progress);
}

} // namespace

std::vector<Verb> logVerbs() {
    return {
        {"log list", "", 0, 0, {}, "Logs that are registered, and those of stations that are not.", listLogs},
        {"log register",
         "NAME KEY",
         2,
         2,
         {},
         "Proposes that a station's log is known by its key.",
         registerLog},
        {"log approve", "CHANGE", 1, 1, {}, "Signs a proposed registration of a log.", approveLog},
    };
}

} // namespace strongroom::cli
