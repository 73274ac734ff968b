#include "policy/decision.h"

#include "examples.h"

using namespace strongroom;
using namespace strongroom::policy;
using namespace strongroom::policy::test;

namespace {

std::string rule(const std::string& effect, const std::string& when, const std::string& more = "",
                 const std::string& source = R"("any")") {
    return R"({"id":"rule","effect":")" + effect + R"(","source":)" + source + R"(,"when":)" + when + more +
           "}";
}

const std::string ONE_OFFICER = R"(,"obligations":[{"kind":"approvals","k":1,"role":"officer"}])";

std::string atom(const std::string& field, const std::string& op, const std::string& value) {
    return R"({"field":")" + field + R"(","op":")" + op + R"(","value":)" + value + "}";
}

std::string window(const std::string& field, const std::string& seconds, const std::string& op,
                   const std::string& value) {
    return R"({"field":")" + field + R"(","scope":"vault","seconds":)" + seconds + R"(,"op":")" + op +
           R"(","value":)" + value + "}";
}

/// What a condition is for these facts, seen through a deny, an allow and the record.
Truth truthOf(const std::string& when, const SpendFacts& facts, const History& log = history()) {
    const Decision denied = judge(policyOf(rule("deny", when) + "," + ALLOW_ALL), facts, log);
    const Decision allowed = judge(policyOf(rule("allow", when)), facts, log);
    const Truth truth = denied.rules()[0].condition;
    CHECK((denied.outcome() == Outcome::notAllowed) == (truth != Truth::no));
    CHECK((allowed.outcome() == Outcome::permitted) == (truth == Truth::yes));
    return truth;
}

std::string anyOutput(const std::string& where) {
    return R"({"outputs":"any","class":["payee"],"where":)" + where + "}";
}

} // namespace

