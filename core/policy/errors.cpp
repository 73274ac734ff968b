#include "policy/errors.h"

#include "base/check.h"

#include <array>
#include <cstddef>

namespace strongroom::policy {

namespace {

constexpr std::array<base::ErrorInfo, 12> ERRORS{{
    {"policy.malformed", "The document does not have the shape of a policy, a request or a history."},
    {"policy.unsupported_version", "The document has a version that this program does not know."},
    {"policy.not_supported", "The policy uses something that this version does not support yet."},
    {"policy.too_large", "The policy has more rules, conditions or values than are accepted."},
    {"policy.duplicate_rule", "Two rules of the policy have the same id."},
    {"policy.unknown_field", "A condition names a field that does not exist."},
    {"policy.field_outside_class", "A condition uses a field where it does not apply."},
    {"policy.operator_mismatch", "A condition uses an operator or a value that its field does not have."},
    {"policy.value_out_of_range", "A value of the policy is outside its range."},
    {"policy.bad_selector", "A rule does not say properly which vaults it is about."},
    {"policy.bad_obligation", "An obligation is not complete or not well formed."},
    {"policy.obligations_misplaced", "Obligations belong to require rules, and every require rule has some."},
}};

} // namespace

base::ErrorInfo describe(Error error) {
    const auto index = static_cast<std::size_t>(error);
    STRONGROOM_CHECK(index < ERRORS.size());
    return ERRORS[index];
}

} // namespace strongroom::policy
