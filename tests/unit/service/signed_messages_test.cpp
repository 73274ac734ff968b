#include "service/signed_messages.h"

#include "fakes/console_world.h"
#include "service/approve_withdrawal.h"
#include "service/message_leg.h"
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

/// A statement that `person` signs without the use cases: what a desk of theirs would send.
base::Bytes saidElsewhere(service::Workspace& workspace, const std::string& person, const std::string& id,
                          const std::string& kind) {
    service::Workspace::State& state = workspace.state();
    const auto intents =
        store::Objects(state.database).ofType(std::string(treasury::MESSAGE_INTENT_TYPE)).value();
    service::SignerRequest request;
    request.verb = "message_state";
    request.fields = {{"kind", kind}, {"shown_digest", id}, {"note", "By hand"}};
    request.blobs = {intents.front().bytes};
    return service::askSignerAs(state, person, std::move(request), ConsoleWorld::secretOf(person))
        .value()
        .blobs.front();
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

TEST_CASE("what came from a desk about words is kept only when it stands, and when it decides something") {
    ConsoleWorld world;
    const std::string id = propose(world);
    const auto importCode = [](service::Workspace& workspace, const base::Bytes& file) {
        const auto imported = service::importApproval(workspace, file);
        return imported ? "done" : imported.error().code;
    };
    {
        service::Workspace ben = world.open("ben");
        CHECK(importCode(ben, saidElsewhere(ben, "ben", id, "question")) == "approval.does_not_count");
        const auto approval =
            crypto::SignedObject::parse(saidElsewhere(ben, "ben", id, "approval"), treasury::MAX_INTENT_BYTES)
                .value();
        std::vector<crypto::Signature> forged = approval.signatures();
        forged.front().signature.back() ^= 1;
        const crypto::Unsigned statement{approval.type(), approval.treasury(), approval.body()};
        CHECK(importCode(ben, crypto::assemble(statement, forged).bytes()) == "quorum.bad_signature");
        CHECK(service::showMessage(ben, id)->approvals.empty());
        const auto imported = service::importApproval(ben, approval.bytes());
        REQUIRE(imported);
        CHECK(imported->about == service::Subject::message);
        CHECK(imported->id == id);
        CHECK(service::showMessage(ben, id)->approvedBy.size() == 1);
    }
    service::Workspace anna = world.open("anna");
    const base::Bytes late = saidElsewhere(anna, "anna", id, "take_back");
    REQUIRE(importCode(anna, late) == "done");
    CHECK(service::showMessage(anna, id)->row.phase == service::MessagePhase::takenBack);
    CHECK(importCode(anna, late) == "message.closed");
    CHECK(service::exportApprovalRequest(anna, id).error().code == "message.closed");
}

TEST_CASE("who may still do what about words is said with the reason") {
    ConsoleWorld world;
    const std::string id = propose(world);
    const auto actionsOf = [&](const std::string& person) {
        service::Workspace desk = world.open(person);
        return service::showMessage(desk, id).value().actions;
    };
    CHECK(actionsOf("ben").approve);
    CHECK(actionsOf("ben").reject);
    CHECK_FALSE(actionsOf("ben").takeBack);
    CHECK_FALSE(actionsOf("anna").approve);
    CHECK(actionsOf("anna").whyNotApprove == "You proposed it: your own approval does not count.");
    CHECK(actionsOf("anna").takeBack);
    CHECK_FALSE(actionsOf("anna").reject);
    CHECK_FALSE(actionsOf("audrey").reject);
    approve(world, "ben", id);
    CHECK(actionsOf("ben").whyNotApprove == "You have approved already.");
    approve(world, "cleo", id);
    CHECK(actionsOf("anna").advance);
    CHECK_FALSE(actionsOf("anna").exportForStation);
}

TEST_CASE("a console that only reads shows words, and changes nothing about them") {
    ConsoleWorld world;
    const std::string id = propose(world);
    const service::Workspace writer = world.open("anna");
    service::Workspace reader = world.open("ben");
    const auto shown = service::showMessage(reader, id);
    REQUIRE(shown);
    CHECK_FALSE(shown->actions.approve);
    CHECK_FALSE(shown->actions.reject);
    CHECK(shown->row.message == "We hold these coins.");
    const service::SecretText secret = ConsoleWorld::secretOf("ben");
    CHECK(service::approveMessage(reader, id, id, secret).error().code == "workspace.read_only");
    CHECK(service::rejectMessage(reader, id, "No", secret).error().code == "workspace.read_only");
    CHECK(service::signMessage(reader, id).error().code == "workspace.read_only");
    CHECK(service::exportMessageForStation(reader, id).error().code == "workspace.read_only");
    CHECK(service::importMessageFromStation(reader, id, {}).error().code == "workspace.read_only");
    CHECK(service::proposeMessage(reader, {}, secret).error().code == "workspace.read_only");
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
