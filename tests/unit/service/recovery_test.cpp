#include "service/recovery.h"

#include "fakes/console_world.h"
#include "fakes/spend_world.h"
#include "service/follow_chain.h"
#include "service/recovery_spend.h"
#include "service/training.h"
#include "service/vaults.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace strongroom;
using test::ConsoleWorld;

namespace {

constexpr std::uint32_t DELAY = 20;

template <typename T>
std::string codeOf(const service::Outcome<T>& outcome) {
    return outcome ? "done" : outcome.error().code;
}

/// Proposed by Anna, signed by Ben; the id.
std::string registerVault(ConsoleWorld& world, const std::string& name, const std::string& descriptor) {
    std::string id;
    {
        auto anna = world.open("anna");
        const auto added =
            service::addVault(anna, {name, "cold", descriptor, {}}, ConsoleWorld::secretOf("anna"));
        REQUIRE(codeOf(added) == "done");
        id = *added;
        CHECK(service::vaultRecovery(anna, id).value().has_value() == false); // not in use yet
    }
    auto ben = world.open("ben");
    REQUIRE(codeOf(service::approveVault(ben, id, ConsoleWorld::secretOf("ben"))) == "done");
    return id;
}

std::size_t alertsOf(service::Workspace& workspace, const char* code) {
    const auto alerts = service::overview(workspace).value().alerts;
    return static_cast<std::size_t>(
        std::ranges::count_if(alerts, [&](const service::Alert& alert) { return alert.code == code; }));
}

} // namespace

TEST_CASE("coins of a recovery vault count down to a block, and the overview says when they near it") {
    ConsoleWorld world;
    const auto secret = ConsoleWorld::secretOf("anna");
    const auto deep = test::recoveryVault("deep", DELAY).vault.descriptor.text();
    const std::string vault = registerVault(world, "Deep reserve", deep);
    const std::string other =
        registerVault(world, "Next reserve", test::multiVault("next").vault.descriptor.text());
    auto anna = world.open("anna");
    const auto view = [&] { return service::vaultRecovery(anna, vault).value().value(); };
    CHECK(service::vaultRecovery(anna, other).value().has_value() == false);
    CHECK(view().state == "empty");
    CHECK(view().sentence.find("; after about 3 hours without movement, ") != std::string::npos);
    CHECK(service::listVaults(anna).value()[1].recoverySentence == view().sentence);
    const auto recover = [&] {
        return codeOf(service::proposeRecovery(anna, {vault, other, 5'000, 3'600}, secret));
    };
    const auto refresh = [&] { return codeOf(service::proposeRefresh(anna, {vault, 5'000, 3'600}, secret)); };
    CHECK(recover() == "vault.recovery_not_open");
    CHECK(refresh() == "vault.nothing_to_refresh");
    CHECK(codeOf(service::proposeRefresh(anna, {other, 5'000, 3'600}, secret)) == "vault.no_recovery_path");
    CHECK(codeOf(service::proposeRecovery(anna, {other, vault, 5'000, 3'600}, secret)) ==
          "vault.no_recovery_path");

    const std::string address = service::vaultAddresses(anna, vault, 0, 0, 0).value().front().address;
    REQUIRE(service::trainingFund(anna, address, 50'000'000));
    REQUIRE(service::trainingMine(anna, 1));
    REQUIRE(service::followChain(anna));
    REQUIRE(view().coins.size() == 1);
    const std::uint32_t height = *view().coins.front().height;
    CHECK(view().coins.front().opensAt == height + DELAY);
    CHECK(view().state == "closed");
    CHECK(refresh() == "vault.nothing_to_refresh");
    CHECK(alertsOf(anna, "vault.recovery_soon") == 0);

    const std::uint32_t left = view().coins.front().blocksLeft;
    REQUIRE(service::trainingMine(anna, left - 1));
    REQUIRE(service::followChain(anna));
    CHECK(view().state == "soon");
    CHECK(view().coins.front().blocksLeft == 1);
    CHECK(alertsOf(anna, "vault.recovery_soon") == 1);
    CHECK(recover() == "vault.recovery_not_open");

    REQUIRE(service::trainingMine(anna, 1));
    REQUIRE(service::followChain(anna));
    CHECK(view().state == "open");
    CHECK(view().stateSentence == "The recovery path is open for one coin.");
    CHECK(alertsOf(anna, "vault.recovery_open") == 1);
    CHECK(codeOf(service::proposeRecovery(anna, {vault, vault, 5'000, 3'600}, secret)) ==
          "vault.recovery_to_itself");
}
