#include "treasury/verified_intent.h"

#include "subject.h"

#include <doctest/doctest.h>

#include <functional>

using namespace strongroom;
using namespace strongroom::treasury;
using strongroom::authority::AuthorityState;
using strongroom::authority::ChangeKind;
using strongroom::test::NOW;

namespace {

Error errorOf(const Intent& intent, const std::string& signer = "anna",
              const AuthorityState& state = test::foundedState(), base::UnixTime now = NOW) {
    const auto result = verifyIntent(test::signedIntent(intent, signer), state, now);
    REQUIRE(!result);
    return result.error();
}

Error errorWith(const std::function<void(Intent&)>& change) {
    Intent intent = test::draftedIntent();
    change(intent);
    return errorOf(intent);
}

AuthorityState withPayee(authority::PayeeRecord record, const std::vector<std::string>& signers) {
    return test::changed(test::foundedState(), ChangeKind::payees,
                         authority::recordsDocument(std::vector{std::move(record)}), signers);
}

} // namespace

TEST_CASE("an intent signed by its initiator under the authority in force is verified") {
    const Intent intent = test::draftedIntent();
    const auto verified = verifyIntent(test::signedIntent(intent), test::foundedState(), NOW);
    REQUIRE(verified);
    CHECK(verified->intent() == intent);
    CHECK(verified->digest() == intentDigest(intent));
}

TEST_CASE("an intent signed by somebody else than its initiator is refused") {
    CHECK(errorOf(test::draftedIntent(), "ben") == Error::notTheSigner);
    CHECK(errorOf(test::draftedIntent(), "mallory") == Error::unknownKey);
    const Intent intent = test::draftedIntent();
    Intent other = intent;
    other.nonce[0] ^= 1;
    const crypto::Signature moved = crypto::signWith(toUnsigned(other), test::deviceKey("anna", 0));
    const auto result =
        verifyIntent(crypto::assemble(toUnsigned(intent), {moved}), test::foundedState(), NOW);
    REQUIRE(!result);
    CHECK(result.error() == Error::badSignature);
}

TEST_CASE("an intent of another treasury or network is refused") {
    CHECK(errorWith([](Intent& i) { i.treasury.mutableSpan()[0] ^= 1; }) == Error::wrongTreasury);
    CHECK(errorWith([](Intent& i) { i.body.network = bitcoin::Network::signet; }) == Error::wrongNetwork);
}

TEST_CASE("an intent that names a newer authority than is known stops everything, if its signature is good") {
    CHECK(errorWith([](Intent& i) { i.authorityVersion = 2; }) == Error::newerAuthority);
    Intent newer = test::draftedIntent();
    newer.authorityVersion = 2;
    CHECK(errorOf(newer, "mallory") == Error::unknownKey);
}

TEST_CASE("an intent expires to the second and never lives longer than thirty days") {
    const auto expiringAt = [](base::UnixTime expiry) {
        Intent intent = test::draftedIntent();
        intent.expiry = expiry;
        return intent;
    };
    CHECK(errorOf(expiringAt(NOW)) == Error::expired);
    CHECK(verifyIntent(test::signedIntent(expiringAt(NOW + base::Seconds{1})), test::foundedState(), NOW));
    CHECK(verifyIntent(test::signedIntent(expiringAt(NOW + MAX_INTENT_LIFETIME)), test::foundedState(), NOW));
    CHECK(errorOf(expiringAt(NOW + MAX_INTENT_LIFETIME + base::Seconds{1})) == Error::lifetimeTooLong);
}

TEST_CASE("who is not an active officer with an active device proposes nothing") {
    using quorum::PersonState;
    const Intent byDora = test::draftedIntent(test::foundedState(), "dora");
    CHECK(verifyIntent(test::signedIntent(byDora, "dora"), test::foundedState(), NOW));
    for (const PersonState state : {PersonState::suspended, PersonState::revoked})
        CHECK(errorOf(byDora, "dora", test::withPersonState(test::foundedState(), "dora", state)) ==
              Error::initiatorNotActive);
    CHECK(errorOf(test::draftedIntent(test::foundedState(), "cora"), "cora") == Error::initiatorNotOfficer);
    const AuthorityState noRole = test::withPeople(
        test::foundedState(), test::with(test::starterPeople(), "dora",
                                         [](quorum::Person& p) { p.roles = {quorum::Role::auditor}; }));
    CHECK(errorOf(byDora, "dora", noRole) == Error::initiatorNotOfficer);
    const Intent byBen = test::draftedIntent(test::foundedState(), "ben");
    const AuthorityState oneDevice = test::withPeople(
        test::foundedState(), test::with(test::starterPeople(), "ben", [](quorum::Person& p) {
            p.devices[1].state = quorum::DeviceState::revoked;
        }));
    CHECK(errorOf(byBen, "ben/1", oneDevice) == Error::initiatorNotActive);
    CHECK(verifyIntent(test::signedIntent(byBen, "ben"), oneDevice, NOW));
}

TEST_CASE("a proposal made while suspended does not count after coming back") {
    const AuthorityState suspended =
        test::withPersonState(test::foundedState(), "dora", quorum::PersonState::suspended);
    const AuthorityState back = test::withPeople(suspended, test::starterPeople());
    const Intent intent = test::draftedIntent(suspended, "dora");
    CHECK(errorOf(intent, "dora", back) == Error::initiatorNotActive);
}

TEST_CASE("a new policy voids every intent made under the old one") {
    const base::Json stricter = [] {
        policy::StarterChoices choices;
        choices.oneOfficerFrom = base::Amount::sat(1);
        return policy::starterPolicy(choices).toJson();
    }();
    const AuthorityState state = test::changed(test::foundedState(), ChangeKind::policy,
                                               authority::documentBytes(stricter), {"anna", "ben"});
    CHECK(errorOf(test::draftedIntent(), "anna", state) == Error::policyChanged);
    CHECK(errorWith([](Intent& i) { i.policyHash.mutableSpan()[0] ^= 1; }) == Error::policyChanged);
}

TEST_CASE("a changed or ended record of the vault voids the intent") {
    authority::VaultRecord record = test::recordOf(test::hotVault().vault, authority::VaultTier::hot);
    const auto put = [&] {
        return test::changed(test::foundedState(), ChangeKind::vaults,
                             authority::recordsDocument(std::vector{record}), {"anna", "ben"});
    };
    record.state = authority::RecordState::ended;
    CHECK(errorOf(test::draftedIntent(), "anna", put()) == Error::vaultChanged);
    record.state = authority::RecordState::active;
    record.gapLimit += 1;
    CHECK(errorOf(test::draftedIntent(), "anna", put()) == Error::vaultChanged);
}

TEST_CASE("a changed or revoked record of a paid payee voids the intent, another payee does not") {
    authority::PayeeRecord revoked = test::supplier();
    revoked.state = authority::RecordState::ended;
    CHECK(errorOf(test::draftedIntent(), "anna", withPayee(revoked, {"emil"})) == Error::payeeChanged);
    authority::PayeeRecord renamed = test::supplier();
    renamed.name = "Supplier, renamed";
    CHECK(errorOf(test::draftedIntent(), "anna", withPayee(renamed, {"dora", "emil"})) ==
          Error::payeeChanged);
    const AuthorityState other = withPayee(test::supplier("dora", "other"), {"dora", "emil"});
    CHECK(verifyIntent(test::signedIntent(test::draftedIntent()), other, NOW));
}
