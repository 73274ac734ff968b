// What a founding session proposes: the starter policy of the chosen limits, and who must agree to change
// what. Internal to core/service.
#pragma once

#include "authority/change_rules.h"
#include "policy/policy.h"
#include "service/found_treasury.h"

#include <string>
#include <vector>

namespace strongroom::service {

/// Asks for compliance exactly when somebody of the people has that role.
[[nodiscard]] policy::Policy starterPolicyFor(const StarterLimits& limits, const FoundingPlan& plan,
                                              const std::vector<Enrolment>& people);
/// Two administrators for everything, one officer besides the adder for a payee. Less strict changes wait a
/// day; not on regtest.
[[nodiscard]] authority::ChangeRules starterChangeRules(const FoundingPlan& plan);

/// "The policy: two administrators; less strict changes wait 24 h."
[[nodiscard]] std::vector<std::string> changeSentences(const authority::ChangeRules& rules);
/// Why these people cannot found a treasury with these limits; empty when they can.
[[nodiscard]] std::vector<std::string> foundingProblems(const std::vector<Enrolment>& people,
                                                        const StarterLimits& limits);

} // namespace strongroom::service
