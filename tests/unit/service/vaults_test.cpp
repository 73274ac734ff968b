#include "service/vaults.h"

#include "fakes/console_world.h"
#include "service/overview.h"
#include "service/workspace_state.h"

#include <doctest/doctest.h>

namespace {

using namespace strongroom;
using test::ConsoleWorld;

// BIP84's test mnemonic, account 0 of the test networks: a key that everybody knows.
constexpr const char* COLD =
    "wpkh([73c5da0a/84h/1h/0h]tpubDC8msFGeGuwnKG9Upg7DM2b4DaRqg3CUZa5g8v2SRQ6K4NSkxUgd7HsL2XVWbVm39yBA4LA"
    "xysQAm397zwQSQoQgewGiYZqrA9DsP4zbQ1M/<0;1>/*)";

TEST_CASE("the founding vault is listed with its key and first addresses") {
    ConsoleWorld world;
    service::Workspace workspace = world.open();
    const auto vaults = service::listVaults(workspace);
    REQUIRE(vaults);
    REQUIRE(vaults->size() == 1);
    const service::VaultDetail& hot = vaults->front();
    CHECK(hot.tier == "hot");
    CHECK(hot.stateSentence == "In use.");
    CHECK(hot.keys.size() == 1);
    CHECK(hot.keys.front().holder == "hot signer");
    CHECK(hot.descriptorDigest.size() == 32);
    const auto addresses = service::vaultAddresses(workspace, hot.id, 0, 0, 2);
    REQUIRE(addresses);
    CHECK(addresses->size() == 3);
    CHECK(addresses->front().address == hot.firstReceiveAddress);
    CHECK(service::vaultAddresses(workspace, hot.id, 2, 0, 1).error().code == "input.range");
    CHECK(service::vaultAddresses(workspace, hot.id, 0, 1, 0).error().code == "input.range");
    CHECK(service::vaultAddresses(workspace, hot.id, 0, 0, 10'000).error().code == "input.range");
}

TEST_CASE("a vault is in use only when two administrators signed for it") {
    ConsoleWorld world;
    std::string id;
    {
        service::Workspace anna = world.open("anna");
        const auto added = service::addVault(anna, {.name = "Vault room", .tier = "cold", .descriptor = COLD},
                                             ConsoleWorld::secretOf("anna"));
        REQUIRE(added);
        id = *added;
        const auto vaults = service::listVaults(anna);
        REQUIRE(vaults->size() == 2);
        CHECK_FALSE(vaults->front().proposedAt);
        CHECK(vaults->back().proposedAt);
        CHECK_FALSE(vaults->back().iMayApprove); // she signed it
        CHECK(vaults->back().stateSentence.starts_with("Proposed: waiting for "));
        const auto others = service::overview(anna)->waitingForOthers;
        REQUIRE_FALSE(others.empty());
        CHECK(others.front().kind == service::WaitingKind::vaultApproval);
        CHECK(others.front().title == "New vault: Vault room");
    }
    {
        service::Workspace dora = world.open("dora"); // no administrator
        static_cast<void>(service::approveVault(dora, id, ConsoleWorld::secretOf("dora")));
        CHECK(service::listVaults(dora)->back().stateSentence.starts_with("Proposed: "));
        CHECK_FALSE(service::listVaults(dora)->back().iMayApprove);
    }
    service::Workspace ben = world.open("ben");
    CHECK(service::listVaults(ben)->back().iMayApprove);
    REQUIRE(service::approveVault(ben, id, ConsoleWorld::secretOf("ben")));
    const auto vaults = service::listVaults(ben);
    REQUIRE(vaults->size() == 2);
    CHECK(vaults->back().stateSentence == "In use.");
    CHECK_FALSE(vaults->back().proposedAt);
    CHECK(service::overview(ben)->authorityVersion == 2);
    CHECK(service::approveVault(ben, id, ConsoleWorld::secretOf("ben")).error().code ==
          "vault.nothing_proposed");
}

TEST_CASE("what cannot be a vault is refused before anybody signs") {
    ConsoleWorld world;
    service::Workspace workspace = world.open();
    const auto codeOf = [&](const service::VaultDraft& draft) {
        const auto added = service::addVault(workspace, draft, ConsoleWorld::secretOf("anna"));
        return added ? std::string("added") : added.error().code;
    };
    CHECK(codeOf({.name = "X", .tier = "lukewarm", .descriptor = COLD}) == "vault.unknown_tier");
    CHECK(codeOf({.name = "X", .tier = "cold", .descriptor = "wpkh(nonsense)"}).starts_with("descriptor."));
    CHECK(codeOf({.name = "", .tier = "cold", .descriptor = COLD}).starts_with("vault."));
    const std::string own = service::listVaults(workspace)->front().descriptor;
    CHECK(codeOf({.name = "X", .tier = "hot", .descriptor = own}) == "vault.exists");
    CHECK(service::listVaults(workspace)->size() == 1);
    CHECK(service::overview(workspace)->authorityVersion == 1);
}

} // namespace
