#include "treasury/judgement.h"

#include "psbt/codec.h"
#include "subject.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::treasury;
using strongroom::authority::AuthorityState;
using strongroom::authority::ChangeKind;
using strongroom::test::approvalBy;
using strongroom::test::foundedState;

namespace {

base::Result<Judgement, Error> judged(const psbt::Psbt& psbt, const AuthorityState& state,
                                      const Knowledge& knowledge, const Intent& intent,
                                      const std::vector<std::string>& approvers = {"ben"}) {
    std::vector<crypto::SignedObject> approvals;
    for (const std::string& approver : approvers)
        approvals.push_back(approvalBy(approver, intent));
    return judge(psbt, test::signedIntent(intent), approvals, test::registryOf(state), knowledge);
}

} // namespace

TEST_CASE("an approved spend to a known payee is approved, from its bytes alone") {
    const auto psbt = psbt::parsePsbt(psbt::serialize(test::hotSpend()));
    REQUIRE(psbt);
    const auto judgement =
        judged(*psbt, foundedState(), test::knowledgeOf(foundedState()), test::draftedIntent());
    REQUIRE(judgement);
    CHECK(judgement->isApproved());
    CHECK(judgement->decision().intentDigest() == judgement->intent().digest());
    CHECK(judgement->tally().quorum.subject() == judgement->intent().digest());
    CHECK(judgement->decision().policyHash() == foundedState().policyHash());
}

TEST_CASE("an approval does not carry over to a transaction that pays somebody else") {
    psbt::Psbt other = test::hotSpend();
    other.tx.outputs[test::paymentIn(other)].scriptPubKey = test::payeeScript("mallory");
    const auto judgement =
        judged(other, foundedState(), test::knowledgeOf(foundedState()), test::draftedIntent());
    REQUIRE(!judgement);
    CHECK(judgement.error() == Error::otherTransaction);
}

TEST_CASE("an intent expires by the clock, whatever time is proven, and by what others have signed") {
    Knowledge knowledge = test::knowledgeOf(foundedState());
    const auto outcome = [&](const std::vector<crypto::SignedObject>& statements = {}) {
        const auto judgement = judge(test::hotSpend(), test::signedIntent(test::draftedIntent()), statements,
                                     test::registryOf(foundedState()), knowledge);
        return judgement ? std::string("judged") : std::string(describe(judgement.error()).code);
    };
    knowledge.stated = test::INTENT_EXPIRY - base::Seconds{1};
    CHECK(outcome() == "judged");
    Statement late = test::statementBy("cleo", test::draftedIntent(), StatementKind::question);
    late.at = test::INTENT_EXPIRY - base::Seconds{1};
    CHECK(outcome({test::signedBy("cleo", late)}) == "judged");
    late.at = test::INTENT_EXPIRY;
    CHECK(outcome({test::signedBy("cleo", late)}) == "treasury.expired");
    knowledge.stated = test::INTENT_EXPIRY;
    CHECK(outcome() == "treasury.expired");
}

TEST_CASE("a payee that is cooling is a stranger, whoever approves") {
    Knowledge knowledge = test::knowledgeOf(foundedState());
    knowledge.payees.firstSeen.clear(); // seen for the first time now
    const auto judgement = judged(test::hotSpend(), foundedState(), knowledge, test::draftedIntent(),
                                  {"ben", "cleo", "dora", "emil"});
    REQUIRE(!judgement);
    CHECK(judgement.error() == Error::otherOutputs); // the intent says payee, the judge says unknown
}

TEST_CASE("a frozen treasury signs nothing, whoever approves") {
    const AuthorityState frozen = test::changed(foundedState(), ChangeKind::freeze, {}, {"emil"});
    const auto judgement = judged(test::hotSpend(), frozen, test::knowledgeOf(frozen), test::draftedIntent(),
                                  {"ben", "cleo", "dora", "emil"});
    REQUIRE(judgement);
    CHECK(!judgement->isApproved());
    CHECK(judgement->decision().outcome() == policy::Outcome::notAllowed);
}

TEST_CASE("a judge without a history does not let a window pass") {
    Knowledge knowledge = test::knowledgeOf(foundedState());
    knowledge.history = policy::History::unknown();
    const auto judgement = judged(test::hotSpend(), foundedState(), knowledge, test::draftedIntent());
    REQUIRE(judgement);
    CHECK(!judgement->isApproved());
}

TEST_CASE("a coin of another live withdrawal is refused") {
    Knowledge knowledge = test::knowledgeOf(foundedState());
    knowledge.liveElsewhere = {test::hotSpend().tx.inputs[0].prevout};
    const auto judgement = judged(test::hotSpend(), foundedState(), knowledge, test::draftedIntent());
    REQUIRE(!judgement);
    CHECK(judgement.error() == Error::findingRefuses);
}

TEST_CASE("a policy change after approval makes the approved intent void") {
    policy::StarterChoices choices;
    choices.oneOfficerFrom = base::Amount::sat(1);
    const AuthorityState state =
        test::changed(foundedState(), ChangeKind::policy,
                      authority::documentBytes(policy::starterPolicy(choices).toJson()), {"anna", "ben"});
    const auto judgement = judged(test::hotSpend(), state, test::knowledgeOf(state), test::draftedIntent());
    REQUIRE(!judgement);
    CHECK(judgement.error() == Error::policyChanged);
}

TEST_CASE("a finding that asks is answered by an approver, also where the policy wants none") {
    policy::StarterChoices choices;
    choices.oneOfficerFrom = base::Amount::sat(50'000'000);
    const AuthorityState state =
        test::changed(foundedState(), ChangeKind::policy,
                      authority::documentBytes(policy::starterPolicy(choices).toJson()), {"anna", "ben"});
    const Knowledge knowledge = test::knowledgeOf(state);
    Intent intent = test::draftedIntent(state);
    CHECK(judged(test::hotSpend(), state, knowledge, intent, {})->isApproved());
    intent.body.acknowledged = {"vault.zero_amount"};
    const auto alone = judged(test::hotSpend(), state, knowledge, intent, {});
    REQUIRE(alone);
    CHECK(alone->decision().outcome() == policy::Outcome::permitted);
    CHECK(!alone->isApproved());
    CHECK(!judged(test::hotSpend(), state, knowledge, intent, {"anna"})->isApproved()); // her own
    CHECK(judged(test::hotSpend(), state, knowledge, intent, {"ben"})->isApproved());
}

TEST_CASE("two officers are needed for a young payee, and both must be others than the initiator") {
    Knowledge knowledge = test::knowledgeOf(foundedState());
    knowledge.payees.notePayment(test::supplier().id, test::NOW);
    const base::Seconds cooling = foundedState().changeRules().payeeCooling;
    for (auto& [record, seen] : knowledge.payees.firstSeen)
        seen = test::NOW - cooling - base::Seconds{259'199};
    const Intent intent = test::draftedIntent();
    CHECK(!judged(test::hotSpend(), foundedState(), knowledge, intent, {"ben"})->isApproved());
    CHECK(!judged(test::hotSpend(), foundedState(), knowledge, intent, {"ben", "dora"})->isApproved());
    CHECK(
        !judged(test::hotSpend(), foundedState(), knowledge, intent, {"ben", "anna", "cora"})->isApproved());
    CHECK(judged(test::hotSpend(), foundedState(), knowledge, intent, {"ben", "dora", "cora"})->isApproved());
    for (auto& [record, seen] : knowledge.payees.firstSeen)
        seen = test::NOW - cooling - base::Seconds{259'200};
    CHECK(judged(test::hotSpend(), foundedState(), knowledge, intent, {"ben"})->isApproved());
}
