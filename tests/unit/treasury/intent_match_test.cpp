#include "treasury/intent_match.h"

#include "subject.h"

#include <doctest/doctest.h>

#include <functional>

using namespace strongroom;
using namespace strongroom::treasury;

namespace {

struct Subject {
    Registry registry = test::registryOf(test::foundedState());
    vault::SpendReview review =
        reviewWith(test::hotSpend(), registry, test::knowledgeOf(test::foundedState()));
    Intent intent = test::draftedIntent();
};

Error errorWith(const std::function<void(Intent&)>& change) {
    Subject subject;
    change(subject.intent);
    const auto result = intentMatches(subject.intent, test::hotSpend(), subject.review, subject.registry);
    REQUIRE(!result);
    return result.error();
}

std::size_t payment() {
    return test::paymentIn(test::hotSpend());
}

} // namespace

TEST_CASE("an intent drafted from a transaction matches it") {
    const Subject subject;
    CHECK(intentMatches(subject.intent, test::hotSpend(), subject.review, subject.registry));
    const SpendBody& body = subject.intent.body;
    CHECK(body.inputs.size() == 2);
    CHECK(body.outputs[payment()].amount == base::Amount::sat(8'000'000));
    CHECK(body.outputs[payment()].outputClass == policy::OutputClass::payee);
    CHECK(body.outputs[payment()].payee == authority::hashOf(test::supplier()));
    CHECK(body.outflow == body.fee.plus(base::Amount::sat(8'000'000)));
    CHECK(body.vault == subject.registry.vaultRecord(0));
}

TEST_CASE("an intent that says anything else than the bytes is refused") {
    CHECK(errorWith([](Intent& i) { i.body.txid.mutableSpan()[0] ^= 1; }) == Error::otherTransaction);
    CHECK(errorWith([](Intent& i) { i.body.network = bitcoin::Network::signet; }) == Error::wrongNetwork);
    CHECK(errorWith([](Intent& i) { i.body.vault.mutableSpan()[0] ^= 1; }) == Error::otherVault);
    CHECK(errorWith([](Intent& i) { std::swap(i.body.inputs[0], i.body.inputs[1]); }) == Error::otherInputs);
    CHECK(errorWith([](Intent& i) { i.body.inputs.pop_back(); }) == Error::otherInputs);
    CHECK(errorWith([](Intent& i) { i.body.inputs[0].amount = base::Amount::sat(1); }) == Error::otherInputs);
    CHECK(errorWith([](Intent& i) { i.body.inputs[0].sequence = 0; }) == Error::otherInputs);
    CHECK(errorWith([](Intent& i) { i.body.inputs[0].script = {}; }) == Error::otherInputs);
    CHECK(errorWith([](Intent& i) { i.body.outputs.pop_back(); }) == Error::otherOutputs);
    CHECK(errorWith([](Intent& i) { std::swap(i.body.outputs[0], i.body.outputs[1]); }) ==
          Error::otherOutputs);
    CHECK(errorWith([](Intent& i) { i.body.outputs[payment()].amount = base::Amount::sat(1); }) ==
          Error::otherOutputs);
    CHECK(errorWith([](Intent& i) { i.body.outputs[payment()].script.back() ^= 1; }) == Error::otherOutputs);
    CHECK(errorWith([](Intent& i) { i.body.outputs[payment()].payee = crypto::Hash256(); }) ==
          Error::otherOutputs);
    CHECK(errorWith([](Intent& i) {
              i.body.outputs[1 - payment()].outputClass = policy::OutputClass::internal;
          }) == Error::otherOutputs);
    CHECK(errorWith([](Intent& i) { i.body.outflow = base::Amount::sat(8'000'000); }) == Error::otherAmounts);
    CHECK(errorWith([](Intent& i) { i.body.fee = base::Amount::sat(1); }) == Error::otherAmounts);
}

TEST_CASE("an intent for one transaction does not fit another with the same payment") {
    const Subject subject;
    psbt::Psbt other = test::hotSpend();
    other.tx.lockTime += 1;
    const auto review = reviewWith(other, subject.registry, test::knowledgeOf(test::foundedState()));
    const auto result = intentMatches(subject.intent, other, review, subject.registry);
    REQUIRE(!result);
    CHECK(result.error() == Error::otherTransaction);
}

