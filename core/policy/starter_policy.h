// The policy a founding session proposes, in words that fit on one page (POLICY, example).
#pragma once

#include "base/amount.h"
#include "base/time.h"
#include "policy/policy.h"

#include <cstdint>

namespace strongroom::policy {

struct StarterChoices {
    base::Amount oneOfficerFrom = base::Amount::sat(5'000'000);
    base::Amount twoOfficersFrom = base::Amount::sat(100'000'000);
    base::Seconds newPayeeFor{259'200};                           ///< A payee younger than this needs two.
    base::Amount dayLimit = base::Amount::sat(500'000'000);       ///< Past it two officers per 24 h …
    base::Amount dayLimitCold = base::Amount::sat(1'000'000'000); ///< … and past this the cold tier.
    std::int64_t paymentsPerHour = 20;
    std::uint32_t complianceOfficers = 1; ///< Persons with the role; none: their approval is not demanded.
};

/// By tier, so that it holds for vaults that do not exist yet. Roles: officer, compliance.
[[nodiscard]] Policy starterPolicy(const StarterChoices& choices);

} // namespace strongroom::policy
