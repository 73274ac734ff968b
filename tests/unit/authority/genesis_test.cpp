#include "authority/genesis.h"

#include "authority/chain.h"
#include "fakes/founding.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::authority;
using strongroom::test::FOUNDERS;
using strongroom::test::SimpleRules;
using strongroom::test::starterGenesis;

namespace {

base::Result<AuthorityState, Error> foundedBy(const Genesis& genesis,
                                              const std::vector<std::string>& signers) {
    return found(test::sign(toUnsigned(genesis), signers), SimpleRules());
}

Error errorOf(const Genesis& genesis, const std::vector<std::string>& signers = FOUNDERS) {
    const auto state = foundedBy(genesis, signers);
    REQUIRE(!state);
    return state.error();
}

/// The starter genesis with its body changed, signed properly.
Error errorWithBody(const std::string& key, base::Json value) {
    crypto::Unsigned object = toUnsigned(starterGenesis());
    object.body.object()->insert_or_assign(key, std::move(value));
    const auto state = found(test::sign(object, FOUNDERS), SimpleRules());
    REQUIRE(!state);
    return state.error();
}

} // namespace

TEST_CASE("a genesis signed by every founder founds a treasury") {
    const crypto::SignedObject object = test::sign(toUnsigned(starterGenesis()), FOUNDERS);
    const auto state = found(object, SimpleRules());
    REQUIRE(state);
    CHECK(state->treasury() == object.id());
    CHECK(state->version() == 1);
    CHECK(state->headId() == object.id());
    CHECK(state->network() == NetworkName::regtest);
    CHECK(state->roster() == test::starterRoster());
    CHECK(state->policy() == test::limitPolicy(100));
    CHECK(state->changeRules() == test::starterChangeRules());
    CHECK(!state->isFrozen());
}

TEST_CASE("the treasury id is the same for any set of signatures and differs by nonce") {
    const crypto::SignedObject a = test::sign(toUnsigned(starterGenesis()), FOUNDERS);
    const crypto::SignedObject b = test::sign(toUnsigned(starterGenesis()), {"anna", "ben", "cleo", "ben/1"});
    CHECK(a.id() == b.id());
    Genesis other = starterGenesis();
    other.nonce.fill(8);
    CHECK(toUnsigned(other).id() != a.id());
}

TEST_CASE("a genesis that one founder has not signed is refused") {
    for (const auto& signers : std::vector<std::vector<std::string>>{
             {"anna", "ben"}, {"anna", "ben", "dora"}, {"ben", "ben/1", "anna"}})
        CHECK(errorOf(starterGenesis(), signers) == Error::founderMissing);
}

TEST_CASE("a genesis with a signature by a stranger or over something else is refused") {
    CHECK(errorOf(starterGenesis(), {"anna", "ben", "cleo", "mallory"}) == Error::unknownKey);
    Genesis other = starterGenesis();
    other.name = "Other";
    std::vector<crypto::Signature> signatures;
    for (const std::string& founder : FOUNDERS)
        signatures.push_back(crypto::signWith(toUnsigned(other), test::deviceKey(founder, 0)));
    const auto state = found(crypto::assemble(toUnsigned(starterGenesis()), signatures), SimpleRules());
    REQUIRE(!state);
    CHECK(state.error() == Error::badSignature);
}

TEST_CASE("a founder signs with a device that is not revoked") {
    Genesis genesis = starterGenesis();
    genesis.people.roster = test::rosterOf(test::with(test::starterPeople(), "ben", [](quorum::Person& ben) {
        ben.devices[0].state = quorum::DeviceState::revoked;
    }));
    CHECK(errorOf(genesis, FOUNDERS) == Error::founderMissing);
    CHECK(foundedBy(genesis, {"anna", "ben/1", "cleo"}));
}

TEST_CASE("a treasury has at least two founders, all of them on the list") {
    Genesis genesis = starterGenesis();
    genesis.founders = {test::personId("anna")};
    CHECK(errorOf(genesis) == Error::tooFewFounders);
    genesis.founders = {};
    CHECK(errorOf(genesis) == Error::tooFewFounders);
    genesis.founders = {test::personId("anna"), test::personId("mallory")};
    std::sort(genesis.founders.begin(), genesis.founders.end());
    CHECK(errorOf(genesis) == Error::malformed);
    genesis.founders = {test::personId("anna"), test::personId("anna")};
    CHECK(errorOf(genesis) == Error::malformed);
}

TEST_CASE("a training treasury can never be on the main network") {
    Genesis genesis = starterGenesis();
    genesis.network = NetworkName::main;
    genesis.purpose = Purpose::training;
    CHECK(errorOf(genesis) == Error::trainingOnMain);
    genesis.network = NetworkName::signet;
    CHECK(foundedBy(genesis, FOUNDERS));
}

TEST_CASE("this version refuses the main network and says so") {
    Genesis genesis = starterGenesis();
    genesis.network = NetworkName::main;
    CHECK(errorOf(genesis) == Error::mainnetPrerelease);
    CHECK(describe(Error::mainnetPrerelease).code == "authority.mainnet_prerelease");
}

