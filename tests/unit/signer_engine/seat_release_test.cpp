// Reservations: given back when a withdrawal ended unsigned, and never once a signature exists.
#include "local_world.h"

#include "signer/engine/authorize.h"

#include <utility>

using namespace strongroom;
using namespace strongroom::test;

namespace {

signer::Frame releasing(const Proposed& proposed) {
    return frame("release", {}, {proposed.bytes()});
}

bool released(LocalWorld& seat, const Proposed& proposed) {
    const Reply reply = seat.call()(releasing(proposed));
    REQUIRE(codeOf(reply) == "done");
    const base::Json* value = reply->header.find("released");
    REQUIRE((value != nullptr && value->boolean() != nullptr));
    return *value->boolean();
}

/// Journalled and not signed: the child was lost in between.
Proposed consume(LocalWorld& seat, const psbt::Psbt& psbt, std::int64_t seconds = 86'400) {
    const Proposed proposed =
        propose(seat.world, seat.call(), "anna", psbt, seat.clock.now() + base::Seconds{seconds});
    auto sound = std::exchange(seat.helper, std::nullopt);
    seat.loseHelper();
    CHECK(seat.spend(proposed) == "signer.child_lost");
    seat.helper.reset();
    seat.helper.emplace(std::move(*sound));
    return proposed;
}

std::ptrdiff_t countOf(LocalWorld& seat, std::string_view kind) {
    const auto kinds = seat.kinds();
    return std::count(kinds.begin(), kinds.end(), kind);
}

} // namespace

TEST_CASE("what ended unsigned gives its coins and limits back, once, and is never signed afterwards") {
    for (const auto& [kind, person] : {std::pair("rejection", "dora"), std::pair("take_back", "anna")}) {
        CAPTURE(kind);
        LocalWorld seat;
        seat.arm();
        const psbt::Psbt psbt = payment(seat.world, 2'000'000);
        const Proposed again =
            propose(seat.world, seat.call(), "ben", psbt, seat.clock.now() + base::Seconds{3'600});
        Proposed ended = consume(seat, psbt);
        CHECK(seat.refusal(releasing(ended)) == "signer.not_over");
        CHECK(seat.spend(again) == "treasury.finding_refuses"); // the coin is taken
        Proposed without = ended;
        REQUIRE(state(seat.world, seat.call(), person, ended, kind) == "done");
        CHECK(released(seat, without)); // said here: kept, whether the request brings it or not
        CHECK_FALSE(released(seat, ended));
        CHECK(countOf(seat, "withdrawal.released") == 1);
        seat.restart();
        seat.arm();
        CHECK(seat.spend(without) == "signer.not_approved");
        CHECK(seat.spend(again) == "signed");
    }
}

TEST_CASE("what expired unsigned gives its coins and limits back") {
    LocalWorld seat;
    seat.arm();
    const psbt::Psbt psbt = payment(seat.world, 2'000'000);
    const Proposed expired = consume(seat, psbt, 3'600);
    seat.clock.pass(3'599);
    CHECK(seat.refusal(releasing(expired)) == "signer.not_over");
    seat.clock.pass(1);
    CHECK(released(seat, expired));
    CHECK(seat.spend(expired) == "treasury.expired");
    const Proposed again =
        propose(seat.world, seat.call(), "ben", psbt, seat.clock.now() + base::Seconds{3'600});
    CHECK(seat.spend(again) == "signed");
}

TEST_CASE("a question is no end, and what reserved nothing releases nothing") {
    LocalWorld seat;
    seat.arm();
    Proposed asked = consume(seat, payment(seat.world, 2'000'000));
    REQUIRE(state(seat.world, seat.call(), "dora", asked, "question") == "done");
    CHECK(seat.refusal(releasing(asked)) == "signer.not_over");
    Proposed fresh = seat.propose(1'000'000);
    REQUIRE(state(seat.world, seat.call(), "dora", fresh, "rejection") == "done");
    CHECK_FALSE(released(seat, fresh));
    CHECK(countOf(seat, "withdrawal.released") == 0);
    CHECK(seat.refusal(frame("release")) == "signer.bad_request");
}

TEST_CASE("what is signed stays reserved, rejected or expired") {
    LocalWorld seat;
    seat.arm();
    const psbt::Psbt psbt = payment(seat.world, 2'000'000);
    Proposed proposed =
        propose(seat.world, seat.call(), "anna", psbt, seat.clock.now() + base::Seconds{3'600});
    const Proposed again =
        propose(seat.world, seat.call(), "ben", psbt, seat.clock.now() + base::Seconds{7'200});
    REQUIRE(seat.spend(proposed) == "signed");
    CHECK(seat.refusal(releasing(proposed)) == "signer.signed_already");
    REQUIRE(state(seat.world, seat.call(), "dora", proposed, "rejection") == "done");
    CHECK(seat.refusal(releasing(proposed)) == "signer.signed_already");
    seat.clock.pass(3'600);
    CHECK(seat.refusal(releasing(proposed)) == "signer.signed_already");
    seat.restart();
    CHECK(seat.refusal(releasing(proposed)) == "signer.signed_already");
    seat.arm();
    CHECK(seat.spend(again) == "treasury.finding_refuses");
}

TEST_CASE("an intent whose reservation was given back is not authorized, whatever else allows it") {
    LocalWorld seat;
    const Proposed proposed = seat.propose(2'000'000);
    const treasury::Registry registry = treasury::Registry::make(*seat.world.state).value();
    signer::Ledger ledger;
    for (const authority::PayeeEntry& payee : seat.world.state->payees())
        ledger.apply(signer::PayeeSeen{payee.hash}, seat.clock.now());
    const auto attempt = [&] {
        const signer::SeatTime time{seat.clock.now(), seat.clock.now()};
        auto judged = signer::judgeRequest(proposed.bytes(), registry, ledger, time);
        REQUIRE(judged);
        return signer::authorize(std::move(*judged), registry, ledger, time);
    };
    auto authorized = attempt();
    REQUIRE(authorized);
    ledger.apply(authorized->consumption(), seat.clock.now());
    REQUIRE(attempt());
    ledger.apply(signer::ReservationReleased{authorized->consumption().withdrawal}, seat.clock.now());
    const auto refused = attempt();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "signer.released");
}
