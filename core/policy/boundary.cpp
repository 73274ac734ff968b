#include "policy/boundary.h"

#include "base/check.h"
#include "policy/condition_evaluator.h"

#include <algorithm>
#include <set>

namespace strongroom::policy {

namespace {

constexpr std::int64_t DAY = 86'400;
constexpr base::UnixTime START{1'000'000'000}; // any time: nothing depends on the calendar
constexpr std::int64_t VIRTUAL_SIZE = 200;
constexpr std::int64_t OLD_PAYEE = 3'650 * DAY;
/// A policy that lets more payments through in a day than this bounds nothing that people care about.
constexpr std::size_t MAX_PAYMENTS = 5'000;

/// The numbers at which the verdict over a payment may change.
struct Edges {
    /// Of one payment: it has one output and pays no fee, so that its outflow is its output.
    std::set<std::int64_t> amounts;
    /// Window and limit; what is in the window already is subtracted later.
    std::set<std::pair<std::int64_t, std::int64_t>> sums;
    std::set<std::int64_t> windows;
};

void collect(const Condition& condition, Edges& edges) {
    if (const auto* atom = std::get_if<Atom>(&condition.node)) {
        for (const std::int64_t value : atom->values) {
            if (atom->field == Field::txOutflow || atom->field == Field::outputAmount)
                edges.amounts.insert(value);
            if (atom->field == Field::windowSumAfter)
                edges.sums.emplace(atom->window->count, value);
        }
        if (atom->window)
            edges.windows.insert(atom->window->count);
    } else if (const auto* all = std::get_if<Condition::All>(&condition.node)) {
        for (const Condition& part : all->parts)
            collect(part, edges);
    } else if (const auto* any = std::get_if<Condition::Any>(&condition.node)) {
        for (const Condition& part : any->parts)
            collect(part, edges);
    } else if (const auto* negation = std::get_if<Condition::Not>(&condition.node)) {
        collect(negation->part.front(), edges);
    } else if (const auto* outputs = std::get_if<Condition::Outputs>(&condition.node)) {
        collect(outputs->where.front(), edges);
    }
}

bool canMeet(const Obligation& obligation, std::uint32_t people) {
    if (const auto* approvals = std::get_if<ApprovalsObligation>(&obligation))
        return approvals->k <= people - (approvals->initiatorCounts == InitiatorCounts::yes ? 0 : 1);
    if (const auto* delay = std::get_if<DelayObligation>(&obligation))
        return delay->wait.count < DAY;
    return false; // a cold leg is not paid by this vault
}

class Search {
public:
    Search(const Policy& policy, const SourceVault& vault, std::uint32_t people)
        : m_policy(policy), m_vault(vault), m_people(people) {
        for (const Rule& rule : policy.rules()) {
            if (rule.source.selects(Fact<SourceVault>::fromBytes(vault)) != Truth::no)
                collect(rule.when, m_edges);
        }
    }

    std::optional<base::Amount> run() {
        base::Amount total;
        for (base::UnixTime now = START; m_entries.size() < MAX_PAYMENTS;) {
            const std::int64_t amount = largestNow(now);
            if (amount == base::Amount::MAX_SATOSHI)
                return std::nullopt;
            if (amount > 0) {
                const auto sum = total.plus(*base::Amount::fromSatoshi(amount));
                if (!sum)
                    return std::nullopt;
                total = *sum;
                m_entries.push_back(
                    {now, m_vault.id, inputsKey({outpoint()}), *base::Amount::fromSatoshi(amount), {}});
                continue;
            }
            const auto next = nextExpiry(now);
            if (!next)
                return total;
            now = *next;
        }
        return std::nullopt;
    }

private:
    /// A new coin for every payment, so that each counts.
    [[nodiscard]] SpentOutpoint outpoint() const {
        return {crypto::Hash256(), static_cast<std::uint32_t>(m_entries.size())};
    }

    /// When the next payment leaves some window, if that is within the day.
    [[nodiscard]] std::optional<base::UnixTime> nextExpiry(base::UnixTime now) const {
        std::optional<base::UnixTime> next;
        for (const HistoryEntry& entry : m_entries) {
            for (const std::int64_t window : m_edges.windows) {
                const base::UnixTime leaves = entry.time + base::Seconds{window};
                if (leaves > now && leaves < START + base::Seconds{DAY} && (!next || leaves < *next))
                    next = leaves;
            }
        }
        return next;
    }

    /// The verdict is constant between edges, so the largest amount that passes is an edge or next to one.
    [[nodiscard]] std::int64_t largestNow(base::UnixTime now) const {
        const History log = History::complete(m_entries, Provenance::journal);
        std::set<std::int64_t> edges = m_edges.amounts;
        for (const auto& [window, limit] : m_edges.sums)
            edges.insert(limit - log.before(m_vault.id, {window}, now, inputsKey({outpoint()})).proven().sum);
        std::set<std::int64_t, std::greater<>> candidates{base::Amount::MAX_SATOSHI};
        for (const std::int64_t edge : edges) {
            for (const std::int64_t amount : {edge - 1, edge, edge + 1}) {
                if (amount > 0 && amount < base::Amount::MAX_SATOSHI)
                    candidates.insert(amount);
            }
        }
        for (const std::int64_t amount : candidates) {
            for (const SpendOutput& output : destinations(amount)) {
                if (passes(payment(output, amount), log, now))
                    return amount;
            }
        }
        return 0;
    }

    [[nodiscard]] std::vector<SpendOutput> destinations(std::int64_t amount) const {
        SpendOutput unknown;
        unknown.amount = *base::Amount::fromSatoshi(amount);
        SpendOutput oldPayee = unknown;
        oldPayee.outputClass = OutputClass::payee;
        oldPayee.payee = crypto::Hash256();
        oldPayee.payeeAge = Fact<base::Seconds>::fromJournal({OLD_PAYEE});
        oldPayee.firstUse = Fact<bool>::fromJournal(false);
        SpendOutput newPayee = oldPayee;
        newPayee.payeeAge = Fact<base::Seconds>::fromJournal({0});
        newPayee.firstUse = Fact<bool>::fromJournal(true);
        std::vector<SpendOutput> all{oldPayee, newPayee, unknown};
        if (m_vault.tier != Tier::hot) {
            SpendOutput lower = unknown;
            lower.outputClass = OutputClass::internal;
            lower.destination = InternalDestination{crypto::Hash256(), Tier::hot};
            all.push_back(lower);
        }
        return all;
    }

    [[nodiscard]] SpendFacts payment(const SpendOutput& output, std::int64_t amount) const {
        SpendFacts facts;
        facts.source = Fact<SourceVault>::fromBytes(m_vault);
        facts.inputs = {{outpoint(), Fact<base::Amount>::fromBytes(*base::Amount::fromSatoshi(amount))}};
        facts.outputs = {output};
        facts.virtualSize = Fact<std::int64_t>::fromBytes(VIRTUAL_SIZE);
        facts.conflictsWithAuthorized = Fact<bool>::fromJournal(false);
        facts.incident = Fact<IncidentState>::fromJournal(IncidentState::normal);
        return facts;
    }

    /// The decision rule without its explanation, and whether the conspirators can meet what it asks.
    [[nodiscard]] bool passes(const SpendFacts& facts, const History& log, base::UnixTime now) const {
        const ConditionEvaluator evaluator(facts, log, now);
        bool allowed = false;
        for (const Rule& rule : m_policy.rules()) {
            const Truth selected = rule.source.selects(facts.source);
            const Truth truth =
                selected == Truth::no ? Truth::no : both(selected, evaluator.truth(rule.when));
            if (rule.effect == Effect::allow) {
                allowed = allowed || truth == Truth::yes;
                continue;
            }
            const bool applies = truth != Truth::no;
            if (applies && (rule.effect == Effect::deny || !canMeetAll(rule.obligations)))
                return false;
        }
        return allowed;
    }

    [[nodiscard]] bool canMeetAll(const std::vector<Obligation>& obligations) const {
        return std::all_of(obligations.begin(), obligations.end(), [&](const Obligation& obligation) {
            const bool isColdLeg = std::holds_alternative<ColdLegObligation>(obligation);
            return (isColdLeg && m_vault.tier == Tier::cold) || canMeet(obligation, m_people);
        });
    }

    const Policy& m_policy;
    const SourceVault& m_vault;
    std::uint32_t m_people;
    Edges m_edges;
    std::vector<HistoryEntry> m_entries;
};

} // namespace

std::optional<base::Amount> largestOutflow(const Policy& policy, const SourceVault& vault,
                                           std::uint32_t people) {
    STRONGROOM_CHECK(people >= 1);
    return Search(policy, vault, people).run();
}

} // namespace strongroom::policy
