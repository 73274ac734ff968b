#include "service/audit_log.h"

#include "fakes/console_world.h"
#include "service/workspace_state.h"
#include "store/log.h"
#include "store/statement.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

namespace {

using namespace strongroom;
using test::ConsoleWorld;

TEST_CASE("the log lists who did what, newest first, and can be searched") {
    ConsoleWorld world;
    service::Workspace workspace = world.open("ben");
    const auto rows = service::listAudit(workspace, {});
    REQUIRE(rows);
    REQUIRE(rows->size() >= 2);
    CHECK(rows->front().kind == "seat.unlocked");
    CHECK(rows->front().sentence == "Ben unlocked the seat.");
    CHECK(rows->front().actor == "Ben");
    CHECK(service::listAudit(workspace, {.kind = "seat.unlocked"})->size() == 1);
    CHECK(service::listAudit(workspace, {.kind = "seat"})->size() > 1);
    CHECK(service::listAudit(workspace, {.kind = "sea"})->empty());
    CHECK(service::listAudit(workspace, {.text = "nobody says this"})->empty());
    CHECK(service::listAudit(workspace, {.limit = 0}).error().code == "input.range");
}

TEST_CASE("an untouched log verifies and matches the signer's seal") {
    ConsoleWorld world;
    service::Workspace workspace = world.open();
    const auto head = service::verifyAudit(workspace);
    REQUIRE(head);
    CHECK(head->matchesSigner);
    CHECK(head->findings.empty());
    CHECK(head->checkpoint.starts_with(head->origin));
    CHECK(head->size == service::listAudit(workspace, {.limit = 1'000})->size());
}

TEST_CASE("a record that was edited in the database is found") {
    ConsoleWorld world;
    service::Workspace workspace = world.open();
    auto statement = store::Statement::prepare(workspace.state().database,
                                               "UPDATE leaf SET kind = 'seat.locked' WHERE position = 0");
    REQUIRE(statement);
    REQUIRE(statement->run());
    const auto head = service::verifyAudit(workspace);
    REQUIRE(head);
    CHECK_FALSE(head->findings.empty());
}

TEST_CASE("an exported bundle has a manifest, and no folder is overwritten") {
    ConsoleWorld world;
    service::Workspace workspace = world.open("audrey");
    const std::string folder = world.temporary() / "bundle";
    const auto bundle = service::exportAudit(workspace, folder);
    REQUIRE(bundle);
    CHECK(bundle->records >= 3);
    CHECK(std::find(bundle->files.begin(), bundle->files.end(), "manifest.json") != bundle->files.end());
    std::string firstLine;
    std::getline(std::ifstream(folder + "/README.txt"), firstLine);
    CHECK(firstLine == "TRAINING: NO REAL MONEY"); // as this treasury is an exercise
    CHECK(service::exportAudit(workspace, folder).error().code == "file.already_exists");
    CHECK(service::exportAudit(workspace, "relative").error().code == "file.already_exists");
}

} // namespace
