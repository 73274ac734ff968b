// Evaluates conditions over the facts of one spend, and says which comparisons decided. Internal to policy.
// Borrows facts and history, which must outlive it.
#pragma once

#include "base/time.h"
#include "policy/condition.h"
#include "policy/history.h"
#include "policy/spend_facts.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace strongroom::policy {

/// A comparison, or a quantifier that met no output, which contributed to a condition's truth.
struct DecidingAtom {
    const Atom* atom = nullptr;                     ///< Null for a quantifier without outputs.
    const Condition::Outputs* quantifier = nullptr; ///< Only when atom is null.
    std::optional<std::size_t> output;              ///< Index of the output it was about.
    Fact<std::int64_t> actual;
    Truth truth = Truth::unknown;
};

/// What a history says of a payment whose transaction is not at hand.
struct PastFacts {
    crypto::Hash256 inputs; ///< Its inputs key.
    Fact<base::Amount> outflow;
};

class ConditionEvaluator {
public:
    /// A rule over thousands of outputs is explained by its first comparisons.
    static constexpr std::size_t MAX_EXPLAINED = 64;

    ConditionEvaluator(const SpendFacts& facts, const History& history, base::UnixTime now);
    /// For a payment of the past: `facts` has its source and nothing else; all that a transaction would tell
    /// is unknown, its outputs too.
    ConditionEvaluator(const SpendFacts& facts, const PastFacts& past, const History& history,
                       base::UnixTime now);

    [[nodiscard]] Truth truth(const Condition& condition) const { return truth(condition, std::nullopt); }
    /// The atoms whose truth made the condition's: the failing ones of a conjunction that is no, and so on.
    [[nodiscard]] std::vector<DecidingAtom> deciding(const Condition& condition) const;

    [[nodiscard]] const Fact<Action>& action() const { return m_action; }
    [[nodiscard]] const Fact<base::Amount>& outflow() const { return m_outflow; }
    [[nodiscard]] const Fact<base::Amount>& fee() const { return m_fee; }
    [[nodiscard]] Fact<WindowCount> windowBefore(base::Seconds duration) const;
    [[nodiscard]] Fact<WindowCount> windowAfter(base::Seconds duration) const;

private:
    using OutputIndex = std::optional<std::size_t>;

    [[nodiscard]] Truth truth(const Condition& condition, OutputIndex output) const;
    [[nodiscard]] Truth truthOfOutputs(const Condition::Outputs& outputs) const;
    [[nodiscard]] Truth truthOfAtom(const Atom& atom, const Fact<std::int64_t>& actual) const;
    [[nodiscard]] Fact<std::int64_t> actual(const Atom& atom, OutputIndex output) const;
    [[nodiscard]] Fact<std::int64_t> actualOfOutput(Field field, const SpendOutput& output) const;
    void collect(const Condition& condition, OutputIndex output, std::vector<DecidingAtom>& out) const;
    void collectOutputs(const Condition::Outputs& outputs, std::vector<DecidingAtom>& out) const;

    const SpendFacts& m_facts;
    const History& m_history;
    base::UnixTime m_now;
    Fact<Action> m_action;
    Fact<base::Amount> m_outflow;
    Fact<base::Amount> m_fee;
    Fact<base::FeeRate> m_feeRate;
    crypto::Hash256 m_inputsKey;
    bool m_hasTransaction = true; ///< Else inputs, outputs, lock time and signals are unknown.
};

} // namespace strongroom::policy
