#include "policy/starter_policy.h"

#include "examples.h"

using namespace strongroom;
using namespace strongroom::policy;
using namespace strongroom::policy::test;

namespace {

Decision starter(const SpendFacts& facts, const History& log = history()) {
    return judge(starterPolicy({}), facts, log);
}

std::string needs(const SpendFacts& facts, const History& log = history()) {
    return inWords(starter(facts, log).obligations());
}

} // namespace

TEST_CASE("a small payment to an old payee is signed automatically, up to the exact satoshi") {
    CHECK(starter(payment(4'999'999)).outcome() == Outcome::permitted);
    CHECK(needs(payment(5'000'000)) == "one officer");
    CHECK(needs(payment(99'999'999)) == "one officer");
    CHECK(needs(payment(100'000'000)) == "one compliance officer and two officers");
}

TEST_CASE("a young payee needs two officers and compliance, to the exact second") {
    CHECK(starter(payment(10'000, 259'200)).outcome() == Outcome::permitted);
    CHECK(needs(payment(10'000, 259'199)) == "one compliance officer and two officers");
}

TEST_CASE("past the day's limits two officers, then the cold tier") {
    CHECK(needs(payment(20'000'000), history({earlier(60, 480'000'000)})) == "one officer");
    CHECK(needs(payment(20'000'001), history({earlier(60, 480'000'000)})) == "two officers");
    CHECK(needs(payment(20'000'001), history({earlier(60, 980'000'000)})) ==
          "two officers and payment from Cold");
}

TEST_CASE("a payment of the policy's own example waits and says why") {
    const Decision decision = starter(payment(120'000'000), history({earlier(60, 390'000'000)}));
    CHECK(decision.outcome() == Outcome::needs);
    CHECK(decision.sentence() == "Not signed automatically: the last 24 h would reach 5.10 BTC; the limit is "
                                 "5.00 BTC; and 1.20 BTC would "
                                 "leave the treasury, fee included; the limit is 1.00 BTC. Needs one "
                                 "compliance officer and two officers.");
}

TEST_CASE("words need two officers, and are no payment in any window") {
    SpendFacts words = payment(10'000);
    words.inputs.clear();
    words.outputs.clear();
    words.message = hashOf(9);
    CHECK(needs(words) == "two officers");
    const History full = history({earlier(60, 990'000'000)});
    CHECK(needs(words, full) == "two officers"); // the day's sum is over its limits, and nothing is added
    words.incident = Fact<IncidentState>::fromJournal(IncidentState::frozen);
    CHECK(starter(words).outcome() == Outcome::notAllowed);
}

TEST_CASE("a burst, a frozen treasury, an unknown address and a data output are not allowed") {
    std::vector<HistoryEntry> burst;
    for (std::uint8_t i = 0; i < 20; ++i)
        burst.push_back(earlier(60, 1'000, i));
    CHECK(starter(payment(10'000), history(burst)).outcome() == Outcome::notAllowed);
    burst.pop_back();
    CHECK(starter(payment(10'000), history(burst)).outcome() == Outcome::permitted);

    SpendFacts frozen = payment(10'000);
    frozen.incident = Fact<IncidentState>::fromJournal(IncidentState::frozen);
    CHECK(starter(frozen).outcome() == Outcome::notAllowed);

    for (const OutputClass foreign : {OutputClass::unknown, OutputClass::opReturn}) {
        SpendFacts facts = payment(10'000);
        facts.outputs[1].outputClass = foreign;
        CHECK(starter(facts).outcome() == Outcome::notAllowed);
    }
}

TEST_CASE("a cold or warm vault always needs two officers and compliance, and no window of the hot tier") {
    SpendFacts facts = payment(10'000);
    for (const Tier tier : {Tier::warm, Tier::cold}) {
        facts.source = Fact<SourceVault>::fromBytes({COLD, "Deep", tier});
        CHECK(needs(facts, History::unknown()) == "one compliance officer and two officers");
    }
}

TEST_CASE("without a compliance officer nothing asks for one") {
    StarterChoices choices;
    choices.complianceOfficers = 0;
    CHECK(inWords(judge(starterPolicy(choices), payment(100'000'000)).obligations()) == "two officers");
}

TEST_CASE("where no payee counts as new, no rule speaks of new payees") {
    StarterChoices choices;
    choices.newPayeeFor = {0};
    CHECK(inWords(judge(starterPolicy(choices), payment(100'000'000)).obligations()) ==
          "one compliance officer and two officers");
    for (const RuleSentence& rule : describeRules(starterPolicy(choices)))
        CHECK(rule.sentence.find("less than 0") == std::string::npos);
}

TEST_CASE("the starter policy for five officers and one compliance officer is reachable") {
    StarterChoices choices;
    CHECK(findUnreachable(starterPolicy(choices), {{"officer", 5}, {"compliance", 2}}).empty());
    choices.complianceOfficers = 0;
    CHECK(findUnreachable(starterPolicy(choices), {{"officer", 3}}).empty());
    CHECK_FALSE(findUnreachable(starterPolicy(choices), {{"officer", 2}}).empty());
}
