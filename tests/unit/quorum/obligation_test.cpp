#include "quorum/obligation.h"

#include "fakes/team.h"

#include <doctest/doctest.h>

#include <array>

using namespace strongroom;
using namespace strongroom::quorum;
using strongroom::test::starterPeople;
using strongroom::test::with;

TEST_CASE("the parts of an obligation survive their JSON form") {
    const std::vector<SubQuorum> parts = {{2, Role::officer, Role::cfo}, {1, Role::compliance, std::nullopt}};
    const auto again = parseParts(partsToJson(parts));
    REQUIRE(again);
    CHECK(*again == parts);
}

TEST_CASE("a quorum of nobody, of too many or of an unknown role is refused") {
    const auto errorOf = [](const char* text) {
        const auto parts = parseParts(*base::Json::parse(text));
        REQUIRE(!parts);
        return parts.error();
    };
    CHECK(errorOf(R"([])") == Error::badObligation);
    CHECK(errorOf(R"([{"k":0,"role":"officer"}])") == Error::badObligation);
    CHECK(errorOf(R"([{"k":-1,"role":"officer"}])") == Error::badObligation);
    CHECK(errorOf(R"([{"k":101,"role":"officer"}])") == Error::badObligation);
    CHECK(errorOf(R"([{"k":4294967298,"role":"officer"}])") == Error::badObligation);
    CHECK(errorOf(R"([{"k":1,"role":"Officer"}])") == Error::unknownRole);
    CHECK(errorOf(R"([{"k":1,"must_include_role":"boss","role":"officer"}])") == Error::unknownRole);
    CHECK(errorOf(R"([{"k":1,"role":"officer","x":1}])") == Error::malformed);
    CHECK(errorOf(R"([{"k":"2","role":"officer"}])") == Error::malformed);
    CHECK(errorOf(R"({"k":2,"role":"officer"})") == Error::malformed);
}

TEST_CASE("reachable means: active people could fill every place") {
    const Roster roster = test::starterRoster();
    const auto officers = [](std::uint32_t k) {
        return Obligation{{{k, Role::officer, std::nullopt}}, {}, {}};
    };
    CHECK(isReachable(officers(5), roster, {}));
    CHECK(!isReachable(officers(6), roster, {}));
    const std::array absent = {test::personId("dora")};
    CHECK(isReachable(officers(4), roster, absent));
    CHECK(!isReachable(officers(5), roster, absent));
    Obligation excluding = officers(5);
    excluding.exclude = {test::personId("emil")};
    CHECK(!isReachable(excluding, roster, {}));
    const Roster oneSuspended =
        test::rosterOf(with(starterPeople(), "emil", [](Person& p) { p.state = PersonState::suspended; }));
    CHECK(!isReachable(officers(5), oneSuspended, {}));
    const Roster oneWithoutDevice = test::rosterOf(
        with(starterPeople(), "emil", [](Person& p) { p.devices[0].state = DeviceState::revoked; }));
    CHECK(!isReachable(officers(5), oneWithoutDevice, {}));
    CHECK(isReachable({{{2, Role::officer, Role::cfo}}, {}, {}}, roster, {}));
    const std::array noCfo = {test::personId("anna")};
    CHECK(!isReachable({{{2, Role::officer, Role::cfo}}, {}, {}}, roster, noCfo));
    // Three administrators fill three places, but not three as administrators and three as officers of five.
    CHECK(isReachable({{{3, Role::admin, std::nullopt}, {2, Role::officer, std::nullopt}}, {}, {}}, roster,
                      {}));
    CHECK(!isReachable({{{3, Role::admin, std::nullopt}, {3, Role::officer, std::nullopt}}, {}, {}}, roster,
                       {}));
}

TEST_CASE("a quorum is at least as strict only when it asks for no less anywhere") {
    const std::vector<SubQuorum> two = {{2, Role::admin, std::nullopt}};
    CHECK(isAtLeastAsStrict(two, two));
    CHECK(isAtLeastAsStrict(two, {{3, Role::admin, std::nullopt}}));
    CHECK(isAtLeastAsStrict(two, {{2, Role::admin, Role::cfo}}));
    CHECK(isAtLeastAsStrict(two, {{2, Role::admin, std::nullopt}, {1, Role::compliance, std::nullopt}}));
    CHECK(!isAtLeastAsStrict(two, {{1, Role::admin, std::nullopt}}));
    CHECK(!isAtLeastAsStrict(two, {{3, Role::officer, std::nullopt}}));
    CHECK(!isAtLeastAsStrict(two, {}));
    CHECK(!isAtLeastAsStrict({{2, Role::admin, Role::cfo}}, {{3, Role::admin, std::nullopt}}));
}
