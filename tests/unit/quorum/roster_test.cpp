#include "quorum/roster.h"

#include "base/text_encoding.h"
#include "fakes/team.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::quorum;
using strongroom::test::starterPeople;
using strongroom::test::with;

namespace {

Error errorOf(std::vector<Person> people) {
    const auto roster = Roster::make(std::move(people));
    REQUIRE(!roster);
    return roster.error();
}

base::Json starterJson() {
    return test::starterRoster().toJson();
}

base::Json& firstPerson(base::Json& roster) {
    return roster.object()->at("people").array()->front();
}

Error parseErrorOf(const base::Json& json) {
    const auto roster = Roster::parse(json);
    REQUIRE(!roster);
    return roster.error();
}

} // namespace

TEST_CASE("a roster survives its JSON form, byte for byte") {
    const Roster roster = test::starterRoster();
    const auto again = Roster::parse(*base::Json::parseCanonical(roster.toJson().canonical()));
    REQUIRE(again);
    CHECK(*again == roster);
    CHECK(again->toJson().canonical() == roster.toJson().canonical());
}

TEST_CASE("a roster finds people by id, handle and device key") {
    const Roster roster = test::starterRoster();
    REQUIRE(roster.findByHandle("ben") != nullptr);
    CHECK(roster.find(test::personId("ben")) == roster.findByHandle("ben"));
    const auto holder = roster.holderOf(crypto::keyIdOf(test::deviceKey("ben", 1).publicKey()));
    REQUIRE(holder);
    CHECK(holder->person->handle == "ben");
    CHECK(roster.findByHandle("mallory") == nullptr);
    CHECK(!roster.holderOf(crypto::keyIdOf(test::deviceKey("mallory", 0).publicKey())));
}

TEST_CASE("a person's id that is not the hash of the first device key is refused") {
    CHECK(errorOf(with(starterPeople(), "ben", [](Person& ben) { ben.id = test::personId("dora"); })) ==
          Error::wrongPersonId);
}

TEST_CASE("a device key without proof of possession is refused") {
    SUBCASE("no proof at all") {
        CHECK(errorOf(with(starterPeople(), "ben", [](Person& ben) { ben.devices[0].possession = {}; })) ==
              Error::noPossession);
    }
    SUBCASE("somebody else's proof, for somebody else") {
        const auto people = with(starterPeople(), "ben", [](Person& ben) {
            ben.devices.push_back(test::device("mallory", 0)); // proof says: belongs to mallory
        });
        CHECK(errorOf(people) == Error::noPossession);
    }
}

TEST_CASE("the same device key never stands for two people") {
    auto people = starterPeople();
    people.push_back(people.front());
    people.back().name = "Somebody else";
    people.back().handle = "else";
    CHECK(errorOf(people) == Error::duplicatePerson);

    // Ben's person again through a properly proven second device that Dora also has.
    const crypto::Ed25519KeyPair shared = test::deviceKey("shared", 0);
    const auto add = [&](Person& person) {
        const auto digest = possessionDigest(person.id, shared.publicKey());
        person.devices.push_back({shared.publicKey(), crypto::keyIdOf(shared.publicKey()), "shared",
                                  DeviceState::active, shared.sign(digest.span())});
    };
    CHECK(errorOf(with(with(starterPeople(), "ben", add), "dora", add)) == Error::duplicateKey);
}

TEST_CASE("names are plain, bounded and unique") {
    for (const std::string& name :
         {std::string(), std::string(65, 'a'), std::string(" Ben"), std::string("Ben\xE2\x80\xAE"),
          std::string("Ben\n"), std::string("\xFF")})
        CHECK(errorOf(with(starterPeople(), "ben", [&](Person& ben) { ben.name = name; })) == Error::badName);
    for (const char* handle : {"", "Ben", "1ben", "be n", "../ben"})
        CHECK(errorOf(with(starterPeople(), "ben", [&](Person& ben) { ben.handle = handle; })) ==
              Error::badName);
    CHECK(errorOf(with(starterPeople(), "ben", [](Person& ben) { ben.devices[1].label = ""; })) ==
          Error::badName);
    CHECK(errorOf(with(starterPeople(), "ben", [](Person& ben) { ben.handle = "dora"; })) ==
          Error::duplicateName);
    CHECK(errorOf(with(starterPeople(), "ben", [](Person& ben) { ben.name = "Test dora"; })) ==
          Error::duplicateName);
    CHECK(Roster::make(with(starterPeople(), "ben", [](Person& ben) { ben.name = std::string(64, 'a'); })));
}

TEST_CASE("a roster has at most 64 people with at most 8 devices each") {
    std::vector<Person> people;
    for (std::size_t i = 0; i < MAX_PEOPLE; ++i)
        people.push_back(test::person("p" + std::to_string(i), {Role::officer}));
    CHECK(Roster::make(people));
    people.push_back(test::person("more", {Role::officer}));
    CHECK(errorOf(people) == Error::tooMany);
    CHECK(Roster::make({test::person("many", {Role::officer}, MAX_DEVICES)}));
    CHECK(errorOf({test::person("many", {Role::officer}, MAX_DEVICES + 1)}) == Error::tooMany);
    CHECK(errorOf({test::person("none", {Role::officer}, 0)}) == Error::malformed);
}

