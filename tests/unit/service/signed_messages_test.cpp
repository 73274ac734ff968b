#include "service/signed_messages.h"

#include "fakes/console_world.h"
#include "service/signer_control.h"
#include "service/vaults.h"
#include "service/workspace_state.h"
#include "store/objects.h"
#include "treasury/intent.h"
#include "treasury/message_intent.h"

#include <doctest/doctest.h>

using namespace strongroom;
using test::ConsoleWorld;

namespace {

std::string propose(ConsoleWorld& world) {
    service::Workspace anna = world.open("anna");
    service::MessageWish wish;
    wish.vaultId = service::listVaults(anna).value().front().id;
    wish.message = base::toBytes(base::asBytes("We hold these coins."));
    return service::proposeMessage(anna, wish, ConsoleWorld::secretOf("anna")).value();
}

void approve(ConsoleWorld& world, const std::string& person, const std::string& id) {
    service::Workspace desk = world.open(person);
    REQUIRE(service::approveMessage(desk, id, id, ConsoleWorld::secretOf(person)));
}

service::MessagePhase phaseOf(ConsoleWorld& world, const std::string& id) {
    service::Workspace anna = world.open("anna");
    return service::showMessage(anna, id).value().row.phase;
}

} // namespace

TEST_CASE("words go from proposal to proof as two officers approve them") {
    ConsoleWorld world;
    const std::string id = propose(world);
    CHECK(phaseOf(world, id) == service::MessagePhase::waitingForApprovals);
    approve(world, "ben", id);
    approve(world, "cleo", id);
    CHECK(phaseOf(world, id) == service::MessagePhase::authorized);
    service::Workspace anna = world.open("anna");
    REQUIRE(service::arm(anna, "ben", ConsoleWorld::secretOf("ben")));
    REQUIRE(service::arm(anna, "cleo", ConsoleWorld::secretOf("cleo")));
    const auto proof = service::signMessage(anna, id);
    REQUIRE(proof);
    CHECK(proof->signature.starts_with("smp"));
    const auto shown = service::showMessage(anna, id);
    CHECK(shown->row.phase == service::MessagePhase::signedOut);
    CHECK(shown->signature == proof->signature);
}

TEST_CASE("words are over after their time") {
    ConsoleWorld world;
    const std::string id = propose(world);
    service::Workspace anna = world.open("anna");
    world.clock().shift = {8 * 86'400};
    CHECK(service::showMessage(anna, id)->row.phase == service::MessagePhase::expired);
    CHECK(service::rejectMessage(anna, id, "Late", ConsoleWorld::secretOf("anna")).error().code ==
          "message.closed");
}

TEST_CASE("words that somebody else wrote into the database in a person's name are not shown") {
    ConsoleWorld world;
    const std::string id = propose(world);
    service::Workspace anna = world.open("anna");
    service::Workspace::State& state = anna.state();
    const auto stored =
        store::Objects(state.database).ofType(std::string(treasury::MESSAGE_INTENT_TYPE)).value();
    REQUIRE(stored.size() == 1);
    const auto object = crypto::SignedObject::parse(stored.front().bytes, treasury::MAX_INTENT_BYTES).value();
    treasury::MessageIntent forged = treasury::parseMessageIntent(object).value();
    forged.request.message = base::toBytes(base::asBytes("We owe Mallory everything."));
    const crypto::SignedObject written = crypto::assemble(treasury::toUnsigned(forged), object.signatures());
    const crypto::Hash256 digest = treasury::intentDigest(forged);
    REQUIRE(service::storeObject(state, written.bytes(), digest.span(), "console"));
    const auto rows = service::listMessages(anna).value();
    REQUIRE(rows.size() == 1);
    CHECK(rows.front().id == id);
    CHECK(service::showMessage(anna, service::hexOf(digest)).error().code == "message.not_found");
}