TEST_CASE("an empty policy allows nothing") {
    const Decision decision = judge(Policy(), payment(120'000));
    CHECK(decision.outcome() == Outcome::notAllowed);
    CHECK(decision.sentence() == "Not allowed by policy: no rule allows payments from this vault.");
}

TEST_CASE("an allow permits, a require asks, a deny blocks, whatever the order") {
    const SpendFacts facts = payment(120'000);
    CHECK(judge(policyOf(ALLOW_ALL), facts).outcome() == Outcome::permitted);
    const Decision asks =
        judge(policyOf(ALLOW_ALL + "," + rule("require", R"("always")", ONE_OFFICER)), facts);
    CHECK(asks.outcome() == Outcome::needs);
    REQUIRE(asks.obligations().size() == 1);
    CHECK(std::get<ApprovalsObligation>(asks.obligations()[0]).k == 1);
    const Decision blocks = judge(policyOf(rule("deny", R"("always")") + "," + ALLOW_ALL), facts);
    CHECK(blocks.outcome() == Outcome::notAllowed);
    CHECK(blocks.obligations().empty());
}

TEST_CASE("requires without an allow allow nothing") {
    CHECK(judge(policyOf(rule("require", R"("always")", ONE_OFFICER)), payment(120'000)).outcome() ==
          Outcome::notAllowed);
}

TEST_CASE("a rule for the hot tier never blocks the cold one") {
    const Policy policy = policyOf(rule("deny", R"("always")", "", R"({"tiers":["hot"]})") + "," + ALLOW_ALL);
    SpendFacts facts = payment(120'000);
    CHECK(judge(policy, facts).outcome() == Outcome::notAllowed);
    facts.source = Fact<SourceVault>::fromBytes({COLD, "Cold", Tier::cold});
    CHECK(judge(policy, facts).outcome() == Outcome::permitted);
}

TEST_CASE("an unknown source fires every deny and satisfies no allow") {
    SpendFacts facts = payment(120'000);
    facts.source = {};
    CHECK(judge(policyOf(ALLOW_ALL), facts).outcome() == Outcome::notAllowed);
    facts.source = {{HOT, "Hot", Tier::hot}, Provenance::host};
    CHECK(judge(policyOf(ALLOW_ALL), facts).outcome() == Outcome::notAllowed);
}

TEST_CASE("a limit on the outflow is met exactly at its number") {
    const std::string when = atom("tx.outflow", ">=", "5000000");
    CHECK(truthOf(when, payment(4'999'999)) == Truth::no);
    CHECK(truthOf(when, payment(5'000'000)) == Truth::yes);
    CHECK(truthOf(atom("tx.outflow", ">", "5000000"), payment(5'000'000)) == Truth::no);
    CHECK(truthOf(atom("tx.outflow", "<=", "5000000"), payment(5'000'000)) == Truth::yes);
    CHECK(truthOf(atom("tx.outflow", "<", "5000000"), payment(5'000'000)) == Truth::no);
    CHECK(truthOf(atom("tx.outflow", "between", "[5000000,6000000]"), payment(6'000'001)) == Truth::no);
    CHECK(truthOf(atom("tx.outflow", "between", "[5000000,6000000]"), payment(6'000'000)) == Truth::yes);
}

TEST_CASE("fee and fee rate are met exactly at their numbers") {
    CHECK(truthOf(atom("tx.fee", ">", "1000"), payment(120'000)) == Truth::no);
    CHECK(truthOf(atom("tx.fee", ">", "999"), payment(120'000)) == Truth::yes);
    CHECK(truthOf(atom("tx.feerate", ">", "5000"), payment(120'000)) == Truth::no);
    CHECK(truthOf(atom("tx.feerate", ">=", "5000"), payment(120'000)) == Truth::yes);
}

TEST_CASE("the age of a payee is met exactly at its second") {
    const std::string young = anyOutput(atom("output.payee_age", "<", "259200"));
    CHECK(truthOf(young, payment(120'000, 259'199)) == Truth::yes);
    CHECK(truthOf(young, payment(120'000, 259'200)) == Truth::no);
}

TEST_CASE("first use, action, incident and counts are read") {
    SpendFacts facts = payment(120'000);
    CHECK(truthOf(anyOutput(atom("output.first_use", "=", "true")), facts) == Truth::no);
    facts.outputs[0].firstUse = Fact<bool>::fromJournal(true);
    CHECK(truthOf(anyOutput(atom("output.first_use", "=", "true")), facts) == Truth::yes);
    CHECK(truthOf(atom("action", "=", R"("withdraw")"), facts) == Truth::yes);
    CHECK(truthOf(atom("action", "in", R"(["rebalance","consolidate"])"), facts) == Truth::no);
    CHECK(truthOf(atom("incident.state", "!=", R"("normal")"), facts) == Truth::no);
    facts.incident = Fact<IncidentState>::fromJournal(IncidentState::frozen);
    CHECK(truthOf(atom("incident.state", "!=", R"("normal")"), facts) == Truth::yes);
    CHECK(truthOf(atom("tx.outputs", "=", "2"), facts) == Truth::yes);
    CHECK(truthOf(atom("tx.inputs", "=", "1"), facts) == Truth::yes);
    CHECK(truthOf(atom("tx.replaceable", "=", "false"), facts) == Truth::yes);
    CHECK(truthOf(atom("tx.locktime", "=", "0"), facts) == Truth::yes);
}

TEST_CASE("quantifiers look at the outputs of their classes only") {
    const SpendFacts facts = payment(120'000);
    const auto all = [](const std::string& classes, const std::string& where) {
        return R"({"outputs":"all","class":)" + classes + R"(,"where":)" + where + "}";
    };
    const std::string known =
        R"({"outputs":"all","where":)" + atom("output.class", "in", R"(["payee","change"])") + "}";
    CHECK(truthOf(known, facts) == Truth::yes);
    SpendFacts foreign = facts;
    foreign.outputs[1].outputClass = OutputClass::unknown;
    CHECK(truthOf(known, foreign) == Truth::no);
    CHECK(truthOf(all(R"(["payee"])", atom("output.amount", "=", "119000")), facts) == Truth::yes);
    CHECK(truthOf(all(R"(["op_return"])", atom("output.amount", "=", "7")), facts) ==
          Truth::yes); // there is none
    CHECK(truthOf(R"({"outputs":"none","class":["unknown"],"where":"always"})", facts) == Truth::yes);
    CHECK(truthOf(R"({"outputs":"none","class":["unknown"],"where":"always"})", foreign) == Truth::no);
}

TEST_CASE("the day's limit counts what was paid before and this payment") {
    const std::string day = window("window.sum_after", "86400", ">", "500000000");
    const History log = history({earlier(DAY - 1, 390'000'000)});
    CHECK(truthOf(day, payment(110'000'000), log) == Truth::no);
    CHECK(truthOf(day, payment(110'000'001), log) == Truth::yes);
    CHECK(truthOf(day, payment(110'000'001), history({earlier(DAY, 390'000'000)})) == Truth::no);
}

TEST_CASE("a burst is counted before this payment, or with it") {
    const History log = history({earlier(10, 1, 0x21), earlier(20, 1, 0x22)});
    CHECK(truthOf(window("window.count", "3600", ">=", "2"), payment(120'000), log) == Truth::yes);
    CHECK(truthOf(window("window.count", "3600", ">=", "3"), payment(120'000), log) == Truth::no);
    CHECK(truthOf(window("window.count_after", "3600", ">=", "3"), payment(120'000), log) == Truth::yes);
    CHECK(truthOf(window("window.sum", "3600", "=", "2"), payment(120'000), log) == Truth::yes);
}

TEST_CASE("a missing fact fires deny and require and never satisfies an allow") {
    SpendFacts facts = payment(120'000);
    facts.outputs[0].payeeAge = {};
    facts.incident = {};
    facts.virtualSize = {};
    CHECK(truthOf(anyOutput(atom("output.payee_age", ">=", "0")), facts) == Truth::unknown);
    CHECK(truthOf(R"({"not":)" + anyOutput(atom("output.payee_age", "<", "5")) + "}", facts) ==
          Truth::unknown);
    CHECK(truthOf(atom("incident.state", "=", R"("normal")"), facts) == Truth::unknown);
    CHECK(truthOf(atom("tx.feerate", ">", "0"), facts) == Truth::unknown);
    CHECK(truthOf(window("window.count", "3600", ">=", "2"), payment(120'000), History::unknown()) ==
          Truth::unknown);
    const Decision asks = judge(
        policyOf(ALLOW_ALL + "," + rule("require", atom("tx.feerate", ">", "999999"), ONE_OFFICER)), facts);
    CHECK(asks.outcome() == Outcome::needs);
    CHECK(asks.sentence() ==
          "Not signed automatically: could not be checked: the fee rate. Needs one officer.");
}

TEST_CASE("what the host states neither satisfies an allow nor silences a require") {
    SpendFacts facts = payment(120'000);
    facts.outputs[0].payeeAge = {base::Seconds{730 * DAY}, Provenance::host};
    CHECK(truthOf(anyOutput(atom("output.payee_age", "<", "259200")), facts) == Truth::unknown);
    CHECK(truthOf(anyOutput(atom("output.payee_age", ">=", "259200")), facts) == Truth::unknown);
    const Decision decision =
        judge(policyOf(rule("allow", anyOutput(atom("output.payee_age", ">", "1")))), facts);
    CHECK(decision.rules()[0].atoms[0].actual == "output 1: 63072000 (stated by the host, not believed)");
}

TEST_CASE("exists is never false: a missing fact cannot silence a require") {
    SpendFacts facts = payment(120'000);
    CHECK(truthOf(R"({"field":"incident.state","op":"exists"})", facts) == Truth::yes);
    facts.incident = {};
    CHECK(truthOf(R"({"field":"incident.state","op":"exists"})", facts) == Truth::unknown);
}

TEST_CASE("a payment from the cold tier meets the demand for its key by itself") {
    const Policy policy =
        policyOf(ALLOW_ALL + "," + rule("require", R"("always")", R"(,"obligations":[{"kind":"cold_leg"}])"));
    SpendFacts facts = payment(120'000);
    CHECK(judge(policy, facts).outcome() == Outcome::needs);
    facts.source = Fact<SourceVault>::fromBytes({COLD, "Cold", Tier::cold});
    CHECK(judge(policy, facts).outcome() == Outcome::permitted);
}

TEST_CASE("payees whose first payment this is, or may be, are named") {
    SpendFacts facts = payment(120'000);
    CHECK(judge(policyOf(ALLOW_ALL), facts).firstUsePayees().empty());
    facts.outputs[0].firstUse = {};
    CHECK(judge(policyOf(ALLOW_ALL), facts).firstUsePayees() == std::vector{ACME});
    facts.outputs[0].firstUse = {false, Provenance::host};
    CHECK(judge(policyOf(ALLOW_ALL), facts).firstUsePayees() == std::vector{ACME});
}

TEST_CASE("a decision carries the intent it judged, the policy and the engine") {
    const Policy policy = policyOf(ALLOW_ALL);
    const Decision decision = evaluate(policy, payment(120'000), history(), NOW, hashOf(0x42));
    CHECK(decision.intentDigest() == hashOf(0x42));
    CHECK(decision.policyHash() == policy.hash());
    CHECK_FALSE(decision.engineHash().isZero());
    CHECK(decision.at() == NOW);
}

TEST_CASE("the record lists every rule with the comparison that decided and the counters before and after") {
    const Policy policy =
        policyOf(ALLOW_ALL + "," +
                 rule("require", window("window.sum_after", "86400", ">", "500000000"), ONE_OFFICER));
    const Decision decision = judge(policy, payment(120'000'000), history({earlier(60, 390'000'000)}));
    REQUIRE(decision.rules().size() == 2);
    const RuleOutcome& limit = decision.rules()[0];
    CHECK(limit.applies);
    REQUIRE(limit.atoms.size() == 1);
    CHECK(limit.atoms[0].text == "window.sum_after(vault, 86400) > 500000000");
    CHECK(limit.atoms[0].actual == "510000000");
    CHECK(limit.atoms[0].provenance == "journal");
    CHECK(limit.sentence ==
          "Asks for one officer: the last 24 h would reach 5.10 BTC; the limit is 5.00 BTC.");
    REQUIRE(decision.counters().size() == 1);
    CHECK(decision.counters()[0].before.proven() == WindowCount{390'000'000, 1});
    CHECK(decision.counters()[0].after.proven() == WindowCount{510'000'000, 2});
    CHECK(decision.sentence() ==
          "Not signed automatically: the last 24 h would reach 5.10 BTC; the limit is 5.00 "
          "BTC. Needs one officer.");
    const base::Json record = toJson(decision);
    CHECK(base::Json::parseCanonical(record.canonical()));
    CHECK(*record.find("outcome")->string() == "needs");
}

TEST_CASE("a rule that failed says what it looked for") {
    const Decision decision = judge(policyOf(rule("allow", atom("tx.outflow", "<", "5"))), payment(120'000));
    CHECK(decision.sentence() == "Not allowed by policy: the amount that leaves the treasury, fee included, "
                                 "is 0.0012 BTC; the rule looks "
                                 "for less than 0.00000005 BTC.");
}

TEST_CASE("a rule over thousands of outputs is explained by its first comparisons") {
    SpendFacts facts = payment(120'000);
    for (int i = 0; i < 5'000; ++i)
        facts.outputs.push_back(payTo(ACME, 1));
    const Decision decision = judge(
        policyOf(rule("allow", R"({"outputs":"all","where":)" + atom("output.amount", "<", "1000000") + "}")),
        facts);
    CHECK(decision.outcome() == Outcome::permitted);
    CHECK(decision.rules()[0].atoms.size() == 64);
}
