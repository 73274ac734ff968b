#include "service/starter_rules.h"

#include "policy/starter_policy.h"
#include "policy/wording.h"

#include <algorithm>

namespace strongroom::service {

namespace {

constexpr std::int64_t DAY = 86'400;
constexpr std::int64_t NEW_PAYEE = 3 * DAY;
constexpr std::string_view REGTEST = "regtest";
/// A hot key has a stanza for every pair of officers (keys::SharedEnvelope::MAX_OFFICERS).
constexpr std::size_t MAX_OFFICERS = 12;
/// Two have to agree while one is lost, refuses or proposed it.
constexpr std::size_t LEAST = 3;

base::Amount amountOr(std::int64_t satoshi, base::Amount fallback) {
    return base::Amount::fromSatoshi(satoshi).value_or(fallback);
}

std::size_t countOf(const std::vector<Enrolment>& people, std::string_view role) {
    return static_cast<std::size_t>(std::count_if(people.begin(), people.end(), [&](const Enrolment& one) {
        return std::find(one.roles.begin(), one.roles.end(), role) != one.roles.end();
    }));
}

std::string quorumWords(const std::vector<quorum::SubQuorum>& parts) {
    std::vector<std::string> words;
    for (const quorum::SubQuorum& part : parts) {
        const std::string role(part.role == quorum::Role::admin ? "administrator" : quorum::name(part.role));
        words.push_back(policy::countWord(part.k) + " " + role + (part.k == 1 ? "" : "s"));
    }
    return policy::listWords(words, "and");
}

std::string waiting(base::Seconds wait, std::string_view what) {
    return wait.count == 0 ? std::string(".")
                           : "; " + std::string(what) + " waits " + policy::duration(wait.count) + ".";
}

} // namespace

policy::Policy starterPolicyFor(const StarterLimits& limits, const FoundingPlan& plan,
                                const std::vector<Enrolment>& people) {
    policy::StarterChoices choices;
    choices.oneOfficerFrom = amountOr(limits.oneOfficerFrom, choices.oneOfficerFrom);
    choices.twoOfficersFrom = amountOr(limits.twoOfficersFrom, choices.twoOfficersFrom);
    choices.dayLimit = amountOr(limits.dayLimit, choices.dayLimit);
    choices.dayLimitCold = amountOr(2 * limits.dayLimit, choices.dayLimitCold);
    choices.newPayeeFor = {limits.newPayeeSeconds.value_or(plan.network == REGTEST ? 0 : NEW_PAYEE)};
    choices.complianceOfficers = countOf(people, "compliance") > 0 ? 1 : 0;
    return policy::starterPolicy(choices);
}

authority::ChangeRules starterChangeRules(const FoundingPlan& plan) {
    const std::vector<quorum::SubQuorum> twoAdmins{{2, quorum::Role::admin, std::nullopt}};
    const std::vector<quorum::SubQuorum> oneOfficer{{1, quorum::Role::officer, std::nullopt}};
    const base::Seconds wait{plan.network == REGTEST ? 0 : DAY};
    return {.policy = twoAdmins,
            .policyStricter = twoAdmins,
            .people = twoAdmins,
            .vaults = twoAdmins,
            .payees = oneOfficer,
            .logs = twoAdmins,
            .unfreeze = twoAdmins,
            .cooldown = wait,
            .payeeCooling = wait};
}

std::vector<std::string> changeSentences(const authority::ChangeRules& rules) {
    const std::string loose = waiting(rules.cooldown, "a less strict change");
    return {"Policy: " + quorumWords(rules.policy) + loose,
            "Policy, stricter only: " + quorumWords(rules.policyStricter) + ".",
            "People: " + quorumWords(rules.people) + loose,
            "Vaults: " + quorumWords(rules.vaults) + loose,
            "Payees: " + quorumWords(rules.payees) + " besides the person who adds the payee" +
                waiting(rules.payeeCooling, "a new payee"),
            "Logs of other seats: " + quorumWords(rules.logs) + loose,
            "Freeze: any one officer.",
            "Unfreeze: " + quorumWords(rules.unfreeze) + ", without the person who froze."};
}

std::vector<std::string> foundingProblems(const std::vector<Enrolment>& people, const StarterLimits& limits) {
    std::vector<std::string> problems;
    const std::size_t officers = countOf(people, "officer");
    if (officers < LEAST)
        problems.push_back("At least three officers are needed: two approve what the third proposes.");
    if (officers > MAX_OFFICERS)
        problems.push_back("At most twelve officers can open the hot keys.");
    if (countOf(people, "admin") < LEAST)
        problems.push_back("At least three administrators are needed: two agree while one is away.");
    for (const std::int64_t limit : {limits.oneOfficerFrom, limits.twoOfficersFrom, limits.dayLimit})
        if (!base::Amount::fromSatoshi(limit))
            problems.push_back("A limit is not an amount.");
    if (limits.oneOfficerFrom > limits.twoOfficersFrom)
        problems.push_back("Two officers are asked for from at least the amount that asks for one.");
    return problems;
}

} // namespace strongroom::service
