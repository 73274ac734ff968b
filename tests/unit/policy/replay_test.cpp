#include "policy/replay.h"

#include "examples.h"

using namespace strongroom;
using namespace strongroom::policy;
using namespace strongroom::policy::test;

namespace {

const Fact<SourceVault> HOT_VAULT = Fact<SourceVault>::fromBytes({HOT, "Hot", Tier::hot});

constexpr auto ALWAYS = R"({"id":"allow","effect":"allow","source":"any","when":"always"})";
constexpr auto LARGE = R"({"id":"large","effect":"require","source":"any",
    "when":{"field":"tx.outflow","op":">=","value":100},
    "obligations":[{"kind":"approvals","k":2,"role":"officer"}]})";
constexpr auto DAY_LIMIT = R"({"id":"day","effect":"deny","source":"any",
    "when":{"field":"window.sum_after","op":">","value":250,"scope":"vault","seconds":86400}})";

std::string both(const char* a, const char* b) {
    return std::string(a) + "," + b;
}

HistoryEntries journal(std::vector<HistoryEntry> entries) {
    return {std::move(entries), Provenance::journal, HistoryEntries::Coverage::complete};
}

std::vector<ReplayedPayment> replayed(const std::string& rules, HistoryEntries entries) {
    return replay(policyOf(rules), std::move(entries), HOT_VAULT).value();
}

void checkRange(const ReplayedPayment& one, Outcome worst, Outcome best) {
    CHECK(name(one.atWorst) == name(worst));
    CHECK(name(one.atBest) == name(best));
}

} // namespace

TEST_CASE("what a history states is judged as it would have been, to the exact boundary") {
    const auto one = replayed(both(ALWAYS, LARGE), journal({earlier(20, 99, 1), earlier(10, 100, 2)}));
    REQUIRE(one.size() == 2);
    checkRange(one[0], Outcome::permitted, Outcome::permitted);
    checkRange(one[1], Outcome::needs, Outcome::needs);
    CHECK(one[0].obligations.empty());
    CHECK(one[1].obligations.size() == 1);
    REQUIRE(one[1].rules.size() == 2);
    CHECK(one[1].rules[1].id == "large");
    CHECK(one[1].rules[1].truth == Truth::yes);
}

TEST_CASE("each payment is judged in order of time, over what was before it and nothing else") {
    const auto one = replayed(both(ALWAYS, DAY_LIMIT),
                              journal({earlier(10, 100, 3), earlier(30, 100, 1), earlier(20, 100, 2)}));
    REQUIRE(one.size() == 3);
    CHECK(one[0].payment.inputs == hashOf(1));
    checkRange(one[0], Outcome::permitted, Outcome::permitted);
    checkRange(one[1], Outcome::permitted, Outcome::permitted);
    checkRange(one[2], Outcome::notAllowed, Outcome::notAllowed); // 300 in a day
    const auto apart =
        replayed(both(ALWAYS, DAY_LIMIT),
                 journal({earlier(10, 100, 3), earlier(30 + DAY, 100, 1), earlier(20, 100, 2)}));
    checkRange(apart[2], Outcome::permitted, Outcome::permitted);
}

TEST_CASE("a replacement counts once, with the larger outflow (A109)") {
    const auto one = replayed(both(ALWAYS, DAY_LIMIT),
                              journal({earlier(30, 200, 1), earlier(20, 250, 1), earlier(10, 1, 2)}));
    checkRange(one[1], Outcome::permitted, Outcome::permitted);
    checkRange(one[2], Outcome::notAllowed, Outcome::notAllowed);
}

TEST_CASE("what a history does not state is unknown: the outcome is a range, never a guess") {
    const auto judged = [](const std::string& rules) {
        return replayed(rules, journal({earlier(10, 50)}))[0];
    };
    for (const auto* condition :
         {R"({"field":"incident.state","op":"=","value":"frozen"})",
          R"({"field":"tx.fee","op":">","value":1})", R"({"field":"tx.feerate","op":">","value":1})",
          R"({"field":"tx.inputs","op":"=","value":0})", R"({"field":"tx.outputs","op":"=","value":0})",
          R"({"field":"tx.locktime","op":"=","value":0})",
          R"({"field":"tx.replaceable","op":"=","value":false})",
          R"({"field":"action","op":"=","value":"withdraw"})",
          R"({"outputs":"all","where":{"field":"output.class","op":"=","value":"change"}})",
          R"({"outputs":"none","where":{"field":"output.class","op":"=","value":"unknown"}})",
          R"({"outputs":"any","where":{"field":"output.amount","op":">","value":1}})"}) {
        CAPTURE(std::string(condition));
        const std::string when = std::string(R"("source":"any","when":)") + condition;
        checkRange(judged(both(ALWAYS, (R"({"id":"deny","effect":"deny",)" + when + "}").c_str())),
                   Outcome::notAllowed, Outcome::permitted);
        checkRange(judged(R"({"id":"allow","effect":"allow",)" + when + "}"), Outcome::notAllowed,
                   Outcome::permitted);
        const auto asked = judged(both(ALWAYS, (R"({"id":"ask","effect":"require",)" + when +
                                                R"(,"obligations":[{"kind":"delay","seconds":60}]})")
                                                   .c_str()));
        checkRange(asked, Outcome::needs, Outcome::permitted);
        CHECK(asked.obligations.empty());
        CHECK(asked.rules[1].truth == Truth::unknown);
    }
}

TEST_CASE("a payment of a vault that the request says nothing about has an unknown source") {
    const std::string rules =
        both(R"({"id":"hot","effect":"allow","source":{"tiers":["hot"]},"when":"always"})",
             R"({"id":"cold","effect":"require","source":{"tiers":["hot"]},"when":"always",
                                       "obligations":[{"kind":"cold_leg"}]})");
    HistoryEntry other = earlier(10, 50);
    other.vault = COLD;
    const auto one = replayed(rules, journal({other, earlier(5, 50)}));
    checkRange(one[0], Outcome::notAllowed, Outcome::permitted);
    checkRange(one[1], Outcome::needs, Outcome::needs);
    const auto claimed = replay(policyOf(rules), journal({earlier(5, 50)}),
                                Fact<SourceVault>({HOT, "Hot", Tier::hot}, Provenance::host));
    checkRange(claimed.value()[0], Outcome::notAllowed, Outcome::permitted);
}

TEST_CASE("a history that only the host states, or that is not whole, proves no amount and no window") {
    HistoryEntries stated = journal({earlier(10, 50)});
    stated.provenance = Provenance::host;
    checkRange(replayed(both(ALWAYS, LARGE), stated)[0], Outcome::needs, Outcome::permitted);
    HistoryEntries partial = journal({earlier(10, 50)});
    partial.coverage = HistoryEntries::Coverage::partial;
    checkRange(replayed(both(ALWAYS, LARGE), partial)[0], Outcome::permitted, Outcome::permitted);
    checkRange(replayed(both(ALWAYS, DAY_LIMIT), partial)[0], Outcome::notAllowed, Outcome::permitted);
}

TEST_CASE("no payments, nothing to judge; too many, refused") {
    CHECK(replayed(ALWAYS, {}).empty());
    CHECK(
        replay(policyOf(ALWAYS), journal(std::vector(MAX_REPLAYED + 1, earlier(10, 1))), HOT_VAULT).error() ==
        Error::tooLarge);
}
