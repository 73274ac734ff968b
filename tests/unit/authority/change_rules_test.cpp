#include "authority/change_rules.h"

#include "fakes/founding.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::authority;
using quorum::Role;

TEST_CASE("change rules and the people document survive their JSON form") {
    const PeopleDocument people{test::starterRoster(), test::starterChangeRules()};
    const auto again = parsePeople(*base::Json::parseCanonical(toJson(people).canonical()));
    REQUIRE(again);
    CHECK(again->rules == people.rules);
    CHECK(again->roster == people.roster);
    CHECK(peopleHash(*again) == peopleHash(people));
}

TEST_CASE("change rules have exactly one form") {
    const base::Json good = toJson(test::starterChangeRules());
    const auto refused = [&](auto change) {
        base::Json json = good;
        change(*json.object());
        return !parseChangeRules(json).has_value();
    };
    CHECK(!refused([](base::Json::Object&) {}));
    CHECK(refused([](base::Json::Object& o) { o["cooldown"] = -1; }));
    CHECK(refused([](base::Json::Object& o) { o["cooldown"] = MAX_COOLDOWN.count + 1; }));
    CHECK(!refused([](base::Json::Object& o) { o["cooldown"] = MAX_COOLDOWN.count; }));
    CHECK(refused([](base::Json::Object& o) { o["payee_cooling"] = -1; }));
    CHECK(refused([](base::Json::Object& o) { o["x"] = 1; }));
    CHECK(refused([](base::Json::Object& o) { o["quorums"].object()->erase("people"); }));
    CHECK(refused(
        [](base::Json::Object& o) { o["quorums"].object()->emplace("freeze", base::Json::Array{}); }));
    CHECK(refused([](base::Json::Object& o) { (*o["quorums"].object())["people"] = base::Json::Array{}; }));
}

TEST_CASE("where a change can loosen anything, two people at least and one fewer than there are") {
    const quorum::Roster roster = test::starterRoster();
    ChangeRules rules = test::starterChangeRules();
    CHECK(checkNewRules(rules, roster));
    rules.people = {{3, Role::admin, std::nullopt}};
    CHECK(checkNewRules(rules, roster).error() == Error::quorumTooSmall);
    CHECK(checkReachable(rules, roster));
    rules.people = {{1, Role::admin, std::nullopt}, {1, Role::officer, std::nullopt}};
    CHECK(checkNewRules(rules, roster));
    rules.people = {{4, Role::admin, std::nullopt}};
    CHECK(checkReachable(rules, roster).error() == Error::quorumUnreachable);
    rules = test::starterChangeRules();
    rules.payees = {{1, Role::compliance, std::nullopt}}; // there is one only
    CHECK(checkNewRules(rules, roster).error() == Error::quorumTooSmall);
}

TEST_CASE("somebody must always be able to freeze") {
    auto people = test::starterPeople();
    for (const char* handle : {"anna", "ben", "cleo"})
        people = test::with(people, handle, [](quorum::Person& p) { p.roles = {Role::admin}; });
    ChangeRules rules = test::starterChangeRules();
    rules.payees = {{1, Role::admin, std::nullopt}};
    CHECK(checkReachable(rules, test::rosterOf(people)));
    for (const char* handle : {"dora", "emil"})
        people = test::with(people, handle, [](quorum::Person& p) { p.roles = {}; });
    CHECK(checkReachable(rules, test::rosterOf(people)).error() == Error::quorumUnreachable);
}

TEST_CASE("rules are stricter only when they ask for no less and wait no shorter") {
    const ChangeRules rules = test::starterChangeRules();
    ChangeRules other = rules;
    CHECK(isAtLeastAsStrict(rules, other));
    other.payeeCooling.count -= 1;
    CHECK(!isAtLeastAsStrict(rules, other));
    other = rules;
    other.payees = {{2, Role::officer, std::nullopt}};
    CHECK(isAtLeastAsStrict(rules, other));
    CHECK(!isAtLeastAsStrict(other, rules));
}
