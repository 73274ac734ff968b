#include "service/policy_view.h"

#include "policy/boundary.h"
#include "policy/policy.h"
#include "service/starter_rules.h"
#include "service/workspace_state.h"

#include <algorithm>

namespace strongroom::service {

namespace {

/// What is compiled in and no policy loosens (POLICY.md §1).
std::vector<std::string> invariantSentences() {
    return {
        "Every coin that is spent belongs to one registered vault, and its amount is proven by its whole "
        "previous "
        "transaction.",
        "Change counts as change only when it is derived anew from the registered descriptor.",
        "A signature covers the whole transaction; nothing can be added to it afterwards.",
        "No coin is signed for in two payments that may both still confirm.",
        "A fee above 0.05 BTC, above 500 sat/vB or above a tenth of the payment is refused.",
        "The proposer's own approval never counts, and a person counts once, with however many devices.",
        "No signature leaves before its record is on the disk.",
    };
}

/// The largest over all vaults in use; nothing when one of them has no bound.
std::optional<base::Amount> mostThatCanLeave(const policy::Policy& policy, const treasury::Registry& registry,
                                             std::uint32_t people) {
    base::Amount most;
    for (const vault::Vault& vault : registry.vaults()) {
        const auto bound = policy::largestOutflow(policy, {vault.id, vault.name, vault.tier}, people);
        if (!bound)
            return std::nullopt;
        most = std::max(most, *bound);
    }
    return most;
}

} // namespace

Outcome<PolicyView> showPolicy(Workspace& workspace) {
    STRONGROOM_ASSIGN(const auto registry, registryOf(workspace.state()));
    const authority::AuthorityState& state = registry->state();
    const auto policy = policy::Policy::parse(state.policy());
    if (!policy)
        return base::Unexpected(policy::toFailure(policy.error()));
    PolicyView view;
    view.version = static_cast<std::uint32_t>(state.policyVersion());
    view.hash = hexOf(state.policyHash());
    for (const policy::RuleSentence& rule : policy::describeRules(*policy))
        view.rules.push_back({rule.id, std::string(policy::name(rule.effect)), rule.sentence});
    view.changeSentences = changeSentences(state.changeRules());
    view.invariantSentences = invariantSentences();
    view.mostOnePerson24h = mostThatCanLeave(*policy, *registry, 1);
    view.mostTwoPeople24h = mostThatCanLeave(*policy, *registry, 2);
    view.document = state.policy().canonical();
    return view;
}

} // namespace strongroom::service
