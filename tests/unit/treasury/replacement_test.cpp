// Replacements that need no new approvals (POLICY §11; ATTACKS A110).
#include "treasury/intent_match.h"

#include "subject.h"

#include <doctest/doctest.h>

#include <functional>

using namespace strongroom;
using namespace strongroom::treasury;

namespace {

constexpr base::FeeRate RATE = base::FeeRate::satPerVb(20);

Intent original() {
    Intent intent = test::draftedIntent();
    intent.body.bump = Bump{base::Amount::sat(50'000), base::FeeRate::satPerVb(100)};
    return intent;
}

IntentOutput& changeOf(Intent& intent) {
    return intent.body.outputs[1 - test::paymentIn(test::hotSpend())];
}

Intent bumped() {
    Intent intent = original();
    intent.withdrawal = intentDigest(original());
    intent.body.replaces = intentDigest(original());
    intent.body.fee = *intent.body.fee.plus(base::Amount::sat(1'000));
    intent.body.outflow = *intent.body.outflow.plus(base::Amount::sat(1'000));
    changeOf(intent).amount = *changeOf(intent).amount.minus(base::Amount::sat(1'000));
    intent.body.txid.mutableSpan()[0] ^= 1;
    return intent;
}

Error errorWith(const std::function<void(Intent&)>& change, base::FeeRate rate = RATE) {
    Intent intent = bumped();
    change(intent);
    const auto result = isCoveredReplacement(original(), intent, rate);
    REQUIRE(!result);
    return result.error();
}

} // namespace

TEST_CASE("a higher fee taken from the change within the bump is covered by the approvals given") {
    CHECK(isCoveredReplacement(original(), bumped(), RATE));
}

TEST_CASE("a replacement that drops its change is covered, as long as the fee is within the bump") {
    Intent intent = bumped();
    intent.body.outputs.erase(intent.body.outputs.begin() +
                              static_cast<std::ptrdiff_t>(1 - test::paymentIn(test::hotSpend())));
    CHECK(isCoveredReplacement(original(), intent, RATE));
}

TEST_CASE("a replacement of something else, or under another policy, is not covered") {
    CHECK(errorWith([](Intent& i) { i.body.replaces = crypto::Hash256(); }) == Error::notAReplacement);
    CHECK(errorWith([](Intent& i) { i.withdrawal = crypto::Hash256(); }) == Error::notAReplacement);
    CHECK(errorWith([](Intent& i) { i.policyHash = {}; }) == Error::notAReplacement);
    CHECK(errorWith([](Intent& i) { i.treasury = {}; }) == Error::notAReplacement);
    CHECK(errorWith([](Intent& i) { i.body.vault = {}; }) == Error::notAReplacement);
    CHECK(errorWith([](Intent& i) { i.body.network = bitcoin::Network::signet; }) == Error::notAReplacement);
    CHECK(errorWith([](Intent& i) { i.expiry.seconds += 1; }) == Error::notAReplacement);
}

TEST_CASE("a replacement that spends other coins could confirm beside the original") {
    CHECK(errorWith([](Intent& i) { i.body.inputs.pop_back(); }) == Error::replacementOtherInputs);
    CHECK(errorWith([](Intent& i) { i.body.inputs.push_back(i.body.inputs[0]); }) ==
          Error::replacementOtherInputs);
    CHECK(errorWith([](Intent& i) { i.body.inputs[0].outpoint.vout += 1; }) == Error::replacementOtherInputs);
    CHECK(errorWith([](Intent& i) { std::swap(i.body.inputs[0], i.body.inputs[1]); }) ==
          Error::replacementOtherInputs);
}

TEST_CASE("a replacement that pays anybody otherwise is not covered") {
    const std::size_t payment = test::paymentIn(test::hotSpend());
    CHECK(errorWith([&](Intent& i) { i.body.outputs[payment].amount = base::Amount::sat(1); }) ==
          Error::replacementOtherOutputs);
    CHECK(errorWith([&](Intent& i) { i.body.outputs[payment].script.back() ^= 1; }) ==
          Error::replacementOtherOutputs);
    CHECK(errorWith([&](Intent& i) { i.body.outputs.push_back(i.body.outputs[payment]); }) ==
          Error::replacementOtherOutputs);
    CHECK(errorWith([&](Intent& i) { i.body.outputs[payment].payment = crypto::Hash256(); }) ==
          Error::replacementOtherOutputs);
    CHECK(errorWith([](Intent& i) { i.body.fee = original().body.fee; }) == Error::replacementOtherOutputs);
}

TEST_CASE("a replacement in which something is to be asked that nobody was asked before is not covered") {
    CHECK(errorWith([](Intent& i) { i.body.acknowledged = {"vault.recovery_spend"}; }) ==
          Error::findingUnanswered);
    Intent asked = original();
    asked.body.acknowledged = {"vault.beyond_gap", "vault.zero_amount"};
    Intent next = bumped();
    next.body.replaces = next.withdrawal = intentDigest(asked);
    next.body.acknowledged = {"vault.zero_amount"};
    CHECK(isCoveredReplacement(asked, next, RATE));
    next.body.acknowledged = {"vault.beyond_gap", "vault.dust_output", "vault.zero_amount"};
    CHECK(isCoveredReplacement(asked, next, RATE).error() == Error::findingUnanswered);
}

TEST_CASE("a replacement stays within the bump to the satoshi") {
    const base::Amount limit = base::Amount::sat(50'000);
    Intent exact = bumped();
    exact.body.fee = limit;
    CHECK(isCoveredReplacement(original(), exact, base::FeeRate::satPerVb(100)));
    CHECK(errorWith([&](Intent& i) { i.body.fee = *limit.plus(base::Amount::sat(1)); }) ==
          Error::replacementBeyondBump);
    CHECK(errorWith([](Intent&) {}, base::FeeRate::satPerKvb(100'001)) == Error::replacementBeyondBump);
    CHECK(errorWith([](Intent& i) { i.body.bump->maxFee = base::Amount::sat(60'000); }) ==
          Error::replacementBeyondBump);
    Intent without = original();
    without.body.bump.reset();
    Intent next = bumped();
    next.body.replaces = intentDigest(without);
    next.withdrawal = intentDigest(without);
    CHECK(isCoveredReplacement(without, next, RATE).error() == Error::replacementBeyondBump);
}
