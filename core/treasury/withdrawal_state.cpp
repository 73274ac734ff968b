#include "treasury/withdrawal_state.h"

#include "base/check.h"

#include <algorithm>

namespace strongroom::treasury {

namespace {

using State = WithdrawalState;
using Event = WithdrawalEvent;

struct Row {
    State from;
    Event event;
    State to;
};

constexpr std::array TABLE = {
    Row{State::draft, Event::propose, State::proposed},

    // Judged again whenever an approval, a head or time changes the answer.
    Row{State::proposed, Event::forbid, State::notAllowed},
    Row{State::proposed, Event::requireApprovals, State::waitingForApprovals},
    Row{State::proposed, Event::startCooling, State::cooling},
    Row{State::proposed, Event::authorize, State::authorized},
    Row{State::notAllowed, Event::forbid, State::notAllowed},
    Row{State::notAllowed, Event::requireApprovals, State::waitingForApprovals},
    Row{State::notAllowed, Event::startCooling, State::cooling},
    Row{State::notAllowed, Event::authorize, State::authorized},
    Row{State::waitingForApprovals, Event::forbid, State::notAllowed},
    Row{State::waitingForApprovals, Event::requireApprovals, State::waitingForApprovals},
    Row{State::waitingForApprovals, Event::startCooling, State::cooling},
    Row{State::waitingForApprovals, Event::authorize, State::authorized},
    Row{State::cooling, Event::forbid, State::notAllowed},
    Row{State::cooling, Event::requireApprovals, State::waitingForApprovals},
    Row{State::cooling, Event::startCooling, State::cooling},
    Row{State::cooling, Event::authorize, State::authorized},
    Row{State::authorized, Event::forbid, State::notAllowed},
    Row{State::authorized, Event::requireApprovals, State::waitingForApprovals},
    Row{State::authorized, Event::startCooling, State::cooling},
    Row{State::authorized, Event::authorize, State::authorized},

    // The straight line.
    Row{State::authorized, Event::startSigning, State::signing},
    Row{State::signing, Event::startSigning, State::signing}, // a second leg, or shown once more
    Row{State::signing, Event::completeSignatures, State::fullySigned},
    Row{State::fullySigned, Event::sendOut, State::broadcast},
    Row{State::broadcast, Event::sendOut, State::broadcast}, // sent again
    Row{State::broadcast, Event::confirm, State::confirmed},
    Row{State::confirmed, Event::confirm, State::confirmed}, // one more block
    Row{State::confirmed, Event::unconfirm, State::broadcast},

    // Whoever holds a fully signed transaction can send it without us.
    Row{State::signing, Event::confirm, State::confirmed},
    Row{State::fullySigned, Event::confirm, State::confirmed},
    Row{State::rejectedPending, Event::confirm, State::confirmed},
    Row{State::takenBackPending, Event::confirm, State::confirmed},
    Row{State::expiredPending, Event::confirm, State::confirmed},

    // Stopped before any signature: at once.
    Row{State::proposed, Event::reject, State::rejected},
    Row{State::notAllowed, Event::reject, State::rejected},
    Row{State::waitingForApprovals, Event::reject, State::rejected},
    Row{State::cooling, Event::reject, State::rejected},
    Row{State::authorized, Event::reject, State::rejected},
    Row{State::proposed, Event::takeBack, State::takenBack},
    Row{State::notAllowed, Event::takeBack, State::takenBack},
    Row{State::waitingForApprovals, Event::takeBack, State::takenBack},
    Row{State::cooling, Event::takeBack, State::takenBack},
    Row{State::authorized, Event::takeBack, State::takenBack},
    Row{State::proposed, Event::expire, State::expired},
    Row{State::notAllowed, Event::expire, State::expired},
    Row{State::waitingForApprovals, Event::expire, State::expired},
    Row{State::cooling, Event::expire, State::expired},
    Row{State::authorized, Event::expire, State::expired},

    // Its coins are spent by something else, deep enough: nobody can sign it any more.
    Row{State::proposed, Event::buryConflict, State::replaced},
    Row{State::notAllowed, Event::buryConflict, State::replaced},
    Row{State::waitingForApprovals, Event::buryConflict, State::replaced},
    Row{State::cooling, Event::buryConflict, State::replaced},
    Row{State::authorized, Event::buryConflict, State::replaced},

    // Stopped afterwards: only when a conflict is buried.
    Row{State::signing, Event::reject, State::rejectedPending},
    Row{State::fullySigned, Event::reject, State::rejectedPending},
    Row{State::broadcast, Event::reject, State::rejectedPending},
    Row{State::expiredPending, Event::reject, State::rejectedPending},
    Row{State::signing, Event::takeBack, State::takenBackPending},
    Row{State::fullySigned, Event::takeBack, State::takenBackPending},
    Row{State::broadcast, Event::takeBack, State::takenBackPending},
    Row{State::expiredPending, Event::takeBack, State::takenBackPending},
    Row{State::signing, Event::expire, State::expiredPending},
    Row{State::fullySigned, Event::expire, State::expiredPending},
    Row{State::rejectedPending, Event::buryConflict, State::rejected},
    Row{State::takenBackPending, Event::buryConflict, State::takenBack},
    Row{State::expiredPending, Event::buryConflict, State::expired},
    Row{State::signing, Event::buryConflict, State::replaced},
    Row{State::fullySigned, Event::buryConflict, State::replaced},
    Row{State::broadcast, Event::buryConflict, State::replaced},
};

constexpr std::array<std::string_view, WITHDRAWAL_STATES> STATE_NAMES = {
    "draft",           "proposed",   "not_allowed",      "waiting_for_approvals",
    "cooling",         "authorized", "signing",          "signed",
    "broadcast",       "confirmed",  "rejected_pending", "taken_back_pending",
    "expired_pending", "rejected",   "taken_back",       "expired",
    "replaced",
};

constexpr std::array<std::string_view, WITHDRAWAL_EVENTS> EVENT_NAMES = {
    "propose",
    "forbid",
    "require_approvals",
    "start_cooling",
    "authorize",
    "start_signing",
    "complete_signatures",
    "send_out",
    "confirm",
    "unconfirm",
    "reject",
    "take_back",
    "expire",
    "bury_conflict",
};

} // namespace

std::string_view name(WithdrawalState state) {
    return STATE_NAMES.at(static_cast<std::size_t>(state));
}

std::optional<WithdrawalState> parseWithdrawalState(std::string_view text) {
    const auto* const found = std::find(STATE_NAMES.begin(), STATE_NAMES.end(), text);
    if (found == STATE_NAMES.end())
        return std::nullopt;
    return static_cast<WithdrawalState>(found - STATE_NAMES.begin());
}

std::string_view name(WithdrawalEvent event) {
    return EVENT_NAMES.at(static_cast<std::size_t>(event));
}

base::Result<WithdrawalState, Error> next(WithdrawalState state, WithdrawalEvent event) {
    const auto* const row = std::find_if(
        TABLE.begin(), TABLE.end(), [&](const Row& one) { return one.from == state && one.event == event; });
    if (row == TABLE.end())
        return base::Unexpected(Error::forbiddenTransition);
    return row->to;
}

bool isFinal(WithdrawalState state) {
    return std::none_of(TABLE.begin(), TABLE.end(), [&](const Row& row) { return row.from == state; });
}

bool mayStillConfirm(WithdrawalState state) {
    return std::any_of(TABLE.begin(), TABLE.end(),
                       [&](const Row& row) { return row.from == state && row.to == State::confirmed; });
}

} // namespace strongroom::treasury
