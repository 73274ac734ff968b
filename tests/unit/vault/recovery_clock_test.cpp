#include "vault/recovery_clock.h"

#include <doctest/doctest.h>

using namespace strongroom;
using vault::OpeningState;

namespace {

constexpr base::UnixTime NOW{1'800'000'000};

vault::Recovery after(std::uint32_t blocks) {
    return {{2, {0, 1}}, {1, {2}}, blocks};
}

vault::Opening openingAt(std::uint32_t tip, std::uint32_t coin, std::uint32_t blocks) {
    return vault::openingOf(after(blocks), coin, {tip, NOW});
}

} // namespace

TEST_CASE("a coin of block h opens so that block h + N can take the recovery spend, and no block before") {
    const vault::Opening before = openingAt(118, 100, 20);
    CHECK(before.state == OpeningState::soon);
    CHECK(before.height == 120);
    CHECK(before.blocksLeft == 1);
    CHECK(before.about == NOW + base::Seconds{600});
    const vault::Opening open = openingAt(119, 100, 20);
    CHECK(open.state == OpeningState::open);
    CHECK(open.blocksLeft == 0);
    CHECK(open.about == NOW);
    CHECK(openingAt(5'000, 100, 20).state == OpeningState::open);
}

TEST_CASE("the lock of a coin in no block does not count yet") {
    const vault::Opening opening = vault::openingOf(after(20), std::nullopt, {100, NOW});
    CHECK(opening.state == OpeningState::notCounting);
    CHECK_FALSE(opening.about);
}

TEST_CASE("a date is ten minutes for each block that is left") {
    const vault::Opening opening = openingAt(100, 100, 12'960);
    CHECK(opening.state == OpeningState::closed);
    CHECK(opening.blocksLeft == 12'959);
    CHECK(opening.about == NOW + base::Seconds{12'959 * 600});
}

TEST_CASE("notice is 14 days or a tenth of the delay, and at most half of it") {
    CHECK(vault::recoveryNotice(after(12'960)) == 2'016);
    CHECK(vault::recoveryNotice(after(65'535)) == 6'553);
    CHECK(vault::recoveryNotice(after(1'440)) == 720);
    CHECK(vault::recoveryNotice(after(1)) == 0);
    const std::uint32_t opens = 1'000 + 12'960;
    CHECK(openingAt(opens - 1 - 2'016, 1'000, 12'960).state == OpeningState::soon);
    CHECK(openingAt(opens - 2 - 2'016, 1'000, 12'960).state == OpeningState::closed);
}

TEST_CASE("each state of an opening has its own name") {
    CHECK(vault::name(OpeningState::notCounting) == "not_counting");
    CHECK(vault::name(OpeningState::closed) == "closed");
    CHECK(vault::name(OpeningState::soon) == "soon");
    CHECK(vault::name(OpeningState::open) == "open");
}
