// Judging one spend under a policy document, as the signing process would (docs/formats/policy.md). Pure.
#pragma once

#include "base/bytes.h"
#include "base/json.h"
#include "base/time.h"
#include "service/outcome.h"

#include <optional>
#include <string>

namespace strongroom::service {

struct PolicyQuestion {
    base::Bytes policy;
    base::Bytes request;
    std::optional<base::Bytes> history; ///< Nothing: nothing is known about earlier payments.
    base::UnixTime now;
};

struct PolicyVerdict {
    base::Json document;     ///< The decision record, with an intent of zeros.
    std::string explanation; ///< The decision, then each rule that was looked at: one sentence a line.
    bool permitted = false;  ///< As it is, without any approval.
};

/// Errors: json.*, policy.*.
[[nodiscard]] Outcome<PolicyVerdict> judgeByPolicy(const PolicyQuestion& question);

struct PolicySimulation {
    base::Json document;     ///< {counts,decision,replay}: docs/formats/policy.md §10.
    std::string explanation; ///< One sentence each for the request, the counts, and each payment.
};
/// The same question, and what the policy would have done with each payment of the history. Errors: json.*,
/// policy.*.
[[nodiscard]] Outcome<PolicySimulation> simulatePolicy(const PolicyQuestion& question);

} // namespace strongroom::service
