#include "base/text_encoding.h"
#include "policy/condition_evaluator.h"
#include "policy/decision.h"
#include "policy/engine_hash.h"
#include "policy/wording.h"

#include <algorithm>
#include <set>

namespace strongroom::policy {

namespace {

constexpr base::Seconds LAST_DAY{86'400};
constexpr std::size_t MAX_REASONS = 3; ///< In one sentence; the rest is in the rules.

std::string actualAsText(const DecidingAtom& item) {
    std::string text;
    if (item.output)
        text = "output " + std::to_string(*item.output + 1) + ": ";
    if (!item.actual.stated())
        return text + "unknown";
    text += valueAsText(item.atom->field, *item.actual.stated());
    if (!item.actual.isProven())
        text += " (stated by the host, not believed)";
    return text;
}

AtomOutcome outcomeOf(const DecidingAtom& item) {
    if (item.atom == nullptr)
        return {"outputs " + std::string(name(item.quantifier->quantifier)), "no such output", item.truth,
                "bytes"};
    return {atomAsText(*item.atom), actualAsText(item), item.truth,
            item.actual.stated() ? std::string(name(item.actual.provenance())) : std::string()};
}

std::string reasonOf(const DecidingAtom& item) {
    if (item.atom == nullptr)
        return "there is no output that the rule is about";
    const std::string where =
        item.output ? "for output " + std::to_string(*item.output + 1) + " " : std::string();
    if (item.truth == Truth::unknown)
        return "could not be checked: " + where + fieldInWords(*item.atom);
    return where + reasonInWords(*item.atom, *item.actual.stated());
}

std::vector<std::string> reasonsOf(const std::vector<DecidingAtom>& items) {
    std::vector<std::string> reasons;
    for (const DecidingAtom& item : items) {
        std::string reason = reasonOf(item);
        if (reasons.size() < MAX_REASONS &&
            std::find(reasons.begin(), reasons.end(), reason) == reasons.end())
            reasons.push_back(std::move(reason));
    }
    return reasons;
}

std::string joined(const std::vector<std::string>& reasons) {
    std::string text;
    for (const std::string& reason : reasons)
        text += (text.empty() ? "" : "; and ") + reason;
    return text;
}

struct Judged {
    RuleOutcome outcome;
    std::vector<std::string> reasons; ///< Why the condition came out as it did.
};

std::string sentenceFor(const Rule& rule, const Judged& judged) {
    if (judged.outcome.selected == Truth::no)
        return "Is not about this vault. " + inWords(rule);
    std::string verdict;
    switch (rule.effect) {
    case Effect::deny:
        verdict = judged.outcome.applies ? "Blocks" : "Does not block";
        break;
    case Effect::require:
        verdict = judged.outcome.applies ? "Asks for " + inWords(rule.obligations) : "Asks for nothing";
        break;
    case Effect::allow:
        verdict = judged.outcome.applies ? "Allows" : "Does not allow";
        break;
    }
    return verdict + (judged.reasons.empty() ? "." : ": " + joined(judged.reasons) + ".");
}

Judged judge(const Rule& rule, const ConditionEvaluator& evaluator, const Fact<SourceVault>& source) {
    Judged judged;
    RuleOutcome& outcome = judged.outcome;
    outcome.id = rule.id;
    outcome.effect = rule.effect;
    outcome.selected = rule.source.selects(source);
    if (outcome.selected == Truth::no) {
        outcome.condition = Truth::no;
    } else {
        outcome.condition = evaluator.truth(rule.when);
        const Truth truth = both(outcome.selected, outcome.condition);
        outcome.applies = rule.effect == Effect::allow ? truth == Truth::yes : truth != Truth::no;
        const std::vector<DecidingAtom> deciding = evaluator.deciding(rule.when);
        for (const DecidingAtom& item : deciding)
            outcome.atoms.push_back(outcomeOf(item));
        judged.reasons = reasonsOf(deciding);
        if (outcome.selected == Truth::unknown)
            judged.reasons.insert(judged.reasons.begin(), "could not be checked: the vault that pays");
    }
    outcome.sentence = sentenceFor(rule, judged);
    return judged;
}

void findWindows(const Condition& condition, std::set<base::Seconds>& windows) {
    if (const auto* atom = std::get_if<Atom>(&condition.node)) {
        if (atom->window)
            windows.insert(*atom->window);
    } else if (const auto* all = std::get_if<Condition::All>(&condition.node)) {
        for (const Condition& part : all->parts)
            findWindows(part, windows);
    } else if (const auto* any = std::get_if<Condition::Any>(&condition.node)) {
        for (const Condition& part : any->parts)
            findWindows(part, windows);
    } else if (const auto* negation = std::get_if<Condition::Not>(&condition.node)) {
        findWindows(negation->part.front(), windows);
    }
}

std::vector<CounterOutcome> countersFor(const Policy& policy, const SpendFacts& facts,
                                        const ConditionEvaluator& evaluator) {
    std::set<base::Seconds> windows{LAST_DAY};
    for (const Rule& rule : policy.rules()) {
        if (rule.source.selects(facts.source) != Truth::no)
            findWindows(rule.when, windows);
    }
    std::vector<CounterOutcome> counters;
    for (const base::Seconds window : windows)
        counters.push_back({window, evaluator.windowBefore(window), evaluator.windowAfter(window)});
    return counters;
}

std::vector<crypto::Hash256> findFirstUse(const SpendFacts& facts) {
    std::set<crypto::Hash256> payees;
    for (const SpendOutput& output : facts.outputs) {
        const bool usedBefore = output.firstUse.isProven() && !output.firstUse.proven();
        if (output.outputClass == OutputClass::payee && output.payee && !usedBefore)
            payees.insert(*output.payee);
    }
    return {payees.begin(), payees.end()};
}

std::string sentenceOfDecision(Outcome outcome, const std::vector<Obligation>& obligations,
                               const std::vector<std::string>& reasons) {
    switch (outcome) {
    case Outcome::notAllowed:
        return "Not allowed by policy: " + joined(reasons) + ".";
    case Outcome::needs:
        return "Not signed automatically: " + joined(reasons) + ". Needs " + inWords(obligations) + ".";
    case Outcome::permitted:
        return "Allowed by policy without any approval.";
    }
    base::checkFailed("Outcome");
}

/// What one require asks for, and why.
struct Demand {
    std::vector<Obligation> obligations;
    std::string why;
};

/// Gathers what the rules say into one outcome; the order of rules does not matter.
struct Tally {
    bool denied = false;
    bool allowed = false;
    std::vector<Obligation> obligations;
    std::vector<std::string> denials;
    std::vector<Demand> demands;
    std::vector<std::string> missing; ///< Why the allow rules about this vault do not hold.

    void add(const Rule& rule, const Judged& judged) {
        const std::string why = judged.reasons.empty() ? "the policy always says so" : joined(judged.reasons);
        switch (rule.effect) {
        case Effect::deny:
            if (judged.outcome.applies) {
                denied = true;
                denials.push_back(why);
            }
            break;
        case Effect::require:
            if (judged.outcome.applies) {
                obligations.insert(obligations.end(), rule.obligations.begin(), rule.obligations.end());
                demands.push_back({rule.obligations, why});
            }
            break;
        case Effect::allow:
            if (judged.outcome.applies)
                allowed = true;
            else if (judged.outcome.selected != Truth::no)
                missing.push_back(why);
            break;
        }
    }

    /// `left` are the obligations of the decision: a demand that others cover explains nothing.
    [[nodiscard]] std::vector<std::string> reasons(const std::vector<Obligation>& left) const {
        if (denied)
            return denials;
        if (!allowed)
            return missing.empty() ? std::vector<std::string>{"no rule allows payments from this vault"}
                                   : missing;
        std::vector<std::string> whys;
        for (const Demand& demand : demands) {
            const auto isLeft = [&](const Obligation& o) {
                return std::find(left.begin(), left.end(), o) != left.end();
            };
            if (std::any_of(demand.obligations.begin(), demand.obligations.end(), isLeft))
                whys.push_back(demand.why);
        }
        return whys;
    }
};

void keepDifferent(std::vector<std::string>& reasons) {
    std::vector<std::string> kept;
    for (std::string& reason : reasons) {
        if (kept.size() < MAX_REASONS && std::find(kept.begin(), kept.end(), reason) == kept.end())
            kept.push_back(std::move(reason));
    }
    reasons = std::move(kept);
}

/// The cold tier pays by itself: nothing is left of a demand for its key.
void dropColdLeg(std::vector<Obligation>& obligations, const Fact<SourceVault>& source) {
    if (!source.isProven() || source.proven().tier != Tier::cold)
        return;
    std::erase_if(obligations,
                  [](const Obligation& o) { return std::holds_alternative<ColdLegObligation>(o); });
}

crypto::Hash256 engineHash() {
    const auto bytes = base::fromHex(ENGINE_SOURCES_SHA256);
    STRONGROOM_CHECK(bytes.has_value());
    const auto hash = crypto::Hash256::from(*bytes);
    STRONGROOM_CHECK(hash.has_value());
    return *hash;
}

} // namespace

std::string_view name(Outcome outcome) {
    switch (outcome) {
    case Outcome::notAllowed:
        return "not_allowed";
    case Outcome::needs:
        return "needs";
    case Outcome::permitted:
        return "permitted";
    }
    base::checkFailed("Outcome");
}

Decision evaluate(const Policy& policy, const SpendFacts& facts, const History& history, base::UnixTime now,
                  const crypto::Hash256& intentDigest) {
    const ConditionEvaluator evaluator(facts, history, now);
    Decision decision;
    Tally tally;
    for (const Rule& rule : policy.rules()) {
        Judged judged = judge(rule, evaluator, facts.source);
        tally.add(rule, judged);
        decision.m_rules.push_back(std::move(judged.outcome));
    }
    if (tally.allowed && !tally.denied) {
        decision.m_obligations = unite(std::move(tally.obligations));
        dropColdLeg(decision.m_obligations, facts.source);
        decision.m_outcome = decision.m_obligations.empty() ? Outcome::permitted : Outcome::needs;
    }
    std::vector<std::string> reasons = tally.reasons(decision.m_obligations);
    keepDifferent(reasons);
    decision.m_sentence = sentenceOfDecision(decision.m_outcome, decision.m_obligations, reasons);
    decision.m_firstUsePayees = findFirstUse(facts);
    decision.m_intentDigest = intentDigest;
    decision.m_policyHash = policy.hash();
    decision.m_engineHash = engineHash();
    decision.m_at = now;
    decision.m_action = evaluator.action();
    decision.m_outflow = evaluator.outflow();
    decision.m_fee = evaluator.fee();
    decision.m_counters = countersFor(policy, facts, evaluator);
    return decision;
}

} // namespace strongroom::policy
