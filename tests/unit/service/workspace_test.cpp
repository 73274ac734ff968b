#include "service/workspace.h"

#include "base/file_system.h"
#include "fakes/console_world.h"
#include "service/workspace_files.h"
#include "service/workspace_state.h"
#include "store/log.h"
#include "store/statement.h"
#include "support/secret_text.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

namespace {

using namespace strongroom;
using test::ConsoleWorld;

std::string codeOfOpening(ConsoleWorld& world, const std::string& person = "anna") {
    const auto opened =
        service::openWorkspace(world.ports(), world.folder(), person, ConsoleWorld::secretOf(person));
    return opened ? std::string("opened") : opened.error().code;
}

std::string readFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void writeFile(const std::string& path, const std::string& content) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

TEST_CASE("a workspace opens with a person's passphrase and holds the seat's log") {
    ConsoleWorld world;
    service::Workspace workspace = world.open("ben");
    CHECK(workspace.personId() == "ben");
    CHECK(workspace.access() == service::Access::write);
    const auto size = store::Log(workspace.state().database).size();
    REQUIRE(size);
    CHECK(*size >= 2); // founded, unlocked
    const auto registry = service::registryOf(workspace.state());
    REQUIRE(registry);
    CHECK((*registry)->vaults().size() == 1);
    CHECK((*registry)->state().roster().people().size() == test::starterEnrolments().size());
}

TEST_CASE("a wrong passphrase opens nothing and is in the log") {
    ConsoleWorld world;
    const auto refused =
        service::openWorkspace(world.ports(), world.folder(), "anna", test::secretText("not her passphrase"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "workspace.wrong_passphrase");
    world.stopSigners(); // wins nobody an attempt: the next one waits all the same
    service::Workspace workspace = world.open("ben");
    store::LeafFilter failed;
    failed.kind = "seat.unlock_failed";
    const auto records = store::Log(workspace.state().database).find(failed);
    REQUIRE(records);
    REQUIRE(records->size() == 1);
    CHECK(records->front().sentence == "A wrong passphrase was given for Anna.");
}

TEST_CASE("who has no slot does not open a workspace") {
    ConsoleWorld world;
    const auto refused =
        service::openWorkspace(world.ports(), world.folder(), "zoe", test::secretText("whatever it may be"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "workspace.unknown_person");
}

TEST_CASE("a folder without slots is no workspace, and a newer one is refused unread") {
    ConsoleWorld world;
    CHECK(service::readCard(world.ports(), world.temporary() / "nothing").error().code ==
          "workspace.not_found");
    const std::string path = world.folder() + "/slots.json";
    const std::string before = readFile(path);
    std::string newer = before;
    newer.replace(newer.find("\"schema\":3"), 10, "\"schema\":4");
    writeFile(path, newer);
    CHECK(codeOfOpening(world) == "store.newer_schema");
    CHECK(readFile(path) == newer);
    writeFile(path, before.substr(0, before.size() / 2));
    CHECK(codeOfOpening(world) == "workspace.damaged");
}

TEST_CASE("a second console reads, a tool writes beside the first") {
    ConsoleWorld world;
    service::Workspace first = world.open();
    service::Workspace second = world.open("ben");
    CHECK(first.access() == service::Access::write);
    CHECK(second.access() == service::Access::readOnly);
    CHECK(service::requireWriter(second.state()).error().code == "workspace.read_only");
    service::Ports tool = world.ports();
    tool.client = service::Client::tool;
    const auto third = service::openWorkspace(tool, world.folder(), "cleo", ConsoleWorld::secretOf("cleo"));
    REQUIRE(third);
    CHECK(third->access() == service::Access::write);
}

TEST_CASE("another connection of the same workspace sees the same records") {
    ConsoleWorld world;
    service::Workspace workspace = world.open();
    auto other = workspace.another();
    REQUIRE(other);
    CHECK(other->personId() == "anna");
    REQUIRE(service::pullLog(other->state()));
    CHECK(store::Log(other->state().database).size().value() ==
          store::Log(workspace.state().database).size().value());
}

TEST_CASE("a damaged database does not open") {
    ConsoleWorld world;
    const std::string path = world.folder() + "/workspace.db";
    std::string bytes = readFile(path);
    bytes[100] = static_cast<char>(bytes[100] ^ 1);
    writeFile(path, bytes);
    CHECK(codeOfOpening(world) == "store.wrong_key");
}

TEST_CASE("a database with records that the journal does not have is frozen out") {
    ConsoleWorld world;
    {
        service::Workspace workspace = world.open();
        store::Log log(workspace.state().database);
        const std::uint64_t size = log.size().value();
        store::LeafRow forged = log.range(size - 1, 1).value().front();
        for (std::uint64_t position = size; position < size + 8; ++position) {
            forged.position = position;
            REQUIRE(log.append(forged));
        }
    }
    CHECK(codeOfOpening(world) == "workspace.database_ahead");
}

TEST_CASE("a database whose records differ from the journal's is frozen out") {
    ConsoleWorld world;
    {
        service::Workspace workspace = world.open();
        store::Log log(workspace.state().database);
        const std::uint64_t size = log.size().value();
        store::LeafRow forged = log.range(size - 1, 1).value().front();
        forged.position = size;
        forged.bytes.push_back('!');
        REQUIRE(log.append(forged)); // where the next unlocking will be recorded
    }
    CHECK(codeOfOpening(world) == "workspace.log_forked");
}

TEST_CASE("a database without the founding record does not open") {
    ConsoleWorld world;
    {
        service::Workspace workspace = world.open();
        auto gone = store::Statement::prepare(workspace.state().database, "DELETE FROM head");
        REQUIRE(gone);
        REQUIRE(gone->run());
    }
    CHECK(codeOfOpening(world) == "workspace.authority_missing");
}

TEST_CASE("a treasury without a node follows no chain, and says so") {
    ConsoleWorld world;
    service::Workspace workspace = world.open();
    workspace.state().card.training = false; // as one that was founded without a node
    const auto chain = service::chainOf(workspace.state());
    REQUIRE_FALSE(chain);
    CHECK(chain.error().code == "workspace.not_connected");
}

TEST_CASE("slots of another treasury do not open this one's seat") {
    ConsoleWorld world;
    ConsoleWorld other;
    std::filesystem::copy_file(other.folder() + "/workspace.db", world.folder() + "/workspace.db",
                               std::filesystem::copy_options::overwrite_existing);
    CHECK(codeOfOpening(world) == "store.wrong_key");
    std::filesystem::copy_file(other.folder() + "/slots.json", world.folder() + "/slots.json",
                               std::filesystem::copy_options::overwrite_existing);
    CHECK(codeOfOpening(world) != "opened");
}

} // namespace
