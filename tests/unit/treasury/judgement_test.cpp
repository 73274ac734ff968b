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

namespace {

/// Anna's payment with a bump, and the same with `more` satoshi of fee out of its change.
struct Bumping {
    Intent original = [] {
        Intent intent = test::draftedIntent();
        intent.body.bump = Bump{base::Amount::sat(60'000), base::FeeRate::satPerVb(300)};
        return intent;
    }();
    psbt::Psbt psbt = test::hotSpend();
    Intent replacement;

    explicit Bumping(std::int64_t more, std::string_view by = "anna") {
        const std::size_t change = 1 - test::paymentIn(psbt);
        psbt.tx.outputs[change].amount =
            *psbt.tx.outputs[change].amount.minus(*base::Amount::fromSatoshi(more));
        Proposal proposal = test::proposalBy(by);
        proposal.payments.clear();
        proposal.original = original;
        proposal.bump = original.body.bump;
        const Registry registry = test::registryOf(foundedState());
        const auto review = reviewWith(psbt, registry, test::knowledgeOf(foundedState()));
        replacement = draftIntent(psbt, review, registry, proposal).value();
    }
    [[nodiscard]] base::Result<Judgement, Error> judged(std::vector<crypto::SignedObject> statements,
                                                        std::string_view by = "anna",
                                                        base::UnixTime now = test::NOW) const {
        Knowledge knowledge = test::knowledgeOf(foundedState());
        knowledge.now = now;
        knowledge.conflictsWithAuthorized = policy::Fact<bool>::fromJournal(true);
        return judge(psbt, test::signedIntent(replacement, std::string(by)), statements,
                     test::registryOf(foundedState()), knowledge, test::signedIntent(original));
    }
};

std::string whyUncovered(const base::Result<Judgement, Error>& judgement) {
    REQUIRE(judgement);
    REQUIRE(judgement->coverage());
    return judgement->coverage()->notCovered ? std::string(describe(*judgement->coverage()->notCovered).code)
                                             : "covered";
}

} // namespace

TEST_CASE("a higher fee within the bump needs no approval but those that the payment has") {
    const Bumping bump(10'000);
    CHECK(bump.replacement.body.outputs[test::paymentIn(bump.psbt)].payment ==
          bump.original.body.outputs[test::paymentIn(bump.psbt)].payment);
    const auto approved = bump.judged({approvalBy("ben", bump.original)});
    CHECK(whyUncovered(approved) == "covered");
    CHECK(approved->isApproved());
    CHECK(approved->intent().digest() == intentDigest(bump.replacement));
    CHECK(approved->decision().intentDigest() == intentDigest(bump.replacement));
    // Nobody approved anything: covered by nothing.
    const auto bare = bump.judged({});
    CHECK(whyUncovered(bare) == "covered");
    CHECK_FALSE(bare->isApproved());
}

TEST_CASE(
    "a bump by another officer is covered, too, and whoever proposed the payment still counts for nothing") {
    const Bumping bump(10'000, "ben");
    CHECK(bump.judged({approvalBy("cleo", bump.original)}, "ben")->isApproved());
    CHECK_FALSE(bump.judged({approvalBy("anna", bump.original)}, "ben")->isApproved());
}

TEST_CASE("beyond the bump a replacement needs approvals of its own") {
    const Bumping bump(80'000);
    const auto carried = bump.judged({approvalBy("ben", bump.original)});
    CHECK(whyUncovered(carried) == "treasury.replacement_beyond_bump");
    CHECK_FALSE(carried->isApproved());
    CHECK(bump.judged({approvalBy("ben", bump.replacement)})->isApproved());
}

TEST_CASE("a replacement whose original did not come along, or is another one, needs approvals of its own") {
    const Bumping bump(10'000);
    const std::vector<crypto::SignedObject> approvals{approvalBy("ben", bump.original)};
    Knowledge knowledge = test::knowledgeOf(foundedState());
    knowledge.conflictsWithAuthorized = policy::Fact<bool>::fromJournal(true);
    const auto judgedWith = [&](const std::optional<crypto::SignedObject>& original) {
        return judge(bump.psbt, test::signedIntent(bump.replacement), approvals,
                     test::registryOf(foundedState()), knowledge, original);
    };
    CHECK(whyUncovered(judgedWith(std::nullopt)) == "treasury.original_missing");
    CHECK_FALSE(judgedWith(std::nullopt)->isApproved());
    Intent other = bump.original;
    other.nonce.fill(9);
    CHECK(whyUncovered(judgedWith(test::signedIntent(other))) == "treasury.not_a_replacement");
    CHECK(whyUncovered(judgedWith(test::signedIntent(bump.original, "ben"))) == "treasury.not_the_signer");
}

TEST_CASE("what stops a payment stops the faster version of it, and the other way round") {
    const Bumping bump(10'000);
    const crypto::SignedObject approval = approvalBy("ben", bump.original);
    for (const Intent* about : {&bump.original, &bump.replacement}) {
        for (const StatementKind kind : {StatementKind::rejection, StatementKind::question}) {
            const auto said = test::signedBy("cleo", test::statementBy("cleo", *about, kind));
            const auto judgement = bump.judged({approval, said});
            REQUIRE(judgement);
            CHECK(judgement->tally().isStopped());
            CHECK_FALSE(judgement->isApproved());
        }
    }
}

TEST_CASE("approvals that have expired with their payment cover no faster version") {
    const Bumping bump(10'000);
    CHECK(bump.judged({approvalBy("ben", bump.original)}, "anna", test::INTENT_EXPIRY - base::Seconds{1})
              ->isApproved());
    CHECK_FALSE(bump.judged({approvalBy("ben", bump.original)}, "anna", test::INTENT_EXPIRY));
}
