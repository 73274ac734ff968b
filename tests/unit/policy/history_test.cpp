#include "policy/history.h"

#include "base/json.h"
#include "examples.h"

using namespace strongroom;
using namespace strongroom::policy;
using namespace strongroom::policy::test;

namespace {

const crypto::Hash256 MINE = hashOf(0x55);

WindowCount before(const History& log, std::int64_t seconds = DAY) {
    return log.before(HOT, {seconds}, NOW, MINE).proven();
}
WindowCount after(const History& log, std::int64_t outflow) {
    return log.after(HOT, {DAY}, NOW, MINE, Fact<base::Amount>::fromBytes(sat(outflow))).proven();
}

} // namespace

TEST_CASE("a payment leaves the window exactly when it is as old as the window is long") {
    CHECK(before(history({earlier(DAY - 1, 10)})) == WindowCount{10, 1});
    CHECK(before(history({earlier(DAY, 10)})) == WindowCount{0, 0});
}

TEST_CASE("a payment dated in the future counts: no clock step empties a window (A108)") {
    CHECK(before(history({earlier(-5'000, 10)}), 60) == WindowCount{10, 1});
}

TEST_CASE("another vault's payments are not counted") {
    HistoryEntry other = earlier(10, 10);
    other.vault = COLD;
    CHECK(before(history({other})) == WindowCount{0, 0});
}

TEST_CASE("a fee bump of the same outpoints counts once, with the larger outflow (A109)") {
    CHECK(before(history({earlier(100, 10), earlier(50, 12)})) == WindowCount{12, 1});
    CHECK(before(history({earlier(100, 12), earlier(50, 10)})) == WindowCount{12, 1});
    CHECK(before(history({earlier(100, 10, 0x01), earlier(50, 12, 0x02)})) == WindowCount{22, 2});
}

TEST_CASE("a bumped payment stays in the window as long as its latest version") {
    CHECK(before(history({earlier(2 * DAY, 30), earlier(50, 12)})) == WindowCount{30, 1});
}

TEST_CASE("the spend under judgement counts once, as the larger of its versions") {
    const History log = history({earlier(100, 10), earlier(50, 40, 0x55)});
    CHECK(before(log) == WindowCount{10, 1});
    CHECK(after(log, 30) == WindowCount{50, 2});
    CHECK(after(log, 41) == WindowCount{51, 2});
}

TEST_CASE("an unknown outflow makes the window after it unknown") {
    CHECK_FALSE(history().after(HOT, {DAY}, NOW, MINE, {}).stated());
}

TEST_CASE("sums are capped, never wrapped") {
    std::vector<HistoryEntry> entries;
    for (std::uint8_t i = 1; i < 20; ++i)
        entries.push_back(earlier(10, base::Amount::MAX_SATOSHI, i));
    CHECK(before(history(entries)).sum == base::Json::MAX_INTEGER);
    CHECK(after(history(entries), base::Amount::MAX_SATOSHI).sum == base::Json::MAX_INTEGER);
}

TEST_CASE("nothing known is UNKNOWN, and what the host says is not proven") {
    CHECK_FALSE(History::unknown().before(HOT, {DAY}, NOW, MINE).stated());
    CHECK_FALSE(History::complete({}, Provenance::host).before(HOT, {DAY}, NOW, MINE).isProven());
}

TEST_CASE("a station counts the larger of its own log and the office's sheet, and nothing without a sheet") {
    const auto station = [](std::vector<AttestedWindow> sheets) {
        return History::station({earlier(100, 10)}, std::move(sheets));
    };
    CHECK_FALSE(station({}).before(HOT, {DAY}, NOW, MINE).stated());
    CHECK_FALSE(station({{HOT, {3'600}, 5, 1}}).before(HOT, {DAY}, NOW, MINE).stated());
    CHECK_FALSE(station({{COLD, {DAY}, 5, 1}}).before(HOT, {DAY}, NOW, MINE).stated());
    CHECK(before(station({{HOT, {DAY}, 5, 3}})) == WindowCount{10, 3});
    CHECK(before(station({{HOT, {DAY}, 500, 0}})) == WindowCount{500, 1});
    CHECK(station({{HOT, {DAY}, 5, 3}}).before(HOT, {DAY}, NOW, MINE).provenance() == Provenance::attested);
}