TEST_CASE("a finding that refuses is refused, one that asks must stand in the intent") {
    Subject subject;
    const auto match = [&] {
        return intentMatches(subject.intent, test::hotSpend(), subject.review, subject.registry);
    };
    const std::string code(vault::describe(vault::FindingCode::manyChangeOutputs).code);
    subject.review.findings.push_back(vault::makeFinding(vault::FindingCode::manyChangeOutputs));
    CHECK(match().error() == Error::findingUnanswered);
    subject.intent.body.acknowledged = {"vault.dust_output"};
    CHECK(match().error() == Error::findingUnanswered);
    subject.intent.body.acknowledged = {code};
    CHECK(match());
    subject.review.findings.push_back(vault::makeFinding(vault::FindingCode::sighashNotAll));
    CHECK(match().error() == Error::findingRefuses);
    subject.intent.body.acknowledged = {code, "vault.sighash_not_all"};
    CHECK(match().error() == Error::findingRefuses);
}

TEST_CASE("a drafted intent acknowledges what was found and refuses what is never signed") {
    Subject subject;
    subject.review.findings.push_back(vault::makeFinding(vault::FindingCode::manyChangeOutputs));
    const auto draft = [&] {
        return draftIntent(test::hotSpend(), subject.review, subject.registry, test::proposalBy("anna"));
    };
    CHECK(draft()->body.acknowledged == std::vector<std::string>{"vault.many_change_outputs"});
    subject.review.findings.push_back(vault::makeFinding(vault::FindingCode::sighashNotAll));
    CHECK(draft().error() == Error::findingRefuses);
}

TEST_CASE("facts that are not proven by the bytes make no intent") {
    Subject subject;
    subject.review.inputs[0].amountProven = false;
    CHECK(draftIntent(test::hotSpend(), subject.review, subject.registry, test::proposalBy("anna")).error() ==
          Error::otherInputs);
    subject = Subject();
    subject.review.facts.inputs[0].amount = {};
    CHECK(draftIntent(test::hotSpend(), subject.review, subject.registry, test::proposalBy("anna")).error() ==
          Error::otherAmounts);
    subject = Subject();
    subject.review.facts.outputs[payment()].payee = crypto::Hash256(); // of no record
    CHECK(draftIntent(test::hotSpend(), subject.review, subject.registry, test::proposalBy("anna")).error() ==
          Error::payeeChanged);
    subject = Subject();
    subject.review.sourceVault.reset();
    CHECK(draftIntent(test::hotSpend(), subject.review, subject.registry, test::proposalBy("anna")).error() ==
          Error::otherVault);
}

TEST_CASE("payment details belong to a payee's output, with its payee and amount") {
    const Subject subject;
    const auto draft = [&](const std::function<void(Proposal&)>& change) {
        Proposal proposal = test::proposalBy("anna");
        change(proposal);
        return draftIntent(test::hotSpend(), subject.review, subject.registry, proposal);
    };
    const auto mismatch = [&](const std::function<void(Proposal&)>& change) {
        const auto result = draft(change);
        return !result && result.error() == Error::paymentMismatch;
    };
    CHECK(draft([](Proposal&) {}));
    CHECK(mismatch([](Proposal& p) { p.payments.clear(); }));
    CHECK(mismatch([](Proposal& p) { p.payments.emplace(1 - payment(), test::supplierPayment()); }));
    CHECK(mismatch([](Proposal& p) { p.payments.at(payment()).amount = base::Amount::sat(1); }));
    CHECK(mismatch([](Proposal& p) { p.payments.at(payment()).payee = {}; }));
}

TEST_CASE("a replacement keeps the details of exactly those payments that stay as they were") {
    const Subject subject;
    const auto replacing = [&](const std::function<void(Intent&)>& change) {
        Proposal proposal = test::proposalBy("anna");
        proposal.payments.clear();
        proposal.original = subject.intent;
        change(*proposal.original);
        return draftIntent(test::hotSpend(), subject.review, subject.registry, proposal);
    };
    const auto kept = replacing([](Intent&) {});
    REQUIRE(kept);
    CHECK(kept->body.outputs[payment()].payment == subject.intent.body.outputs[payment()].payment);
    CHECK(replacing([](Intent& original) {
              original.body.outputs[payment()].amount = base::Amount::sat(7'999'999);
          }).error() == Error::paymentMismatch);
    CHECK(replacing([](Intent& original) {
              original.body.outputs[payment()].outputClass = policy::OutputClass::unknown;
          }).error() == Error::paymentMismatch);
}

TEST_CASE("shown payment details are checked against the intent") {
    const Subject subject;
    CHECK(paymentMatches(subject.intent, payment(), test::supplierPayment(), subject.registry));
    PaymentDetails other = test::supplierPayment();
    other.purpose = "Something else";
    for (const auto& [index, details] :
         {std::pair{payment(), other}, std::pair{1 - payment(), test::supplierPayment()},
          std::pair{std::size_t{2}, test::supplierPayment()}}) {
        const auto result = paymentMatches(subject.intent, index, details, subject.registry);
        REQUIRE(!result);
        CHECK(result.error() == Error::paymentMismatch);
    }
}
