// Properties that hold for every policy and every spend (POLICY §16), over seeded random ones.
#include "policy/decision.h"

#include "examples.h"

#include <algorithm>
#include <random>

using namespace strongroom;
using namespace strongroom::policy;
using namespace strongroom::policy::test;

namespace {

constexpr int CASES = 3'000;

class Random {
public:
    template <typename T>
    const T& pick(const std::vector<T>& values) {
        return values[m_engine() % values.size()];
    }
    bool chance(unsigned percent) { return m_engine() % 100 < percent; }
    std::mt19937& engine() { return m_engine; }

private:
    std::mt19937 m_engine{20'260'731};
};

const std::vector<std::string> CONDITIONS{
    R"("always")",
    R"({"field":"tx.outflow","op":">=","value":100000})",
    R"({"not":{"field":"tx.outflow","op":"<","value":200000}})",
    R"({"field":"tx.feerate","op":"<=","value":5000})",
    R"({"field":"action","op":"in","value":["withdraw","rebalance"]})",
    R"({"field":"incident.state","op":"=","value":"normal"})",
    R"({"field":"window.sum_after","scope":"vault","seconds":86400,"op":">","value":300000})",
    R"({"not":{"field":"window.count","scope":"vault","seconds":3600,"op":">=","value":2}})",
    R"({"outputs":"any","class":["payee"],"where":{"field":"output.payee_age","op":"<","value":1000}})",
    R"({"outputs":"all","class":["payee"],"where":{"field":"output.first_use","op":"=","value":false}})",
    R"({"outputs":"none","class":["payee"],"where":{"not":{"field":"output.payee_age","op":"exists"}}})",
    R"({"outputs":"all","where":{"field":"output.class","op":"in","value":["payee","change"]}})",
    R"({"any":[{"field":"tx.replaceable","op":"=","value":true},{"field":"tx.fee","op":">","value":500}]})",
};
const std::vector<std::string> OBLIGATIONS{
    R"([{"kind":"approvals","k":1,"role":"officer"}])",
    R"([{"kind":"approvals","k":2,"role":"officer"},{"kind":"delay","seconds":60}])",
    R"([{"kind":"cold_leg"}])",
};
const std::vector<std::string> SOURCES{R"("any")", R"({"tiers":["hot"]})", R"({"tiers":["warm","cold"]})"};

std::string randomRule(Random& random, const std::string& id, const std::string& effect) {
    std::string text = R"({"id":")" + id + R"(","effect":")" + effect + R"(","source":)" +
                       random.pick(SOURCES) + R"(,"when":)" + random.pick(CONDITIONS);
    if (effect == "require")
        text += R"(,"obligations":)" + random.pick(OBLIGATIONS);
    return text + "}";
}

std::vector<std::string> randomRules(Random& random) {
    static const std::vector<std::string> EFFECTS{"allow", "allow", "allow", "require", "deny"};
    std::vector<std::string> rules;
    for (std::size_t i = 0; i < 5; ++i)
        rules.push_back(randomRule(random, "r" + std::to_string(i), random.pick(EFFECTS)));
    return rules;
}

Policy assemble(const std::vector<std::string>& rules) {
    std::string text;
    for (const std::string& rule : rules)
        text += (text.empty() ? "" : ",") + rule;
    return policyOf(text);
}

SpendFacts randomFacts(Random& random) {
    SpendFacts facts = payment(random.pick<std::int64_t>({50'000, 99'999, 100'000, 200'000, 400'000}),
                               random.pick<std::int64_t>({999, 1'000, 5'000}));
    const Tier tier = random.pick<Tier>({Tier::hot, Tier::hot, Tier::warm, Tier::cold});
    facts.source = Fact<SourceVault>::fromBytes({HOT, "Vault", tier});
    facts.outputs[0].firstUse = Fact<bool>::fromJournal(random.chance(30));
    if (random.chance(20))
        facts.outputs[1].outputClass = OutputClass::unknown;
    if (random.chance(10))
        facts.incident = Fact<IncidentState>::fromJournal(IncidentState::frozen);
    return facts;
}

History randomHistory(Random& random) {
    std::vector<HistoryEntry> entries;
    for (std::uint8_t i = 0; i < 3; ++i) {
        if (random.chance(50))
            entries.push_back(earlier(random.pick<std::int64_t>({10, 4'000, 90'000}), 100'000, i));
    }
    return history(entries);
}

/// True when `a` allows nothing that `b` does not.
bool noMorePermissive(const Decision& a, const Decision& b) {
    if (a.outcome() == Outcome::notAllowed)
        return true;
    if (b.outcome() == Outcome::notAllowed)
        return false;
    return std::all_of(b.obligations().begin(), b.obligations().end(), [&](const Obligation& weak) {
        return std::any_of(a.obligations().begin(), a.obligations().end(),
                           [&](const Obligation& strong) { return covers(strong, weak); });
    });
}

using Forget = void (*)(SpendFacts&, History&);

template <typename T>
void byHost(Fact<T>& fact) {
    fact = Fact<T>(*fact.stated(), Provenance::host);
}

const std::vector<Forget> FORGETS{
    [](SpendFacts& f, History&) { f.source = {}; },
    [](SpendFacts& f, History&) { byHost(f.source); },
    [](SpendFacts& f, History&) { f.inputs[0].amount = {}; },
    [](SpendFacts& f, History&) { byHost(f.inputs[0].amount); },
    [](SpendFacts& f, History&) { f.virtualSize = {}; },
    [](SpendFacts& f, History&) { byHost(f.virtualSize); },
    [](SpendFacts& f, History&) { f.conflictsWithAuthorized = {}; },
    [](SpendFacts& f, History&) { byHost(f.conflictsWithAuthorized); },
    [](SpendFacts& f, History&) { f.incident = {}; },
    [](SpendFacts& f, History&) { byHost(f.incident); },
    [](SpendFacts& f, History&) { f.outputs[0].payeeAge = {}; },
    [](SpendFacts& f, History&) { byHost(f.outputs[0].payeeAge); },
    [](SpendFacts& f, History&) { f.outputs[0].firstUse = {}; },
    [](SpendFacts& f, History&) { byHost(f.outputs[0].firstUse); },
    [](SpendFacts&, History& h) { h = History::unknown(); },
    [](SpendFacts&, History& h) { h = History::complete({}, Provenance::host); },
};

} // namespace

TEST_CASE("the order of rules never matters") {
    Random random;
    for (int i = 0; i < CASES; ++i) {
        std::vector<std::string> rules = randomRules(random);
        const SpendFacts facts = randomFacts(random);
        const History log = randomHistory(random);
        const base::Json expected = toJson(judge(assemble(rules), facts, log));
        std::shuffle(rules.begin(), rules.end(), random.engine());
        REQUIRE(toJson(judge(assemble(rules), facts, log)) == expected);
    }
}

TEST_CASE("adding a deny or a require, or removing an allow, only tightens") {
    Random random;
    int permitted = 0;
    for (int i = 0; i < CASES; ++i) {
        std::vector<std::string> rules = randomRules(random);
        const SpendFacts facts = randomFacts(random);
        const History log = randomHistory(random);
        const Policy before = assemble(rules);
        const Decision loose = judge(before, facts, log);
        permitted += loose.outcome() == Outcome::permitted ? 1 : 0;
        rules.push_back(randomRule(random, "added", random.chance(50) ? "deny" : "require"));
        const Policy after = assemble(rules);
        REQUIRE(noMorePermissive(judge(after, facts, log), loose));
        REQUIRE(classifyEdit(before, after).editClass != EditClass::lessStrict);
        rules.erase(std::remove_if(
                        rules.begin(), rules.end(),
                        [](const std::string& rule) { return rule.find("\"allow\"") != std::string::npos; }),
                    rules.end());
        REQUIRE(judge(assemble(rules), facts, log).outcome() == Outcome::notAllowed);
    }
    CHECK(permitted > CASES / 20); // otherwise this shows nothing
}

TEST_CASE("an edit called stricter never permits what was not permitted before") {
    Random random;
    int compared = 0;
    for (int i = 0; i < CASES; ++i) {
        std::vector<std::string> rules = randomRules(random);
        const Policy before = assemble(rules);
        rules[static_cast<std::size_t>(i) % rules.size()] =
            randomRule(random, "changed", random.chance(50) ? "require" : "allow");
        const Policy after = assemble(rules);
        if (classifyEdit(before, after).editClass == EditClass::lessStrict)
            continue;
        ++compared;
        for (int j = 0; j < 5; ++j) {
            const SpendFacts facts = randomFacts(random);
            const History log = randomHistory(random);
            REQUIRE(noMorePermissive(judge(after, facts, log), judge(before, facts, log)));
        }
    }
    CHECK(compared > CASES / 50);
}

TEST_CASE("forgetting a fact, or hearing it from the host only, never permits more") {
    Random random;
    for (int i = 0; i < CASES; ++i) {
        const Policy policy = assemble(randomRules(random));
        const SpendFacts facts = randomFacts(random);
        const History log = randomHistory(random);
        const Decision known = judge(policy, facts, log);
        for (const Forget forget : FORGETS) {
            SpendFacts lessFacts = facts;
            History lessHistory = log;
            forget(lessFacts, lessHistory);
            REQUIRE(noMorePermissive(judge(policy, lessFacts, lessHistory), known));
        }
    }
}
