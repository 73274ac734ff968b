// A founded treasury with a hot and a cold vault and one payee, a spend of 8,000,000 sat to that payee, its
// intent by Anna, and statements about it: the seed of all treasury tests, which is approved as it stands.
#pragma once

#include "bitcoin/address.h"
#include "fakes/founding.h"
#include "fakes/spend_world.h"
#include "policy/starter_policy.h"
#include "treasury/intent_match.h"
#include "treasury/judgement.h"
#include "treasury/record_judge.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace strongroom::test {

inline constexpr base::UnixTime NOW = FOUNDED + base::Seconds{100 * 86'400};
inline constexpr base::UnixTime INTENT_EXPIRY = NOW + base::Seconds{7 * 86'400};

inline authority::VaultRecord recordOf(const vault::Vault& vault, authority::VaultTier tier) {
    return {vault.id,
            vault.name,
            tier,
            authority::VaultUse::ordinary,
            vault.descriptor.text(),
            vault.gapLimit,
            authority::RecordState::active};
}

inline authority::PayeeRecord supplier(std::string_view addedBy = "dora",
                                       std::string_view label = "supplier") {
    authority::PayeeRecord record = payeeRecord(label, addedBy);
    record.script = payeeScript(label);
    record.address = *bitcoin::encodeAddress(record.script, bitcoin::Network::regtest);
    record.id = authority::payeeIdOf(record);
    return record;
}

inline const TestVault& hotVault() {
    static const TestVault vault = wpkhVault();
    return vault;
}
inline const TestVault& coldVault() {
    static const TestVault vault = multiVault();
    return vault;
}

inline authority::Genesis treasuryGenesis() {
    authority::Genesis genesis = starterGenesis();
    genesis.policy = policy::starterPolicy({}).toJson();
    genesis.vaults = {recordOf(hotVault().vault, authority::VaultTier::hot),
                      recordOf(coldVault().vault, authority::VaultTier::cold)};
    genesis.payees = {supplier()};
    return genesis;
}

inline const authority::AuthorityState& foundedState() {
    static const authority::AuthorityState state =
        found(sign(authority::toUnsigned(treasuryGenesis()), FOUNDERS), treasury::RecordJudge()).value();
    return state;
}

inline treasury::Registry registryOf(const authority::AuthorityState& state) {
    return treasury::Registry::make(state).value();
}

/// A signer's own: everything was seen at the founding, Dora's payee was paid before.
inline treasury::Knowledge knowledgeOf(const authority::AuthorityState& state) {
    treasury::Knowledge knowledge;
    knowledge.now = NOW;
    knowledge.history = policy::History::complete({}, policy::Provenance::journal);
    knowledge.payees.useLog = treasury::UseLog::complete;
    for (const authority::PayeeEntry& entry : state.payees()) {
        knowledge.payees.firstSeen.emplace(entry.hash, FOUNDED);
        knowledge.payees.notePayment(entry.record.id, FOUNDED + base::Seconds{10 * 86'400});
    }
    knowledge.conflictsWithAuthorized = policy::Fact<bool>::fromJournal(false);
    return knowledge;
}

inline const psbt::Psbt& hotSpend() {
    static const psbt::Psbt psbt = spendOf(hotVault().vault).psbt;
    return psbt;
}

inline std::size_t paymentIn(const psbt::Psbt& psbt) {
    return psbt.tx.outputs[0].scriptPubKey == payeeScript() ? 0 : 1;
}

inline treasury::PaymentDetails supplierPayment() {
    treasury::PaymentDetails details{supplier().id, base::Amount::sat(8'000'000), "Cables", "INV 12", {}, {}};
    details.salt.fill(3);
    return details;
}

inline treasury::Proposal proposalBy(std::string_view initiator) {
    treasury::Proposal proposal;
    proposal.initiator = personId(initiator);
    proposal.nonce.fill(5);
    proposal.expiry = INTENT_EXPIRY;
    proposal.payments = {{paymentIn(hotSpend()), supplierPayment()}};
    return proposal;
}

inline treasury::Intent draftedIntent(const authority::AuthorityState& state = foundedState(),
                                      std::string_view initiator = "anna") {
    const treasury::Registry registry = registryOf(state);
    const auto review = treasury::reviewWith(hotSpend(), registry, knowledgeOf(state));
    return treasury::draftIntent(hotSpend(), review, registry, proposalBy(initiator)).value();
}

inline crypto::SignedObject signedIntent(const treasury::Intent& intent, const std::string& signer = "anna") {
    return sign(treasury::toUnsigned(intent), {signer});
}

inline treasury::Statement statementBy(std::string_view person, const treasury::Intent& intent,
                                       treasury::StatementKind kind = treasury::StatementKind::approval) {
    treasury::Statement statement{
        kind, treasury::intentDigest(intent), personId(person), intent.authorityVersion, NOW, {}, {}, {}};
    if (kind == treasury::StatementKind::approval)
        statement.expires = INTENT_EXPIRY;
    return statement;
}

inline crypto::SignedObject signedBy(const std::string& signer, const treasury::Statement& statement,
                                     const authority::AuthorityState& state = foundedState()) {
    return sign(treasury::toUnsigned(statement, state.treasuryText()), {signer});
}

/// `signer` may name a device: "ben/1".
inline crypto::SignedObject approvalBy(const std::string& signer, const treasury::Intent& intent) {
    return signedBy(signer, statementBy(signer.substr(0, signer.find('/')), intent));
}

/// The state after one more change, signed and adopted at once.
inline authority::AuthorityState changed(const authority::AuthorityState& state, authority::ChangeKind kind,
                                         const base::Bytes& document,
                                         const std::vector<std::string>& signers) {
    const treasury::RecordJudge rules;
    const auto change = signedChange(state, kind, document, signers, FOUNDED, rules);
    const auto verified = authority::verifyChange(state, change, rules);
    REQUIRE(verified);
    return verified->preview();
}

inline authority::AuthorityState withPeople(const authority::AuthorityState& state,
                                            std::vector<quorum::Person> people) {
    return changed(state, authority::ChangeKind::people,
                   authority::documentBytes(authority::toJson(
                       authority::PeopleDocument{rosterOf(std::move(people)), state.changeRules()})),
                   {"anna", "cleo"});
}

inline authority::AuthorityState withPersonState(const authority::AuthorityState& state,
                                                 std::string_view handle, quorum::PersonState personState) {
    return withPeople(state,
                      with(starterPeople(), handle, [&](quorum::Person& p) { p.state = personState; }));
}

} // namespace strongroom::test
