#include "service/found_treasury.h"

#include "fakes/console_world.h"
#include "support/secret_text.h"

#include <doctest/doctest.h>
#include <filesystem>

namespace {

using namespace strongroom;
using test::ConsoleWorld;

service::FoundingPlan plan() {
    return {.treasuryName = "Second", .network = "regtest", .training = true};
}

TEST_CASE("a founding session makes a workspace with a slot for everybody and leaves nothing else") {
    ConsoleWorld world;
    const auto card = service::readCard(world.ports(), world.folder());
    REQUIRE(card);
    CHECK(card->treasuryName == "Exercise");
    CHECK(card->network == "regtest");
    CHECK(card->training);
    CHECK(card->treasuryId.size() == 64);
    CHECK(card->people.size() == test::starterEnrolments().size());
    CHECK(card->people.front().shownPassphrase == ConsoleWorld::passphraseOf("anna"));
    CHECK_FALSE(std::filesystem::exists(world.folder() + ".founding"));
}

TEST_CASE("a founding session says what is missing, and completes nothing before") {
    ConsoleWorld world;
    const std::string folder = world.temporary() / "second.strongroom";
    auto session = service::beginFounding(world.ports(), folder, plan());
    REQUIRE(session);
    CHECK_FALSE((*session)->review({}).problems.empty());
    CHECK_FALSE((*session)->review({}).policySentences.empty());
    CHECK_FALSE((*session)->review({}).changeSentences.empty());
    const auto completed = (*session)->complete({});
    REQUIRE_FALSE(completed);
    CHECK(completed.error().code == "founding.incomplete");
    CHECK_FALSE(std::filesystem::exists(folder));
}

TEST_CASE("nobody enrols twice, and who was removed is not a founder") {
    ConsoleWorld world;
    auto session = service::beginFounding(world.ports(), world.temporary() / "second.strongroom", plan());
    REQUIRE(session);
    auto people = test::starterEnrolments();
    for (const service::Enrolment& person : people)
        REQUIRE((*session)->enrol(person, ConsoleWorld::secretOf(person.personId)));
    const auto again = (*session)->enrol(people.front(), test::secretText("another one"));
    REQUIRE_FALSE(again);
    CHECK(again.error().code == "founding.person_exists");
    REQUIRE((*session)->remove("emil"));
    CHECK_FALSE((*session)->remove("emil"));
    const auto card = (*session)->complete({});
    REQUIRE(card);
    CHECK(card->people.size() == people.size() - 1);
}

TEST_CASE("an unknown role and an empty passphrase are refused by the signer") {
    ConsoleWorld world;
    auto session = service::beginFounding(world.ports(), world.temporary() / "second.strongroom", plan());
    REQUIRE(session);
    CHECK_FALSE((*session)->enrol({"zoe", "Zoe", {"emperor"}}, test::secretText("a passphrase of hers")));
    CHECK_FALSE((*session)->enrol({"zoe", "Zoe", {"officer"}}, test::secretText("")));
    CHECK((*session)->review({}).people.empty());
}

TEST_CASE("a real treasury refuses a short passphrase") {
    ConsoleWorld world;
    auto session = service::beginFounding(world.ports(), world.temporary() / "second.strongroom",
                                          {.treasuryName = "Second", .network = "regtest"});
    REQUIRE(session);
    const auto enrolled = (*session)->enrol({"zoe", "Zoe", {"officer"}}, test::secretText("eleven char"));
    REQUIRE_FALSE(enrolled);
    CHECK(enrolled.error().code == "founding.passphrase_short");
}

TEST_CASE("what can never be founded is refused before anybody enrols") {
    ConsoleWorld world;
    const std::string folder = world.temporary() / "second.strongroom";
    const auto codeOf = [&](const std::string& where, const service::FoundingPlan& what) {
        const auto session = service::beginFounding(world.ports(), where, what);
        return session ? std::string("founded") : session.error().code;
    };
    CHECK(codeOf(folder, {.treasuryName = "M", .network = "main"}) == "authority.mainnet_prerelease");
    CHECK(codeOf(folder, {.treasuryName = "M", .network = "main", .training = true}) ==
          "authority.training_on_main");
    CHECK(codeOf(folder, {.treasuryName = "M", .network = "signet", .training = true}) == "training.only");
    CHECK(codeOf(folder, {.treasuryName = "M", .network = "moon"}) == "input.network");
    CHECK(codeOf(folder, {.treasuryName = "", .network = "regtest"}) == "input.name");
    CHECK(codeOf(world.folder(), plan()) == "workspace.exists");
}

} // namespace
