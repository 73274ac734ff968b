// What a policy demands before a spend may be signed (POLICY §10). Plain values; counting people against
// approvals is quorum's work, waiting is treasury's.
#pragma once

#include "base/json.h"
#include "base/time.h"
#include "policy/errors.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace strongroom::policy {

/// "The initiator never counts unless a rule says so."
enum class InitiatorCounts : std::uint8_t { no, yes };

/// `k` different persons active in `role`, at approval and at signing.
struct ApprovalsObligation {
    std::uint32_t k = 0; ///< 1 … MAX_APPROVALS.
    std::string role;
    std::optional<std::string> mustIncludeRole; ///< At least one of the k also has this role.
    std::vector<std::string> exclude;           ///< Person ids that do not count; sorted, without repetition.
    InitiatorCounts initiatorCounts = InitiatorCounts::no;
    friend bool operator==(const ApprovalsObligation&, const ApprovalsObligation&) = default;
};

/// A wait after the last approval, in which anyone with the right to reject may stop the payment.
struct DelayObligation {
    base::Seconds wait; ///< 1 … MAX_DELAY.
    friend bool operator==(const DelayObligation&, const DelayObligation&) = default;
};

/// A key of the cold tier signs, or the payment is re-issued from a cold vault. A spend from a cold vault
/// meets it by itself: evaluate() then does not list it.
struct ColdLegObligation {
    friend bool operator==(const ColdLegObligation&, const ColdLegObligation&) = default;
};

using Obligation = std::variant<ApprovalsObligation, DelayObligation, ColdLegObligation>;

inline constexpr std::uint32_t MAX_APPROVALS = 100; ///< More persons than any treasury has officers.
inline constexpr base::Seconds MAX_DELAY{90 * 86'400};

/// As in a policy document: {"kind":"approvals","k":2,"role":"officer"} and so on.
[[nodiscard]] base::Json toJson(const Obligation& obligation);
[[nodiscard]] base::Result<Obligation, Error> parseObligation(const base::Json& json);

/// True when whoever meets `strong` has met `weak` too.
[[nodiscard]] bool covers(const Obligation& strong, const Obligation& weak);

/// The obligations that remain when those covered by another are left out (the same approval may serve
/// several obligations), without repetition, sorted by their canonical JSON.
[[nodiscard]] std::vector<Obligation> unite(std::vector<Obligation> obligations);

/// For people: "two officers, one of them cfo", "a wait of 4 hours", "payment from Cold".
[[nodiscard]] std::string inWords(const Obligation& obligation);
/// "two officers and one compliance, and payment from Cold"; empty text for none.
[[nodiscard]] std::string inWords(const std::vector<Obligation>& obligations);

} // namespace strongroom::policy
