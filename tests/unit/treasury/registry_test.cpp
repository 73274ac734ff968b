#include "treasury/registry.h"

#include "subject.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::treasury;
using strongroom::test::NOW;

TEST_CASE("a registry has the active vaults with tier, record hash and issued addresses") {
    const crypto::Hash256 hot = test::hotVault().vault.id;
    const Registry registry = Registry::make(test::foundedState(), {{hot, 17}}).value();
    REQUIRE(registry.vaults().size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        const vault::Vault& vault = registry.vaults()[i];
        const authority::VaultEntry* entry = registry.state().findVault(vault.id);
        REQUIRE(entry != nullptr);
        CHECK(registry.vaultRecord(i) == entry->hash);
        CHECK(vault.issued == (vault.id == hot ? 17U : 0U));
        CHECK(vault.tier == (vault.id == hot ? vault::Tier::hot : vault::Tier::cold));
    }
    CHECK(!registry.rescueVault());
}

TEST_CASE("an ended vault is a stranger, and the rescue vault is named") {
    authority::VaultRecord ended = test::recordOf(test::hotVault().vault, authority::VaultTier::hot);
    ended.state = authority::RecordState::ended;
    authority::VaultRecord rescue = test::recordOf(test::coldVault().vault, authority::VaultTier::cold);
    rescue.use = authority::VaultUse::rescue;
    const auto state = test::changed(test::foundedState(), authority::ChangeKind::vaults,
                                     authority::recordsDocument(std::vector{ended, rescue}), {"anna", "ben"});
    const Registry registry = test::registryOf(state);
    REQUIRE(registry.vaults().size() == 1);
    CHECK(registry.rescueVault() == rescue.id);
}

TEST_CASE("only active payees are known, with the age since they became active") {
    const Registry registry = test::registryOf(test::foundedState());
    const Knowledge knowledge = test::knowledgeOf(test::foundedState());
    const base::Seconds cooling = test::foundedState().changeRules().payeeCooling;
    const auto known = registry.payees(knowledge.payees, NOW);
    REQUIRE(known.size() == 1);
    CHECK(known[0].id == test::supplier().id);
    CHECK(known[0].scriptPubKey == test::supplier().script);
    CHECK(known[0].age.proven() == base::Seconds{100 * 86'400 - cooling.count});
    CHECK(registry.payees(knowledge.payees, test::FOUNDED + base::Seconds{cooling.count - 1}).empty());
    CHECK(registry.payees(knowledge.payees, test::FOUNDED + cooling).size() == 1);
    CHECK(registry.payees(PayeeHistory(), NOW).empty()); // never seen before: cooling from now
}

TEST_CASE("a payee that was edited after it was paid is paid for the first time again") {
    authority::PayeeRecord edited = test::supplier();
    edited.script = test::payeeScript("elsewhere");
    edited.address = *bitcoin::encodeAddress(edited.script, bitcoin::Network::regtest);
    edited.addedBy = test::personId("ben");
    const auto state = test::changed(test::foundedState(), authority::ChangeKind::payees,
                                     authority::recordsDocument(std::vector{edited}), {"ben", "emil"});
    Knowledge knowledge = test::knowledgeOf(test::foundedState()); // paid while it was what it was
    const base::UnixTime seen = test::FOUNDED + base::Seconds{20 * 86'400};
    knowledge.payees.firstSeen.emplace(authority::hashOf(edited), seen);
    const Registry registry = test::registryOf(state);
    const auto known = registry.payees(knowledge.payees, NOW);
    REQUIRE(known.size() == 1);
    CHECK(known[0].scriptPubKey == edited.script);
    CHECK(known[0].firstUse.proven());
}

TEST_CASE("a vault whose descriptor cannot be read makes no registry") {
    authority::Genesis genesis = test::starterGenesis();
    genesis.vaults = {test::vaultRecord("Hot")}; // only rules that believe everything let it into a chain
    const auto state =
        authority::found(test::sign(authority::toUnsigned(genesis), test::FOUNDERS), test::SimpleRules());
    REQUIRE(state);
    CHECK(Registry::make(*state).error() == Error::unregisteredVault);
}
