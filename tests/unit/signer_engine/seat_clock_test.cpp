// Whoever sets a clock wins nothing by it: no wait ends, no window empties, no change cools down (ATTACKS
// A108).
#include "local_station.h"

using namespace strongroom;
using namespace strongroom::test;

namespace {

constexpr std::int64_t HOUR = 3'600;

base::Json waitOf(std::int64_t seconds) {
    return base::Json::Object{{"kind", "delay"}, {"seconds", seconds}};
}

std::string clockState(LocalWorld& seat) {
    return text(*seat.call()(frame("status")), "clock");
}

signer::Frame confirming(const Member& member, base::UnixTime shown) {
    return frame("confirm_clock", {{"person", member.handle}, {"shown_clock", shown.seconds}},
                 {member.approval}, member.passphrase);
}

/// A wait of an hour that has begun.
Proposed waiting(LocalWorld& seat) {
    adoptPolicy(seat, waitOf(HOUR));
    seat.arm();
    const base::UnixTime expires = seat.clock.now() + base::Seconds{20 * 86'400};
    const Proposed proposed =
        test::propose(seat.world, seat.call(), "anna", payment(seat.world, 4'000'000), expires);
    CHECK(seat.spend(proposed) == "signer.still_cooling");
    return proposed;
}

} // namespace

TEST_CASE("setting the clock gives no new day of limits, while open or across a restart") {
    LocalWorld seat;
    seat.arm();
    std::vector<Proposed> all;
    for (int i = 0; i < 21; ++i)
        all.push_back(test::propose(seat.world, seat.call(), "anna", payment(seat.world, 1'000'000),
                                    seat.clock.now() + base::Seconds{20 * 86'400}));
    for (int i = 0; i < 20; ++i)
        REQUIRE(seat.spend(all[static_cast<std::size_t>(i)]) == "signed"); // all of an hour
    seat.clock.set(seat.clock.now() + base::Seconds{10 * 86'400});
    CHECK(seat.spend(all.back()) == "signer.not_approved");
    seat.restart();
    seat.arm();
    CHECK(clockState(seat) == "ahead");
    CHECK(seat.spend(all.back()) == "signer.not_approved");
    seat.clock.startAgain(0); // which hides that it was set
    seat.restart();
    seat.arm();
    CHECK(seat.spend(all.back()) == "signer.not_approved");
    seat.clock.pass(HOUR);
    CHECK(seat.spend(all.back()) == "signed");
}

TEST_CASE("a clock that a time server corrects is left alone") {
    LocalWorld seat;
    seat.arm();
    const Proposed first = seat.propose(2'000'000);
    const Proposed second = seat.propose(2'000'000);
    seat.clock.set(seat.clock.now() + signer::MAX_CLOCK_STEP);
    CHECK(seat.spend(first) == "signed");
    CHECK(clockState(seat) == "certain");
    seat.clock.set(seat.clock.now() - signer::MAX_CLOCK_STEP - signer::MAX_CLOCK_STEP +
                   signer::CLOCK_ROUNDING);
    CHECK(seat.spend(second) == "signed");
    CHECK(clockState(seat) == "certain");
}

TEST_CASE("no step of the clock ends a wait, up to what a machine may have been off") {
    for (const bool tooLong : {false, true}) {
        CAPTURE(tooLong);
        LocalWorld seat;
        const Proposed proposed = waiting(seat);
        seat.clock.set(seat.clock.now() + base::Seconds{2 * HOUR});
        CHECK(seat.spend(proposed) == "signer.still_cooling");
        seat.clock.set(seat.clock.now() - base::Seconds{2 * HOUR});
        seat.clock.startAgain(signer::MAX_UNSEEN.count + (tooLong ? 1 : 0));
        seat.restart();
        seat.arm();
        CHECK(clockState(seat) == (tooLong ? "ahead" : "certain"));
        CHECK(seat.spend(proposed) == (tooLong ? "signer.still_cooling" : "signed"));
        seat.clock.pass(HOUR); // this has passed for sure
        CHECK(seat.spend(proposed) == "signed");
    }
}

TEST_CASE("a machine that is started again and again does not run away with the time") {
    LocalWorld seat;
    const std::int64_t start = seat.clock.now().seconds;
    for (int i = 0; i < 10; ++i) {
        seat.clock.startAgain(23 * HOUR);
        seat.restart();
    }
    CHECK(number(*seat.call()(frame("status")), "time_proven") <= start + signer::MAX_UNSEEN.count);
    CHECK(number(*seat.call()(frame("status")), "time_stated") == start + 230 * HOUR);
}

TEST_CASE("the clock is confirmed by as many as may make the policy less strict, each for themselves") {
    LocalWorld seat;
    const Proposed proposed = waiting(seat);
    const auto confirm = [&](std::string_view handle) {
        return seat.refusal(confirming(seat.world.person(handle), seat.clock.now()));
    };
    CHECK(confirm("anna") == "signer.clock_certain");
    seat.clock.set(seat.clock.now() + base::Seconds{3 * 86'400});
    CHECK(seat.refusal(confirming(seat.world.person("anna"),
                                  seat.clock.now() + signer::MAX_CLOCK_STEP + base::Seconds{1})) ==
          "signer.clock_not_shown");
    CHECK(seat.refusal(confirming(seat.world.person("anna"),
                                  seat.clock.now() - signer::MAX_CLOCK_STEP - base::Seconds{1})) ==
          "signer.clock_not_shown");
    CHECK(seat.refusal(frame("confirm_clock", {{"person", "anna"}})) == "signer.bad_request");
    CHECK(confirm("anna") == "done");
    CHECK(confirm("anna") == "done"); // once more is no second person
    CHECK(confirm("dora") == "done"); // no administrator
    CHECK(clockState(seat) == "ahead");
    CHECK(seat.spend(proposed) == "signer.still_cooling");
    seat.clock.pass(signer::UNSEALED_FOR.count);
    CHECK(confirm("ben") == "done"); // too late for the first
    CHECK(clockState(seat) == "ahead");
    CHECK(confirm("cleo") == "done");
    CHECK(clockState(seat) == "certain");
    CHECK(seat.kinds().back() == "clock.confirmed");
    CHECK(seat.spend(proposed) == "signed");
    seat.restart();
    CHECK(clockState(seat) == "certain");
}

TEST_CASE("a clock before its own records is refused, and one that stood years ahead leaves nothing behind") {
    LocalWorld seat;
    seat.arm();
    const Proposed proposed = seat.propose(2'000'000);
    const base::UnixTime right = seat.clock.now();
    seat.clock.set(right - base::Seconds{86'400});
    CHECK(seat.spend(proposed) == "signer.clock_went_back");
    CHECK(seat.refusal(confirming(seat.world.person("anna"), seat.clock.now())) == "signer.clock_went_back");
    REQUIRE(seat.start(seat.world.seat) == "loaded");
    CHECK(seat.refusal(unlocking(seat.world.person("anna"))) == "signer.clock_went_back");
    CHECK(text(*seat.call()(frame("status")), "phase") == "locked");
    // A machine that starts with the year wrong is set right, and works again.
    seat.clock.set(right);
    seat.clock.startAgain(5 * 365 * 86'400);
    seat.restart();
    CHECK(clockState(seat) == "ahead");
    CHECK(seat.spend(proposed) == "treasury.expired"); // as the clock says
    seat.clock.set(right + base::Seconds{60});
    seat.arm();
    CHECK(clockState(seat) == "certain");
    CHECK(seat.spend(proposed) == "signed");
}

TEST_CASE("a less strict change cools down by time that has passed, and a freeze waits for no clock") {
    LocalWorld seat;
    authority::ChangeRules rules = promptRules();
    rules.cooldown = {HOUR};
    REQUIRE(change(seat.world, seat.call(), authority::ChangeKind::people,
                   authority::documentBytes(
                       authority::toJson(authority::PeopleDocument{seat.world.state->roster(), rules})),
                   {"anna", "ben"}) == "adopted");
    adoptPolicy(seat, waitOf(60));
    const base::Bytes document = authority::documentBytes(promptPolicy());
    base::Bytes head;
    for (const char* handle : {"anna", "ben"}) {
        const Member& member = seat.world.person(handle);
        std::vector<base::Bytes> blobs{member.approval, document};
        if (!head.empty())
            blobs.push_back(head);
        Reply reply = seat.call()(frame("head", {{"person", member.handle}, {"kind", "policy"}},
                                        std::move(blobs), member.passphrase));
        REQUIRE(codeOf(reply) == "done");
        head = std::move(reply->blobs.at(0));
    }
    const auto adopt = [&] { return seat.refusal(frame("adopt", {}, {head, document})); };
    CHECK(adopt() == "authority.cooling_down");
    seat.clock.set(seat.clock.now() + base::Seconds{86'400});
    CHECK(adopt() == "authority.cooling_down");
    seat.restart();
    CHECK(adopt() == "authority.cooling_down");
    seat.clock.pass(HOUR - 1);
    CHECK(adopt() == "authority.cooling_down");
    seat.clock.pass(1);
    CHECK(adopt() == "done");
    const authority::Change made{crypto::SignedObject::parse(head, authority::MAX_HEAD_BYTES).value(),
                                 document};
    seat.world.state = authority::verifyChange(*seat.world.state, made, treasury::RecordJudge())->preview();
    CHECK(clockState(seat) == "ahead");
    CHECK(change(seat.world, seat.call(), authority::ChangeKind::freeze, {}, {"dora"}) == "adopted");
}

TEST_CASE(
    "a station believes the time that two approvers signed at their desks, as far as its own clock goes") {
    LocalStation cold(waitOf(HOUR));
    const std::int64_t start = cold.provenTime();
    cold.machine.clock.startAgain(30 * 86'400);
    cold.unlock();
    CHECK(cold.provenTime() == start);
    cold.office.clock.pass(10 * 86'400);
    const Proposed proposed = cold.request(20'000'000);
    CHECK(cold.sign(proposed) == "signer.still_cooling"); // its own first sight
    CHECK(cold.provenTime() == start + 10 * 86'400);
    cold.machine.clock.pass(HOUR);
    CHECK(cold.sign(proposed) == "signed");
    // The office's clock stands ahead of the station's: that does not carry the station along.
    cold.office.clock.pass(20 * 86'400 + 2 * HOUR + 300);
    cold.machine.clock.pass(HOUR);
    CHECK(cold.sign(cold.request(20'000'000)) == "signer.still_cooling");
    CHECK(cold.provenTime() == start + 30 * 86'400 + 2 * HOUR);
}

TEST_CASE("a station begins a wait when it first sees the approvals, and signs when it is over, not before") {
    LocalStation cold(waitOf(HOUR));
    const Proposed proposed = cold.request(20'000'000);
    // The office waits before it shows the request to anybody, by a request that signs nothing.
    REQUIRE(codeOf(cold.office.call()(frame("hear", {}, {proposed.bytes()}))) == "done");
    CHECK(cold.office.kinds().back() == "withdrawal.cooling");
    cold.machine.clock.pass(2 * HOUR); // nobody asked the station yet
    const Reply review = cold.machine.call()(frame("review", {}, {proposed.bytes()}));
    REQUIRE(codeOf(review) == "done");
    CHECK(text(*review, "refusal_code") == "signer.still_cooling");
    cold.machine.clock.pass(HOUR - 1);
    CHECK(cold.sign(proposed) == "signer.still_cooling");
    cold.unlock(); // after a restart
    CHECK(cold.sign(proposed) == "signer.still_cooling");
    cold.machine.clock.pass(1);
    CHECK(cold.sign(proposed) == "signed");
}
