#include "policy/spend_facts.h"

#include "examples.h"

using namespace strongroom;
using namespace strongroom::policy;
using namespace strongroom::policy::test;

TEST_CASE("the outflow is what leaves, fee included, and change stays") {
    const SpendFacts facts = payment(120'000);
    CHECK(deriveOutflow(facts).proven() == sat(120'000));
    CHECK(deriveFee(facts).proven() == sat(1'000));
    CHECK(deriveFeeRate(facts).proven().satPerKvb() == 5'000);
}

TEST_CASE("coins sent to the same or a higher tier have not left, to a lower one they have") {
    SpendFacts facts = payment(120'000);
    facts.outputs.push_back(internalTo(COLD, Tier::cold, 30'000));
    facts.inputs[0].amount = Fact<base::Amount>::fromBytes(sat(200'000));
    CHECK(deriveOutflow(facts).proven() == sat(120'000));
    facts.source = Fact<SourceVault>::fromBytes({COLD, "Cold", Tier::cold});
    facts.outputs.back() = internalTo(HOT, Tier::hot, 30'000);
    CHECK(deriveOutflow(facts).proven() == sat(150'000));
}

TEST_CASE("one unknown input amount makes outflow and fee unknown") {
    SpendFacts facts = payment(120'000);
    facts.inputs.push_back({{hashOf(2), 0}, {}});
    CHECK_FALSE(deriveOutflow(facts).stated());
    CHECK_FALSE(deriveFee(facts).stated());
    CHECK_FALSE(deriveFeeRate(facts).stated());
}

TEST_CASE("sums that leave the range of an amount are unknown, not wrapped (A08)") {
    SpendFacts facts = payment(120'000);
    facts.inputs = {{{hashOf(1), 0}, Fact<base::Amount>::fromBytes(sat(base::Amount::MAX_SATOSHI))},
                    {{hashOf(2), 0}, Fact<base::Amount>::fromBytes(sat(1))}};
    CHECK_FALSE(deriveOutflow(facts).stated());
    facts = payment(120'000);
    facts.outputs.push_back(change(base::Amount::MAX_SATOSHI));
    CHECK_FALSE(deriveOutflow(facts).stated());
    CHECK_FALSE(deriveFee(facts).stated());
}

TEST_CASE("amounts that only the host states make an outflow that is not proven") {
    SpendFacts facts = payment(120'000);
    facts.inputs[0].amount = Fact<base::Amount>(sat(170'000), Provenance::host);
    CHECK(deriveOutflow(facts).stated() == sat(120'000));
    CHECK_FALSE(deriveOutflow(facts).isProven());
}

TEST_CASE("the action follows from the outputs") {
    SpendFacts facts = payment(120'000);
    CHECK(deriveAction(facts).proven() == Action::withdraw);
    facts.conflictsWithAuthorized = Fact<bool>::fromJournal(true);
    CHECK(deriveAction(facts).proven() == Action::bumpFee);
    facts.conflictsWithAuthorized = {};
    CHECK_FALSE(deriveAction(facts).stated());
    facts.outputs = {change(1), internalTo(COLD, Tier::cold, 2)};
    CHECK(deriveAction(facts).proven() == Action::rebalance);
    facts.rescueVault = COLD;
    CHECK(deriveAction(facts).proven() == Action::rebalance);
    facts.outputs = {internalTo(COLD, Tier::cold, 2)};
    CHECK(deriveAction(facts).proven() == Action::evacuate);
    facts.outputs = {change(1)};
    CHECK(deriveAction(facts).proven() == Action::consolidate);
    facts.outputs.clear();
    CHECK_FALSE(deriveAction(facts).stated());
}

TEST_CASE("words move nothing, whatever else is said of them") {
    SpendFacts facts;
    facts.message = hashOf(7);
    CHECK(deriveAction(facts).proven() == Action::signMessage);
    CHECK(deriveOutflow(facts).proven() == sat(0));
    CHECK(deriveFee(facts).proven() == sat(0));
    CHECK(deriveFeeRate(facts).proven() == base::FeeRate::satPerKvb(0));
}

TEST_CASE("the inputs key names a set: order does not matter, every outpoint does") {
    const SpentOutpoint a{hashOf(1), 0};
    const SpentOutpoint b{hashOf(1), 1};
    CHECK(inputsKey({a, b}) == inputsKey({b, a}));
    CHECK(inputsKey({a, b}) != inputsKey({a}));
    CHECK(inputsKey({a}) != inputsKey({b}));
}

TEST_CASE("names are read back as what they name") {
    for (const auto action : {Action::consolidate, Action::bumpFee, Action::evacuate, Action::signMessage})
        CHECK(parseAction(name(action)) == action);
    for (const auto outputClass : {OutputClass::change, OutputClass::opReturn})
        CHECK(parseOutputClass(name(outputClass)) == outputClass);
    CHECK(parseTier("cold") == Tier::cold);
    CHECK_FALSE(parseTier("Cold"));
    CHECK(parseIncidentState("frozen") == IncidentState::frozen);
}
