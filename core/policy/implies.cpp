#include "policy/condition.h"

#include <algorithm>

namespace strongroom::policy {

namespace {

bool includesAll(const std::vector<std::int64_t>& larger, const std::vector<std::int64_t>& smaller) {
    return std::includes(larger.begin(), larger.end(), smaller.begin(), smaller.end());
}

bool atomImplies(const Atom& a, const Atom& b) {
    if (a == b)
        return true;
    if (a.field != b.field || a.window != b.window || a.op != b.op)
        return false;
    switch (a.op) {
    case Operator::less:
    case Operator::lessOrEqual:
        return a.values.front() <= b.values.front();
    case Operator::greater:
    case Operator::greaterOrEqual:
        return a.values.front() >= b.values.front();
    case Operator::in:
        return includesAll(b.values, a.values);
    case Operator::notIn:
        return includesAll(a.values, b.values);
    case Operator::between:
        return a.values[0] >= b.values[0] && a.values[1] <= b.values[1];
    case Operator::equal:
    case Operator::notEqual:
    case Operator::exists:
        return false;
    }
    base::checkFailed("Operator");
}

bool eachImplies(const std::vector<Condition>& a, const std::vector<Condition>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), implies);
}

} // namespace

bool implies(const Condition& a, const Condition& b) {
    if (std::holds_alternative<Condition::Always>(b.node))
        return true;
    if (a.node.index() != b.node.index())
        return false;
    if (const auto* atom = std::get_if<Atom>(&a.node))
        return atomImplies(*atom, std::get<Atom>(b.node));
    if (const auto* all = std::get_if<Condition::All>(&a.node))
        return eachImplies(all->parts, std::get<Condition::All>(b.node).parts);
    if (const auto* any = std::get_if<Condition::Any>(&a.node))
        return eachImplies(any->parts, std::get<Condition::Any>(b.node).parts);
    if (const auto* negation = std::get_if<Condition::Not>(&a.node))
        return implies(std::get<Condition::Not>(b.node).part.front(), negation->part.front());
    if (const auto* outputs = std::get_if<Condition::Outputs>(&a.node)) {
        const auto& other = std::get<Condition::Outputs>(b.node);
        if (outputs->quantifier != other.quantifier || outputs->classes != other.classes)
            return false;
        return outputs->quantifier == Quantifier::none ? implies(other.where.front(), outputs->where.front())
                                                       : implies(outputs->where.front(), other.where.front());
    }
    return false; // a is Always, b is not
}

} // namespace strongroom::policy
