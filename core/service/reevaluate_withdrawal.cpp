// What becomes of a withdrawal when people said something or time passed (service/withdrawal_view.h).
#include "psbt/codec.h"
#include "service/withdrawal_view.h"

namespace strongroom::service {

using treasury::WithdrawalEvent;

namespace {

/// Of an open withdrawal, from what policy and people say.
Outcome<WithdrawalEvent> eventFor(State& state, const Standpoint& standpoint, const WithdrawalView& view) {
    if (standpoint.now() >= view.intent.expiry)
        return WithdrawalEvent::expire;
    if (!view.judgement)
        return WithdrawalEvent::forbid; // what it was proposed under is no more in force
    const treasury::Tally& tally = view.judgement->tally();
    if (!tally.takenBack.empty())
        return WithdrawalEvent::takeBack;
    if (!tally.rejections.empty())
        return WithdrawalEvent::reject;
    if (view.judgement->decision().outcome() == policy::Outcome::notAllowed)
        return WithdrawalEvent::forbid;
    if (!tally.isApproved())
        return WithdrawalEvent::requireApprovals;
    if (tally.wait) {
        STRONGROOM_ASSIGN(const auto since, coolingSince(state, view));
        if (!since || standpoint.now() < *since + *tally.wait)
            return WithdrawalEvent::startCooling;
    }
    return WithdrawalEvent::authorize;
}

/// Once a signature may be out, an end is pending until a conflict is buried.
std::optional<WithdrawalEvent> endOf(const Standpoint& standpoint, const WithdrawalView& view) {
    if (view.judgement && !view.judgement->tally().takenBack.empty())
        return WithdrawalEvent::takeBack;
    if (view.judgement && !view.judgement->tally().rejections.empty())
        return WithdrawalEvent::reject;
    if (standpoint.now() >= view.intent.expiry)
        return WithdrawalEvent::expire;
    return std::nullopt;
}

enum class Reservation : std::uint8_t {
    noSignature, ///< Whatever was reserved is free, or expires.
    signatureOut ///< The signer made a signature, of which this coordinator had not heard.
};

/// The signer gives back what an ended withdrawal had reserved, unless it has signed it.
Outcome<Reservation> releaseReservation(State& state, const WithdrawalView& view) {
    const auto reply =
        askSigner(state, {"release", {{"subject", hexOf(view.record.id)}}, {psbt::serialize(view.psbt)}});
    static_cast<void>(pullLog(state)); // what was recorded is copied now or next time
    if (!reply && reply.error().code == "signer.signed_already")
        return Reservation::signatureOut;
    // By the signer's own clock or judgement it is not over: it keeps the reservation, and has signed
    // nothing.
    const bool kept =
        !reply && (reply.error().code == "signer.not_over" || reply.error().code.starts_with("treasury."));
    if (!reply && !kept)
        return base::Unexpected(reply.error());
    return Reservation::noSignature;
}

bool isEnd(WithdrawalEvent event) {
    return event == WithdrawalEvent::reject || event == WithdrawalEvent::takeBack ||
           event == WithdrawalEvent::expire;
}

/// A signature that exists is out, whether or not its reply arrived: then the end is pending.
Outcome<void> endHot(State& state, WithdrawalView& view, WithdrawalEvent event) {
    STRONGROOM_ASSIGN(const Reservation reservation, releaseReservation(state, view));
    if (reservation == Reservation::signatureOut) {
        view.record.exported = store::Exported::yes;
        STRONGROOM_TRY(apply(view, WithdrawalEvent::authorize));
        STRONGROOM_TRY(apply(view, WithdrawalEvent::startSigning));
    }
    return apply(view, event);
}

} // namespace

Outcome<void> reevaluate(State& state, const Standpoint& standpoint, WithdrawalView& view) {
    if (isOpen(view.phase)) {
        const bool asked = view.judgement && !view.judgement->tally().openQuestions.empty();
        view.record.paused = asked ? store::Paused::yes : store::Paused::no;
        STRONGROOM_ASSIGN(const WithdrawalEvent event, eventFor(state, standpoint, view));
        return isEnd(event) && isHot(standpoint, view) ? endHot(state, view, event) : apply(view, event);
    }
    if (const auto event = endOf(standpoint, view); event && treasury::next(view.phase, *event))
        return apply(view, *event);
    return {};
}

} // namespace strongroom::service