TEST_CASE("a roster's JSON has exactly one form") {
    base::Json json = starterJson();
    SUBCASE("an unknown member") {
        firstPerson(json).object()->emplace("admin", true);
        CHECK(parseErrorOf(json) == Error::malformed);
    }
    SUBCASE("a missing member") {
        firstPerson(json).object()->erase("state");
        CHECK(parseErrorOf(json) == Error::malformed);
    }
    SUBCASE("people in another order") {
        auto& people = *json.object()->at("people").array();
        std::swap(people[0], people[1]);
        CHECK(parseErrorOf(json) == Error::malformed);
    }
    SUBCASE("a role twice") {
        firstPerson(json).object()->insert_or_assign("roles", base::Json::Array{"officer", "officer"});
        CHECK(parseErrorOf(json) == Error::malformed);
    }
    SUBCASE("a role that is no text") {
        firstPerson(json).object()->insert_or_assign("roles", base::Json::Array{1});
        CHECK(parseErrorOf(json) == Error::malformed);
    }
    SUBCASE("a role that does not exist") {
        firstPerson(json).object()->insert_or_assign("roles", base::Json::Array{"emperor"});
        CHECK(parseErrorOf(json) == Error::unknownRole);
    }
    SUBCASE("a state that does not exist") {
        firstPerson(json).object()->insert_or_assign("state", "retired");
        CHECK(parseErrorOf(json) == Error::malformed);
    }
    SUBCASE("a device state that does not exist") {
        base::Json& device = firstPerson(json).object()->at("devices").array()->front();
        device.object()->insert_or_assign("state", "suspended");
        CHECK(parseErrorOf(json) == Error::malformed);
    }
    SUBCASE("another version") {
        json.object()->insert_or_assign("v", 2);
        CHECK(parseErrorOf(json) == Error::malformed);
    }
    SUBCASE("upper-case hex") {
        base::Json& device = firstPerson(json).object()->at("devices").array()->front();
        device.object()->insert_or_assign("key", "AA" + std::string(62, '0'));
        CHECK(parseErrorOf(json) == Error::malformed);
    }
    SUBCASE("another algorithm") {
        base::Json& device = firstPerson(json).object()->at("devices").array()->front();
        device.object()->insert_or_assign("alg", "rsa");
        CHECK(parseErrorOf(json) == Error::malformed);
    }
}

TEST_CASE("suspending, revoking and taking roles away is stricter; everything else is less strict") {
    const Roster before = test::starterRoster();
    const auto classify = [&](std::vector<Person> people) {
        return *classifyEdit(before, test::rosterOf(std::move(people)));
    };
    CHECK(classify(starterPeople()) == EditClass::unchanged);
    CHECK(classify(with(starterPeople(), "ben", [](Person& p) { p.state = PersonState::suspended; })) ==
          EditClass::stricter);
    CHECK(classify(with(starterPeople(), "ben", [](Person& p) {
              p.devices[1].state = DeviceState::revoked;
          })) == EditClass::stricter);
    CHECK(classify(with(starterPeople(), "ben", [](Person& p) { p.roles = {Role::officer}; })) ==
          EditClass::stricter);
    CHECK(classify(with(starterPeople(), "ben", [](Person& p) {
              p.state = PersonState::suspended;
              p.roles = {Role::officer, Role::compliance};
          })) == EditClass::lessStrict);
    CHECK(classify(with(starterPeople(), "dora", [](Person& p) {
              p.devices.push_back(test::device("dora", 1));
          })) == EditClass::lessStrict);
    CHECK(classify(with(starterPeople(), "dora", [](Person& p) { p.name = "Dora B"; })) ==
          EditClass::lessStrict);
    auto more = starterPeople();
    more.push_back(test::person("fred", {Role::auditor}));
    CHECK(classify(more) == EditClass::lessStrict);
    const Roster suspended =
        test::rosterOf(with(starterPeople(), "ben", [](Person& p) { p.state = PersonState::suspended; }));
    CHECK(*classifyEdit(suspended, before) == EditClass::lessStrict);
}

TEST_CASE("no edit removes a person or a device, or revives what was revoked") {
    const Roster before = test::rosterOf(
        with(starterPeople(), "ben", [](Person& p) { p.devices[1].state = DeviceState::revoked; }));
    auto fewer = starterPeople();
    fewer.pop_back();
    CHECK(classifyEdit(before, test::rosterOf(fewer)).error() == Error::personRemoved);
    CHECK(classifyEdit(before,
                       test::rosterOf(with(starterPeople(), "ben", [](Person& p) { p.devices.pop_back(); })))
              .error() == Error::deviceRemoved);
    CHECK(classifyEdit(before, test::rosterOf(with(starterPeople(), "ben",
                                                   [](Person& p) { p.devices[1] = test::device("ben", 2); })))
              .error() == Error::deviceRemoved);
    CHECK(classifyEdit(before, test::starterRoster()).error() == Error::revivedDevice);
    const Roster revoked =
        test::rosterOf(with(starterPeople(), "emil", [](Person& p) { p.state = PersonState::revoked; }));
    CHECK(classifyEdit(revoked, test::starterRoster()).error() == Error::revivedPerson);
    CHECK(classifyEdit(revoked, test::rosterOf(with(starterPeople(), "emil",
                                                    [](Person& p) { p.state = PersonState::suspended; })))
              .error() == Error::revivedPerson);
}

TEST_CASE("a roster made by hand is held to the same form") {
    CHECK(errorOf(with(starterPeople(), "ben", [](Person& ben) {
              ben.roles = {Role::admin, Role::officer};
          })) == Error::malformed);
    CHECK(errorOf(with(starterPeople(), "ben", [](Person& ben) {
              ben.roles = {Role::admin, Role::admin};
          })) == Error::malformed);
    CHECK(errorOf(with(starterPeople(), "ben", [](Person& ben) { ben.devices[1].id = ben.devices[0].id; })) ==
          Error::malformed);
}
