#include "policy/replay.h"

#include "policy/condition_evaluator.h"

#include <algorithm>

namespace strongroom::policy {

namespace {

/// Whether what is unknown speaks for the payment or against it.
enum class Reading : std::uint8_t { best, worst };

struct Verdict {
    Outcome outcome = Outcome::notAllowed;
    std::vector<Obligation> obligations;
};

/// evaluate()'s decision over the truths of all rules; read at its best, what is unknown neither denies nor
/// asks for anything, and may allow.
Verdict decide(const Policy& policy, const std::vector<Truth>& truths, const Fact<SourceVault>& source,
               Reading reading) {
    bool allowed = false;
    std::vector<Obligation> obligations;
    for (std::size_t i = 0; i < truths.size(); ++i) {
        const Rule& rule = policy.rules()[i];
        const bool strict = (reading == Reading::worst) == (rule.effect != Effect::allow);
        const bool applies = strict ? truths[i] != Truth::no : truths[i] == Truth::yes;
        if (!applies)
            continue;
        switch (rule.effect) {
        case Effect::deny:
            return {};
        case Effect::require:
            obligations.insert(obligations.end(), rule.obligations.begin(), rule.obligations.end());
            break;
        case Effect::allow:
            allowed = true;
            break;
        }
    }
    if (!allowed)
        return {};
    obligations = unite(std::move(obligations));
    const bool cold = source.isProven() ? source.proven().tier == Tier::cold : reading == Reading::best;
    if (cold) // the cold tier pays by itself
        std::erase_if(obligations,
                      [](const Obligation& o) { return std::holds_alternative<ColdLegObligation>(o); });
    const Outcome outcome = obligations.empty() ? Outcome::permitted : Outcome::needs;
    return {outcome, std::move(obligations)};
}

ReplayedPayment judge(const Policy& policy, const HistoryEntry& payment, const History& before,
                      Provenance provenance, const Fact<SourceVault>& known) {
    SpendFacts facts;
    if (known.isProven() && known.proven().id == payment.vault)
        facts.source = known;
    const PastFacts past{payment.inputs, {payment.outflow, provenance}};
    const ConditionEvaluator evaluator(facts, past, before, payment.time);
    ReplayedPayment replayed;
    replayed.payment = payment;
    std::vector<Truth> truths;
    for (const Rule& rule : policy.rules()) {
        const Truth selected = rule.source.selects(facts.source);
        const Truth truth = selected == Truth::no ? Truth::no : both(selected, evaluator.truth(rule.when));
        truths.push_back(truth);
        if (truth != Truth::no)
            replayed.rules.push_back({rule.id, rule.effect, truth});
    }
    Verdict best = decide(policy, truths, facts.source, Reading::best);
    replayed.atBest = best.outcome;
    replayed.obligations = std::move(best.obligations);
    replayed.atWorst = decide(policy, truths, facts.source, Reading::worst).outcome;
    return replayed;
}

} // namespace

base::Result<std::vector<ReplayedPayment>, Error> replay(const Policy& policy, HistoryEntries history,
                                                         const Fact<SourceVault>& source) {
    if (history.entries.size() > MAX_REPLAYED)
        return base::Unexpected(Error::tooLarge);
    std::ranges::stable_sort(history.entries, {}, &HistoryEntry::time);
    std::vector<ReplayedPayment> replayed;
    for (auto at = history.entries.begin(); at != history.entries.end(); ++at) {
        std::vector<HistoryEntry> earlier(history.entries.begin(), at);
        const History before = history.coverage == HistoryEntries::Coverage::complete
                                   ? History::complete(std::move(earlier), history.provenance)
                                   : History::unknown();
        replayed.push_back(judge(policy, *at, before, history.provenance, source));
    }
    return replayed;
}

} // namespace strongroom::policy
