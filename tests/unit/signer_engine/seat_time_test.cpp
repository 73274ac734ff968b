#include "signer/engine/seat_time.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::signer;
using base::Seconds;

namespace {

constexpr base::UnixTime NOON{1'800'000'000};

KnownTime marked(base::UnixTime at, Seconds sinceBoot, const std::string& boot) {
    KnownTime known;
    known.latest = at;
    known.note({at, sinceBoot, boot});
    return known;
}

} // namespace

TEST_CASE("a new seat takes the clock's word") {
    CHECK(timeAt({}, {NOON, {5}, "a"}) == SeatTime{NOON, NOON, ClockState::certain});
}

TEST_CASE("while the machine runs time grows with the time since boot, up to the clock") {
    const KnownTime known = marked(NOON, {1'000}, "a");
    const auto at = [&](std::int64_t clock, std::int64_t passed) {
        return timeAt(known, {NOON + Seconds{clock}, {1'000 + passed}, "a"});
    };
    CHECK(at(60, 60) == SeatTime{NOON + Seconds{60}, NOON + Seconds{60}, ClockState::certain});
    // A clock that was corrected: the earlier of both, and never before the mark.
    CHECK(at(61, 60) == SeatTime{NOON + Seconds{61}, NOON + Seconds{61}, ClockState::certain}); // rounded
    CHECK(at(660, 60) == SeatTime{NOON + Seconds{61}, NOON + Seconds{660}, ClockState::certain});
    CHECK(at(30, 60) == SeatTime{NOON + Seconds{30}, NOON + Seconds{30}, ClockState::certain});
    CHECK(at(-540, 60) == SeatTime{NOON, NOON, ClockState::certain});
    // A clock that was set.
    CHECK(at(661, 60) == SeatTime{NOON + Seconds{60}, NOON + Seconds{661}, ClockState::ahead});
    CHECK(at(-541, 60) == SeatTime{NOON + Seconds{60}, NOON - Seconds{541}, ClockState::behind});
}

TEST_CASE("a clock that is pushed at every record wins one second altogether") {
    KnownTime known = marked(NOON, {1'000}, "a");
    for (int i = 0; i < 100; ++i) {
        const SeatTime time = timeAt(known, {NOON + Seconds{500}, {1'000}, "a"});
        CHECK(time.state == ClockState::certain);
        CHECK(time.proven <= NOON + CLOCK_ROUNDING);
        known.note({time.proven, {1'000}, "a"});
    }
    // Clock and time since boot tick at different moments, for ever.
    for (int i = 0; i < 100; ++i) {
        const SeatTime time = timeAt(known, {NOON + Seconds{i + i % 2}, {1'000 + i}, "a"});
        CHECK(time.stated - time.proven == Seconds{0});
        known.note({time.proven, {1'000 + i}, "a"});
    }
}

TEST_CASE("time goes on from what was confirmed") {
    KnownTime known = marked(NOON, {1'000}, "a");
    const base::UnixTime later = NOON + Seconds{100'000};
    known.note({later, {1'000}, "a"});
    known.confirm();
    CHECK(timeAt(known, {later + Seconds{5}, {1'005}, "a"}) ==
          SeatTime{later + Seconds{5}, later + Seconds{5}, ClockState::certain});
}

TEST_CASE("across a start of the machine a night is believed, and what is more is not") {
    const KnownTime known = marked(NOON, {1'000}, "a");
    const auto at = [&](Seconds off, const std::string& boot = "b") {
        return timeAt(known, {NOON + off + Seconds{30}, {30}, boot});
    };
    const base::UnixTime most = NOON + MAX_UNSEEN + Seconds{30};
    CHECK(at(MAX_UNSEEN) == SeatTime{most, most, ClockState::certain});
    CHECK(at(MAX_UNSEEN + Seconds{1}) == SeatTime{NOON + Seconds{30}, most + Seconds{1}, ClockState::ahead});
    CHECK(at({-600}).state == ClockState::certain);
    CHECK(at({-600}).proven == NOON);
    CHECK(at({-601}).state == ClockState::behind);
    // Nobody names the boot: a smaller time since boot is another one.
    CHECK(at(MAX_UNSEEN, "a").state == ClockState::certain);
    CHECK(timeAt(known, {NOON + MAX_UNSEEN, {1'001}, "a"}).state == ClockState::ahead);
}

TEST_CASE("unseen time is believed anew as time is seen, two hours for one") {
    KnownTime known = marked(NOON, {1'000}, "a");
    CHECK(known.unseenAllowed == MAX_UNSEEN);
    base::UnixTime at = NOON + Seconds{16 * 3'600};
    known.note({at, {0}, "b"});
    CHECK(known.unseenAllowed == Seconds{8 * 3'600});
    CHECK(timeAt(known, {at + Seconds{8 * 3'600}, {0}, "c"}).state == ClockState::certain);
    CHECK(timeAt(known, {at + Seconds{8 * 3'600 + 1}, {0}, "c"}).state == ClockState::ahead);
    at = at + Seconds{3'600};
    known.note({at, {3'600}, "b"});
    CHECK(known.unseenAllowed == Seconds{10 * 3'600});
    at = at + Seconds{40 * 3'600};
    known.note({at, {40 * 3'600 + 3'600}, "b"});
    CHECK(known.unseenAllowed == MAX_UNSEEN);
    // Started again and again: time does not run away.
    for (int i = 0; i < 10; ++i)
        known.note({at = at + Seconds{20 * 3'600}, {0}, "boot " + std::to_string(i)});
    CHECK(known.unseenAllowed == Seconds{0});
    known.confirm();
    CHECK(known.unseenAllowed == MAX_UNSEEN);
}

TEST_CASE("numbers that no machine gives do no harm") {
    KnownTime known = marked(NOON, {INT64_MAX}, "a");
    known.note({NOON, {0}, "b"});
    known.note({NOON, {INT64_MAX}, "b"});
    CHECK(known.unseenAllowed == MAX_UNSEEN);
}
