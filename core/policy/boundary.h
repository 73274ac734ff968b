// What a policy bounds: the most that so many people, acting together, can move out of a vault in 24 hours
// (POLICY §14). A search over payments at the edges of the policy's own numbers, from an empty window.
#pragma once

#include "base/amount.h"
#include "policy/policy.h"
#include "policy/spend_facts.h"

#include <cstdint>
#include <optional>

namespace strongroom::policy {

/// `people` persons conspire, with whatever roles help most; one of them proposes and so does not approve,
/// unless a rule says so. Delays of less than a day do not stop them; a cold leg does. They pay old payees,
/// new ones or unknown addresses, or lower tiers, whatever the policy lets pass. Nothing when a single
/// payment or their number is not bounded: then only the vault's balance is the limit. `people` is at
/// least 1.
[[nodiscard]] std::optional<base::Amount> largestOutflow(const Policy& policy, const SourceVault& vault,
                                                         std::uint32_t people);

} // namespace strongroom::policy
