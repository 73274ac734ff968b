// Where the coins of a spend come from and go to, what that costs, and what the review found. Every figure is
// the review's, computed from the transaction; an own vault or payee gets the name that the registry has for
// it. Pure. Internal to core/service.
#pragma once

#include "service/withdrawals.h"
#include "treasury/intent.h"
#include "treasury/registry.h"
#include "vault/review.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::service {

/// Who gets an output: a payee or a vault by name, "Change", "Data", or "Unknown address". `fact` is what the
/// review's facts say of the same output.
[[nodiscard]] std::string payeeName(const vault::ReviewedOutput& output, const policy::SpendOutput& fact,
                                    const treasury::Registry& registry);

[[nodiscard]] std::vector<FlowEnd> inputsOf(const vault::SpendReview& review,
                                            const treasury::Registry& registry);
/// The fee is the last of them.
[[nodiscard]] std::vector<FlowEnd> outputsOf(const vault::SpendReview& review,
                                             const treasury::Registry& registry);
[[nodiscard]] std::vector<FindingLine> findingsOf(const vault::SpendReview& review);
/// Sum of what payees get.
[[nodiscard]] base::Amount paidBy(const vault::SpendReview& review);
[[nodiscard]] base::Amount feeOf(const vault::SpendReview& review);
/// In satoshi per 1,000 virtual bytes.
[[nodiscard]] std::int64_t feeRateOf(const vault::SpendReview& review);
/// How far the approvals let the fee be raised; nothing when they do not.
[[nodiscard]] std::optional<FeeCeiling> ceilingOf(const std::optional<treasury::Bump>& bump);

} // namespace strongroom::service
