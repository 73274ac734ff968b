// Payees, arming and freezing from the command line.
#include "session.h"
#include "verbs.h"

#include "service/payees.h"
#include "service/signer_control.h"

namespace strongroom::cli {

namespace {

Json textList(const std::vector<std::string>& texts) {
    return Json::Array(texts.begin(), texts.end());
}

Json timeOrNull(const std::optional<base::UnixTime>& time) {
    return time ? Json(time->seconds) : Json();
}

std::string nameOf(service::SignerPhase phase) {
    switch (phase) {
    case service::SignerPhase::absent:
        return "absent";
    case service::SignerPhase::locked:
        return "locked";
    case service::SignerPhase::open:
        return "open";
    case service::SignerPhase::armed:
        return "armed";
    }
    base::checkFailed("SignerPhase");
}

std::string nameOf(service::PayeeState state) {
    switch (state) {
    case service::PayeeState::proposed:
        return "proposed";
    case service::PayeeState::cooling:
        return "cooling";
    case service::PayeeState::active:
        return "active";
    case service::PayeeState::revoked:
        return "revoked";
    }
    base::checkFailed("PayeeState");
}

Answer statusAnswer(const service::SignerStatus& status) {
    return {Json::Object{{"phase", nameOf(status.phase)},
                         {"armed_by", textList(status.armedBy)},
                         {"armed_since", timeOrNull(status.armedSince)},
                         {"armed_until", timeOrNull(status.armedUntil)},
                         {"officers_needed", status.officersNeeded},
                         {"unsealed_by", textList(status.unsealedBy)}},
            Verdict::none,
            {}};
}

Answer freezeAnswer(const service::FreezeStatus& status) {
    return {Json::Object{{"frozen", status.frozen},
                         {"by", status.by},
                         {"reason", status.reason},
                         {"since", timeOrNull(status.since)},
                         {"unfreeze", status.unfreezeSentence}},
            Verdict::none,
            {}};
}

Json payeeJson(const service::PayeeRow& row) {
    return Json::Object{{"id", row.id},
                        {"name", row.name},
                        {"address", row.address},
                        {"state", nameOf(row.state)},
                        {"evidence", row.evidence},
                        {"added_by", row.addedBy},
                        {"approved_by", row.approvedBy},
                        {"active_from", timeOrNull(row.activeFrom)},
                        {"first_use", row.firstUse},
                        {"sentence", row.sentence}};
}

Outcome<Answer> payeeAnswer(service::Workspace& workspace, const std::string& id) {
    STRONGROOM_ASSIGN(const auto rows, service::listPayees(workspace));
    for (const service::PayeeRow& row : rows) {
        if (row.id == id)
            return Answer{payeeJson(row), Verdict::none, {}};
    }
    return base::Unexpected(base::Failure("payee.not_found", "There is no such payee."));
}

Outcome<Answer> arm(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto status,
                      service::arm(session.workspace, session.workspace.personId(), session.passphrase));
    return statusAnswer(status);
}

Outcome<Answer> disarm(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto status, service::disarm(session.workspace));
    return statusAnswer(status);
}

Outcome<Answer> lock(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_TRY(service::lockSeat(session.workspace));
    STRONGROOM_ASSIGN(const auto status, service::signerStatus(session.workspace));
    return statusAnswer(status);
}

Json clockJson(const service::SignerStatus& status) {
    if (!status.clock)
        return Json::Object{{"believed", true}, {"proven", Json()}, {"stated", Json()}};
    return Json::Object{{"believed", false},
                        {"proven", status.clock->proven.seconds},
                        {"stated", status.clock->stated.seconds}};
}

Outcome<Answer> showClock(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto status, service::signerStatus(session.workspace));
    return Answer{clockJson(status), Verdict::none, {}};
}

Outcome<Answer> confirmClock(const Invocation& given) {
    STRONGROOM_ASSIGN(const auto shown, given.number("--shown"));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto status,
                      service::confirmClock(session.workspace, {shown.value_or(0)}, session.passphrase));
    return Answer{clockJson(status), Verdict::none, {}};
}

Outcome<Answer> freeze(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto status,
                      service::freeze(session.workspace, given.required("--reason"), session.passphrase));
    return freezeAnswer(status);
}

Outcome<Answer> unfreeze(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto status, service::unfreeze(session.workspace, session.passphrase));
    return freezeAnswer(status);
}

Outcome<Answer> addPayee(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    const service::PayeeDraft draft{given.required("--name"), given.required("--address"),
                                    given.required("--evidence")};
    STRONGROOM_ASSIGN(const std::string id, service::addPayee(session.workspace, draft, session.passphrase));
    return payeeAnswer(session.workspace, id);
}

Outcome<Answer> approvePayee(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_TRY(service::approvePayee(session.workspace, given.arguments.front(), session.passphrase));
    return payeeAnswer(session.workspace, given.arguments.front());
}

Outcome<Answer> revokePayee(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_TRY(service::revokePayee(session.workspace, given.arguments.front(),
                                        given.required("--reason"), session.passphrase));
    return payeeAnswer(session.workspace, given.arguments.front());
}

Outcome<Answer> listPayees(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto rows, service::listPayees(session.workspace));
    Json::Array items;
    for (const service::PayeeRow& row : rows)
        items.push_back(payeeJson(row));
    return Answer{Json::Object{{"items", std::move(items)}}, Verdict::none, {}};
}

} // namespace

std::vector<Verb> seatVerbs() {
    const OptionSpec reason{"--reason", "TEXT", Occurs::once};
    return {
        {"arm", "", 0, 0, {}, "Unseals one's share of the hot keys.", arm},
        {"disarm", "", 0, 0, {}, "Seals the hot keys.", disarm},
        {"lock", "", 0, 0, {}, "Locks the seat.", lock},
        {"clock show", "", 0, 0, {}, "What the clock says and what is proven.", showClock},
        {"clock confirm",
         "",
         0,
         0,
         {{"--shown", "T", Occurs::once}},
         "Vouches for this machine's clock.",
         confirmClock},
        {"freeze", "", 0, 0, {reason}, "Stops every signature.", freeze},
        {"unfreeze", "", 0, 0, {}, "Agrees to go on.", unfreeze},
        {"payee add",
         "",
         0,
         0,
         {{"--name", "TEXT", Occurs::once},
          {"--address", "ADDRESS", Occurs::once},
          {"--evidence", "TEXT", Occurs::once}},
         "Proposes a payee.",
         addPayee},
        {"payee approve", "ID", 1, 1, {}, "Stands for a payee.", approvePayee},
        {"payee list", "", 0, 0, {}, "Payees, proposed ones included.", listPayees},
        {"payee revoke", "ID", 1, 1, {reason}, "Ends a payee.", revokePayee},
    };
}

} // namespace strongroom::cli
