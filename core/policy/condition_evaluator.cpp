#include "policy/condition_evaluator.h"

#include <algorithm>

namespace strongroom::policy {

namespace {

template <typename T, typename Project>
Fact<std::int64_t> project(const Fact<T>& fact, Project toInteger) {
    if (!fact.stated())
        return {};
    return {static_cast<std::int64_t>(toInteger(*fact.stated())), fact.provenance()};
}

template <typename E>
Fact<std::int64_t> enumerated(const Fact<E>& fact) {
    return project(fact, [](E value) { return static_cast<std::int64_t>(value); });
}

Fact<std::int64_t> satoshi(const Fact<base::Amount>& fact) {
    return project(fact, [](base::Amount amount) { return amount.satoshi(); });
}

bool compare(const Atom& atom, std::int64_t actual) {
    const auto& values = atom.values;
    switch (atom.op) {
    case Operator::equal:
        return actual == values[0];
    case Operator::notEqual:
        return actual != values[0];
    case Operator::less:
        return actual < values[0];
    case Operator::lessOrEqual:
        return actual <= values[0];
    case Operator::greater:
        return actual > values[0];
    case Operator::greaterOrEqual:
        return actual >= values[0];
    case Operator::in:
        return std::binary_search(values.begin(), values.end(), actual);
    case Operator::notIn:
        return !std::binary_search(values.begin(), values.end(), actual);
    case Operator::between:
        return actual >= values[0] && actual <= values[1];
    case Operator::exists:
        return true;
    }
    base::checkFailed("Operator");
}

bool concerns(const Condition::Outputs& quantifier, const SpendOutput& output) {
    return std::binary_search(quantifier.classes.begin(), quantifier.classes.end(), output.outputClass);
}

} // namespace

ConditionEvaluator::ConditionEvaluator(const SpendFacts& facts, const History& history, base::UnixTime now)
    : m_facts(facts),
      m_history(history),
      m_now(now),
      m_action(deriveAction(facts)),
      m_outflow(deriveOutflow(facts)),
      m_fee(deriveFee(facts)),
      m_feeRate(deriveFeeRate(facts)),
      m_inputsKey(inputsKey(facts)) {}

ConditionEvaluator::ConditionEvaluator(const SpendFacts& facts, const PastFacts& past, const History& history,
                                       base::UnixTime now)
    : ConditionEvaluator(facts, history, now) {
    m_outflow = past.outflow;
    m_inputsKey = past.inputs;
    m_hasTransaction = false;
}

Fact<WindowCount> ConditionEvaluator::windowBefore(base::Seconds duration) const {
    if (!m_facts.source.isProven())
        return {};
    return m_history.before(m_facts.source.proven().id, duration, m_now, m_inputsKey);
}

Fact<WindowCount> ConditionEvaluator::windowAfter(base::Seconds duration) const {
    if (m_facts.message) // words are no payment
        return windowBefore(duration);
    if (!m_facts.source.isProven())
        return {};
    return m_history.after(m_facts.source.proven().id, duration, m_now, m_inputsKey, m_outflow);
}

Fact<std::int64_t> ConditionEvaluator::actualOfOutput(Field field, const SpendOutput& output) const {
    if (field == Field::outputClass)
        return enumerated(Fact<OutputClass>::fromBytes(output.outputClass));
    if (field == Field::outputAmount)
        return satoshi(Fact<base::Amount>::fromBytes(output.amount));
    if (field == Field::outputPayeeAge)
        return project(output.payeeAge, [](base::Seconds age) { return age.count; });
    STRONGROOM_CHECK(field == Field::outputFirstUse);
    return enumerated(output.firstUse);
}

Fact<std::int64_t> ConditionEvaluator::actual(const Atom& atom, OutputIndex output) const {
    const auto fromTransaction = [&](auto value) {
        return m_hasTransaction ? Fact<std::int64_t>::fromBytes(static_cast<std::int64_t>(value))
                                : Fact<std::int64_t>();
    };
    const auto sum = [](const WindowCount& window) { return window.sum; };
    const auto count = [](const WindowCount& window) { return window.count; };
    switch (atom.field) {
    case Field::action:
        return enumerated(m_action);
    case Field::txOutflow:
        return satoshi(m_outflow);
    case Field::txFee:
        return satoshi(m_fee);
    case Field::txFeerate:
        return project(m_feeRate, [](base::FeeRate rate) { return rate.satPerKvb(); });
    case Field::txInputs:
        return fromTransaction(m_facts.inputs.size());
    case Field::txOutputs:
        return fromTransaction(m_facts.outputs.size());
    case Field::txLocktime:
        return fromTransaction(m_facts.locktime);
    case Field::txReplaceable:
        return fromTransaction(m_facts.replaceable ? 1 : 0);
    case Field::windowSum:
        return project(windowBefore(*atom.window), sum);
    case Field::windowSumAfter:
        return project(windowAfter(*atom.window), sum);
    case Field::windowCount:
        return project(windowBefore(*atom.window), count);
    case Field::windowCountAfter:
        return project(windowAfter(*atom.window), count);
    case Field::incidentState:
        return enumerated(m_facts.incident);
    case Field::outputClass:
    case Field::outputAmount:
    case Field::outputPayeeAge:
    case Field::outputFirstUse:
        STRONGROOM_CHECK(output.has_value());
        return actualOfOutput(atom.field, m_facts.outputs[*output]);
    }
    base::checkFailed("Field");
}

Truth ConditionEvaluator::truthOfAtom(const Atom& atom, const Fact<std::int64_t>& value) const {
    return value.isProven() ? truthOf(compare(atom, value.proven())) : Truth::unknown;
}

Truth ConditionEvaluator::truthOfOutputs(const Condition::Outputs& quantifier) const {
    if (!m_hasTransaction)
        return Truth::unknown;
    Truth all = Truth::yes;
    Truth any = Truth::no;
    for (std::size_t i = 0; i < m_facts.outputs.size(); ++i) {
        if (!concerns(quantifier, m_facts.outputs[i]))
            continue;
        const Truth one = truth(quantifier.where.front(), i);
        all = both(all, one);
        any = either(any, one);
    }
    switch (quantifier.quantifier) {
    case Quantifier::all:
        return all;
    case Quantifier::any:
        return any;
    case Quantifier::none:
        return !any;
    }
    base::checkFailed("Quantifier");
}

Truth ConditionEvaluator::truth(const Condition& condition, OutputIndex output) const {
    if (const auto* atom = std::get_if<Atom>(&condition.node))
        return truthOfAtom(*atom, actual(*atom, output));
    if (const auto* all = std::get_if<Condition::All>(&condition.node)) {
        Truth result = Truth::yes;
        for (const Condition& part : all->parts)
            result = both(result, truth(part, output));
        return result;
    }
    if (const auto* any = std::get_if<Condition::Any>(&condition.node)) {
        Truth result = Truth::no;
        for (const Condition& part : any->parts)
            result = either(result, truth(part, output));
        return result;
    }
    if (const auto* negation = std::get_if<Condition::Not>(&condition.node))
        return !truth(negation->part.front(), output);
    if (const auto* outputs = std::get_if<Condition::Outputs>(&condition.node))
        return truthOfOutputs(*outputs);
    return Truth::yes; // always
}

void ConditionEvaluator::collectOutputs(const Condition::Outputs& quantifier,
                                        std::vector<DecidingAtom>& out) const {
    const Truth result = truthOfOutputs(quantifier);
    // What an output must have answered to count: for none, the opposite of the result.
    const Truth wanted = quantifier.quantifier == Quantifier::none ? !result : result;
    const std::size_t before = out.size();
    for (std::size_t i = 0; i < m_facts.outputs.size() && out.size() < MAX_EXPLAINED; ++i) {
        if (concerns(quantifier, m_facts.outputs[i]) && truth(quantifier.where.front(), i) == wanted)
            collect(quantifier.where.front(), i, out);
    }
    if (out.size() == before && out.size() < MAX_EXPLAINED)
        out.push_back({nullptr, &quantifier, std::nullopt, {}, result});
}

void ConditionEvaluator::collect(const Condition& condition, OutputIndex output,
                                 std::vector<DecidingAtom>& out) const {
    if (out.size() >= MAX_EXPLAINED)
        return;
    if (const auto* atom = std::get_if<Atom>(&condition.node)) {
        const Fact<std::int64_t> value = actual(*atom, output);
        out.push_back({atom, nullptr, output, value, truthOfAtom(*atom, value)});
        return;
    }
    if (const auto* negation = std::get_if<Condition::Not>(&condition.node)) {
        collect(negation->part.front(), output, out);
        return;
    }
    if (const auto* outputs = std::get_if<Condition::Outputs>(&condition.node)) {
        collectOutputs(*outputs, out);
        return;
    }
    const std::vector<Condition>* parts = nullptr;
    if (const auto* all = std::get_if<Condition::All>(&condition.node))
        parts = &all->parts;
    else if (const auto* any = std::get_if<Condition::Any>(&condition.node))
        parts = &any->parts;
    if (parts == nullptr)
        return;
    const Truth result = truth(condition, output);
    for (const Condition& part : *parts) {
        if (truth(part, output) == result)
            collect(part, output, out);
    }
}

std::vector<DecidingAtom> ConditionEvaluator::deciding(const Condition& condition) const {
    std::vector<DecidingAtom> out;
    collect(condition, std::nullopt, out);
    return out;
}

} // namespace strongroom::policy
