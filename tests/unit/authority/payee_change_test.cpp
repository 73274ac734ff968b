// Payees under dual control (POLICY §12), through authority/chain.h.
#include "authority/chain.h"

#include "fakes/founding.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::authority;
using strongroom::test::DAY;
using strongroom::test::FOUNDED;
using strongroom::test::payeeRecord;
using strongroom::test::SimpleRules;

namespace {

const SimpleRules RULES;

AuthorityState founded() {
    return *found(test::sign(toUnsigned(test::starterGenesis()), test::FOUNDERS), RULES);
}

base::Result<AuthorityState, Error> put(const AuthorityState& state, const std::vector<PayeeRecord>& records,
                                        const std::vector<std::string>& signers,
                                        base::UnixTime at = FOUNDED + DAY) {
    const base::Bytes document = recordsDocument(records);
    STRONGROOM_ASSIGN(const Head head, draftHead(state, ChangeKind::payees, document, at, RULES));
    const Change change{test::sign(toUnsigned(head, state.treasury()), signers), document};
    STRONGROOM_ASSIGN(const VerifiedChange verified, verifyChange(state, change, RULES));
    return adopt(verified, at, at);
}

} // namespace

TEST_CASE("a payee added by one and approved by another is registered") {
    const auto state = put(founded(), {payeeRecord("Acme", "dora")}, {"dora", "emil"});
    REQUIRE(state);
    const PayeeEntry* entry = state->findPayee(payeeRecord("Acme", "dora").id);
    REQUIRE(entry != nullptr);
    CHECK(entry->approvedAt == FOUNDED + DAY);
    CHECK(entry->approvedIn == 2);
    CHECK(entry->approvedBy.size() == 2);
    CHECK(verifyMembership(entry->hash, *state->provePayee(entry->hash), state->roots().payees));
}

TEST_CASE("nobody adds a payee alone, not with two devices and not under another's name") {
    CHECK(put(founded(), {payeeRecord("Acme", "ben")}, {"ben"}).error() == Error::quorumNotMet);
    CHECK(put(founded(), {payeeRecord("Acme", "ben")}, {"ben", "ben/1"}).error() == Error::quorumNotMet);
    CHECK(put(founded(), {payeeRecord("Acme", "dora")}, {"emil"}).error() == Error::adderDidNotSign);
    CHECK(put(founded(), {payeeRecord("Acme", "dora")}, {"emil", "ben"}).error() == Error::adderDidNotSign);
    CHECK(put(founded(), {payeeRecord("Acme", "dora")}, {"dora", "cora"}).error() == Error::quorumNotMet);
}

TEST_CASE("two payees added by two people do not approve each other") {
    const std::vector<PayeeRecord> records = {payeeRecord("Acme", "dora"), payeeRecord("Birch", "emil")};
    CHECK(put(founded(), records, {"dora", "emil"}).error() == Error::quorumNotMet);
    CHECK(put(founded(), records, {"dora", "emil", "ben"}));
}

TEST_CASE("an edited payee keeps its id and starts anew, signed by who edits it") {
    const AuthorityState state = *put(founded(), {payeeRecord("Acme", "dora")}, {"dora", "emil"});
    PayeeRecord edited = payeeRecord("Acme", "dora");
    edited.script = {9, 9};
    edited.addedBy = test::personId("ben");
    const base::UnixTime later = FOUNDED + base::Seconds{10 * DAY.count};
    CHECK(put(state, {edited}, {"dora", "emil"}, later).error() == Error::adderDidNotSign);
    const auto next = put(state, {edited}, {"ben", "emil"}, later);
    REQUIRE(next);
    CHECK(next->findPayee(edited.id)->approvedAt == later);
    CHECK(next->findPayee(edited.id)->approvedIn == 3);
    CHECK(next->payees().size() == 1);
}

TEST_CASE("a payee that has not changed is not slipped in with another, to be approved anew") {
    const AuthorityState state = *put(founded(), {payeeRecord("Acme", "dora")}, {"dora", "emil"});
    CHECK(put(state, {payeeRecord("Acme", "dora"), payeeRecord("Birch", "dora")}, {"dora", "emil"}).error() ==
          Error::nothingChanged);
}

TEST_CASE("a payee is revoked by the quorum without its adder, for good, and nothing else changes by it") {
    const AuthorityState state = *put(founded(), {payeeRecord("Acme", "dora")}, {"dora", "emil"});
    PayeeRecord revoked = payeeRecord("Acme", "dora");
    revoked.state = RecordState::ended;
    const auto next = put(state, {revoked}, {"emil"}, FOUNDED + DAY + DAY);
    REQUIRE(next);
    CHECK(next->findPayee(revoked.id)->record.state == RecordState::ended);
    CHECK(next->findPayee(revoked.id)->approvedAt == FOUNDED + DAY);
    CHECK(put(*next, {payeeRecord("Acme", "dora")}, {"dora", "emil"}, FOUNDED + DAY + DAY).error() ==
          Error::illegalEdit);
    PayeeRecord moved = revoked;
    moved.script = {1};
    CHECK(put(state, {moved}, {"emil"}).error() == Error::illegalEdit);
}

TEST_CASE("payees that share a name or a script, or whose id is not their own, are refused") {
    const AuthorityState state = *put(founded(), {payeeRecord("Acme", "dora")}, {"dora", "emil"});
    PayeeRecord sameScript = payeeRecord("Birch", "dora");
    sameScript.script = payeeRecord("Acme", "dora").script;
    sameScript.id = payeeIdOf(sameScript);
    CHECK(put(state, {sameScript}, {"dora", "emil"}).error() == Error::duplicateRecord);
    PayeeRecord sameName = payeeRecord("Acme", "emil");
    sameName.script = {1, 2};
    sameName.id = payeeIdOf(sameName);
    CHECK(put(state, {sameName}, {"dora", "emil"}).error() == Error::duplicateRecord);
    PayeeRecord chosenId = payeeRecord("Birch", "dora");
    chosenId.id = crypto::sha256(base::asBytes("chosen"));
    CHECK(put(state, {chosenId}, {"dora", "emil"}).error() == Error::badPayee);
    CHECK(put(state, {payeeRecord("bad-payee", "dora")}, {"dora", "emil"}).error() == Error::badPayee);
    CHECK(put(state, {payeeRecord("Birch", "mallory")}, {"dora", "emil"}).error() == Error::badPayee);
    CHECK(put(state, {payeeRecord("Acme", "dora")}, {"dora", "emil"}).error() == Error::nothingChanged);
}