TEST_CASE("a genesis body has exactly one form") {
    CHECK(errorWithBody("network", "mainnet") == Error::malformed);
    CHECK(errorWithBody("network", "Main") == Error::malformed);
    CHECK(errorWithBody("purpose", "test") == Error::malformed);
    CHECK(errorWithBody("created", -1) == Error::malformed);
    CHECK(errorWithBody("nonce", "00") == Error::malformed);
    CHECK(errorWithBody("name", "") == Error::malformed);
    CHECK(errorWithBody("name", "a\xE2\x80\xAE") == Error::malformed);
    CHECK(errorWithBody("founders", base::Json::Array{"zz"}) == Error::malformed);
    CHECK(errorWithBody("extra", 1) == Error::malformed);
    CHECK(errorWithBody("policy", base::Json::Array{}) == Error::malformed);
    CHECK(errorWithBody("people", base::Json::Object{}) == Error::malformed);
    CHECK(errorWithBody("policy", base::Json::Object{{"x", 1}}) == Error::badPolicy);
}

TEST_CASE("a head is no genesis") {
    const crypto::Unsigned object{"head", std::string(64, 'a'), toUnsigned(starterGenesis()).body};
    const auto state = found(test::sign(object, FOUNDERS), SimpleRules());
    REQUIRE(!state);
    CHECK(state.error() == Error::wrongType);
}

TEST_CASE("a genesis with quorums of one, of all or out of reach is refused") {
    using quorum::Role;
    const auto errorWith = [](auto change) {
        Genesis genesis = starterGenesis();
        change(genesis.people.rules);
        return errorOf(genesis);
    };
    CHECK(errorWith([](ChangeRules& rules) {
              rules.people = {{1, Role::admin, std::nullopt}};
          }) == Error::quorumTooSmall);
    CHECK(errorWith([](ChangeRules& rules) {
              rules.policy = {{1, Role::admin, std::nullopt}};
          }) == Error::quorumTooSmall);
    CHECK(errorWith([](ChangeRules& rules) {
              rules.unfreeze = {{1, Role::admin, std::nullopt}};
          }) == Error::quorumTooSmall);
    CHECK(errorWith([](ChangeRules& rules) {
              rules.vaults = {{3, Role::admin, std::nullopt}};
          }) == Error::quorumTooSmall); // all of three: one loss would stop everything
    CHECK(errorWith([](ChangeRules& rules) {
              rules.logs = {{9, Role::admin, std::nullopt}};
          }) == Error::quorumTooSmall);
}

TEST_CASE("a policy that asks for more officers than there are is refused at the founding") {
    Genesis genesis = starterGenesis();
    genesis.policy = base::Json::Object{{"limit", 1}, {"needs", 6}};
    CHECK(errorOf(genesis) == Error::policyUnreachable);
    genesis.policy = base::Json::Object{{"limit", 1}, {"needs", 5}};
    CHECK(foundedBy(genesis, FOUNDERS));
}

TEST_CASE("records of a genesis are judged like later ones") {
    Genesis genesis = starterGenesis();
    genesis.vaults = {test::vaultRecord("Hot"), test::vaultRecord("Cold")};
    genesis.payees = {test::payeeRecord("Acme", "anna")};
    genesis.logs = {test::logRecord("console")};
    const auto state = foundedBy(genesis, FOUNDERS);
    REQUIRE(state);
    CHECK(state->vaults().size() == 2);
    CHECK(state->findPayee(genesis.payees[0].id) != nullptr);
    CHECK(state->findLog("console") != nullptr);

    genesis.vaults = {test::vaultRecord("bad-vault")};
    CHECK(errorOf(genesis) == Error::badVault);
    genesis.vaults = {test::vaultRecord("Hot"), test::vaultRecord("Hot")};
    CHECK(errorOf(genesis) == Error::duplicateRecord);
    VaultRecord sameId = test::vaultRecord("Hot");
    sameId.name = "Other";
    genesis.vaults = {test::vaultRecord("Hot"), sameId};
    CHECK(errorOf(genesis) == Error::duplicateRecord);
    genesis.vaults = {};
    genesis.payees = {test::payeeRecord("bad-payee", "anna")};
    CHECK(errorOf(genesis) == Error::badPayee);
    genesis.payees = {test::payeeRecord("Acme", "mallory")};
    CHECK(errorOf(genesis) == Error::badPayee);
    genesis.payees = {test::payeeRecord("Acme", "anna")};
    genesis.payees[0].id = {};
    CHECK(errorOf(genesis) == Error::badPayee);
}

TEST_CASE("a genesis with more records of a kind than are supported is refused") {
    Genesis genesis = starterGenesis();
    for (std::size_t i = 0; i <= MAX_RECORDS; ++i)
        genesis.vaults.push_back(test::vaultRecord("vault-" + std::to_string(i)));
    CHECK(errorOf(genesis) == Error::tooManyRecords);
    genesis.vaults.pop_back();
    CHECK(foundedBy(genesis, FOUNDERS));
    genesis.vaults.clear();
    for (std::size_t i = 0; i <= MAX_RECORDS; ++i)
        genesis.payees.push_back(test::payeeRecord("payee-" + std::to_string(i), "anna"));
    CHECK(errorOf(genesis) == Error::tooManyRecords);
    genesis.payees.pop_back();
    CHECK(foundedBy(genesis, FOUNDERS));
}
