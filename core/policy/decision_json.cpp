#include "policy/decision.h"

#include "base/text_encoding.h"

namespace strongroom::policy {

namespace {

template <typename T, typename Project>
base::Json known(const Fact<T>& fact, Project toJson) {
    if (!fact.stated())
        return nullptr;
    return base::Json::Object{{"value", toJson(*fact.stated())}, {"from", name(fact.provenance())}};
}

base::Json amountJson(const Fact<base::Amount>& fact) {
    return known(fact, [](base::Amount amount) { return base::Json(amount.satoshi()); });
}

base::Json windowJson(const Fact<WindowCount>& fact) {
    return known(fact, [](const WindowCount& window) {
        return base::Json(base::Json::Object{{"sum", window.sum}, {"count", window.count}});
    });
}

base::Json ruleJson(const RuleOutcome& rule) {
    base::Json::Array atoms;
    for (const AtomOutcome& atom : rule.atoms)
        atoms.push_back(base::Json::Object{{"text", atom.text},
                                           {"actual", atom.actual},
                                           {"truth", name(atom.truth)},
                                           {"from", atom.provenance}});
    return base::Json::Object{{"id", rule.id},
                              {"effect", name(rule.effect)},
                              {"selected", name(rule.selected)},
                              {"condition", name(rule.condition)},
                              {"applies", rule.applies},
                              {"atoms", std::move(atoms)},
                              {"sentence", rule.sentence}};
}

} // namespace

base::Json toJson(const Decision& decision) {
    base::Json::Array obligations;
    for (const Obligation& obligation : decision.obligations())
        obligations.push_back(toJson(obligation));
    base::Json::Array payees;
    for (const crypto::Hash256& payee : decision.firstUsePayees())
        payees.push_back(base::toHex(payee.span()));
    base::Json::Array rules;
    for (const RuleOutcome& rule : decision.rules())
        rules.push_back(ruleJson(rule));
    base::Json::Array counters;
    for (const CounterOutcome& counter : decision.counters())
        counters.push_back(base::Json::Object{{"seconds", counter.duration.count},
                                              {"before", windowJson(counter.before)},
                                              {"after", windowJson(counter.after)}});
    return base::Json::Object{
        {"v", 1},
        {"outcome", name(decision.outcome())},
        {"sentence", decision.sentence()},
        {"obligations", std::move(obligations)},
        {"first_use_payees", std::move(payees)},
        {"intent", base::toHex(decision.intentDigest().span())},
        {"policy", base::toHex(decision.policyHash().span())},
        {"engine", base::toHex(decision.engineHash().span())},
        {"at", decision.at().seconds},
        {"action", known(decision.action(), [](Action action) { return base::Json(name(action)); })},
        {"outflow", amountJson(decision.outflow())},
        {"fee", amountJson(decision.fee())},
        {"rules", std::move(rules)},
        {"counters", std::move(counters)},
    };
}

} // namespace strongroom::policy
