#include "policy/policy.h"
#include "policy/wording.h"

#include <algorithm>

namespace strongroom::policy {

namespace {

bool selectsAtLeast(const SourceSelector& wide, const SourceSelector& narrow) {
    if (wide.isAny())
        return true;
    if (narrow.isAny())
        return false;
    return std::includes(wide.tiers.begin(), wide.tiers.end(), narrow.tiers.begin(), narrow.tiers.end()) &&
           std::includes(wide.vaults.begin(), wide.vaults.end(), narrow.vaults.begin(), narrow.vaults.end());
}

/// Whatever `b` blocks, demands or grants, `a` does as well.
bool doesAtLeast(const Rule& a, const Rule& b) {
    return a.effect == b.effect && selectsAtLeast(a.source, b.source) && implies(b.when, a.when) &&
           std::all_of(b.obligations.begin(), b.obligations.end(), [&](const Obligation& weak) {
               return std::any_of(a.obligations.begin(), a.obligations.end(),
                                  [&](const Obligation& strong) { return covers(strong, weak); });
           });
}

bool sameContent(const Rule& a, const Rule& b) {
    return a.effect == b.effect && a.source == b.source && a.when == b.when && a.obligations == b.obligations;
}

template <typename Predicate>
bool anyRule(const Policy& policy, Predicate predicate) {
    return std::any_of(policy.rules().begin(), policy.rules().end(), predicate);
}

/// Every rule of `before` that could make a payment harder must survive, as it is or stricter …
void findRemoved(const Policy& before, const Policy& after, std::vector<std::string>& less,
                 std::vector<std::string>& stricter) {
    for (const Rule& old : before.rules()) {
        if (anyRule(after, [&](const Rule& rule) { return sameContent(rule, old); }))
            continue;
        if (old.effect == Effect::allow)
            stricter.push_back("Removed or narrowed: " + inWords(old));
        else if (anyRule(after, [&](const Rule& rule) { return doesAtLeast(rule, old); }))
            stricter.push_back("Replaced by a stricter rule: " + inWords(old));
        else
            less.push_back("Removed or weakened: " + inWords(old));
    }
}

/// … and every allow of `after` must have been granted before.
void findAdded(const Policy& before, const Policy& after, std::vector<std::string>& less,
               std::vector<std::string>& stricter) {
    for (const Rule& rule : after.rules()) {
        if (anyRule(before, [&](const Rule& old) { return sameContent(rule, old); }))
            continue;
        const bool granted = rule.effect != Effect::allow ||
                             anyRule(before, [&](const Rule& old) { return doesAtLeast(old, rule); });
        (granted ? stricter : less).push_back("Added: " + inWords(rule));
    }
}

} // namespace

EditClassification classifyEdit(const Policy& before, const Policy& after) {
    std::vector<std::string> less;
    std::vector<std::string> stricter;
    findRemoved(before, after, less, stricter);
    findAdded(before, after, less, stricter);
    EditClassification result;
    if (!less.empty())
        result.editClass = EditClass::lessStrict;
    else if (!stricter.empty())
        result.editClass = EditClass::stricter;
    else
        result.editClass = EditClass::unchanged;
    result.reasons = std::move(less);
    result.reasons.insert(result.reasons.end(), stricter.begin(), stricter.end());
    return result;
}

std::vector<std::string> findUnreachable(const Policy& policy,
                                         const std::map<std::string, std::size_t>& personsByRole) {
    const auto persons = [&](const std::string& role) -> std::size_t {
        const auto found = personsByRole.find(role);
        return found == personsByRole.end() ? 0 : found->second;
    };
    std::vector<std::string> unreachable;
    for (const Rule& rule : policy.rules()) {
        const bool reachable =
            std::all_of(rule.obligations.begin(), rule.obligations.end(), [&](const Obligation& o) {
                const auto* approvals = std::get_if<ApprovalsObligation>(&o);
                if (approvals == nullptr)
                    return true;
                // The initiator may be one of them, and so may everyone who is excluded.
                const std::size_t lost =
                    approvals->exclude.size() + (approvals->initiatorCounts == InitiatorCounts::yes ? 0 : 1);
                return persons(approvals->role) >= approvals->k + lost &&
                       (!approvals->mustIncludeRole || persons(*approvals->mustIncludeRole) >= 1);
            });
        if (!reachable)
            unreachable.push_back(rule.id);
    }
    return unreachable;
}

} // namespace strongroom::policy
