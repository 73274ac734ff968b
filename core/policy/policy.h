// A policy: rules with one effect each, without order (POLICY §2). Immutable once parsed; safe to share
// between threads. Its JSON form is docs/formats/policy.md; what this version does not support is refused
// with policy.not_supported, never half-read.
#pragma once

#include "base/json.h"
#include "crypto/hash.h"
#include "policy/condition.h"
#include "policy/errors.h"
#include "policy/obligation.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::policy {

enum class Effect : std::uint8_t { deny, require, allow };
[[nodiscard]] std::string_view name(Effect effect);

/// Which source vaults a rule is about; looked at before the condition, so that a rule for the hot tier never
/// touches the cold one. Empty lists mean every vault; otherwise a vault is selected by its tier or its id.
struct SourceSelector {
    std::vector<Tier> tiers;             ///< Sorted.
    std::vector<crypto::Hash256> vaults; ///< Sorted.
    [[nodiscard]] bool isAny() const { return tiers.empty() && vaults.empty(); }
    [[nodiscard]] Truth selects(const Fact<SourceVault>& source) const;
    friend bool operator==(const SourceSelector&, const SourceSelector&) = default;
};

struct Rule {
    std::string id; ///< [a-z0-9_-]{1,40}, unique in its policy.
    Effect effect = Effect::deny;
    SourceSelector source;
    Condition when;
    std::vector<Obligation> obligations; ///< Never empty for require, always empty otherwise.
};

/// Where in a document the problem is.
struct LoadError {
    Error error;
    std::string rule; ///< Id of the rule; empty when the document as a whole is at fault.

    LoadError(Error errorIn, std::string ruleIn = {}) // NOLINT(google-explicit-constructor)
        : error(errorIn), rule(std::move(ruleIn)) {}
};
[[nodiscard]] base::ErrorInfo describe(const LoadError& error);
/// With the rule's id in its data.
[[nodiscard]] base::Failure toFailure(const LoadError& error);

class Policy {
public:
    static constexpr std::int64_t VERSION = 1;
    static constexpr std::size_t MAX_RULES = 256;

    /// The policy without rules: allows nothing.
    Policy() = default;
    [[nodiscard]] static base::Result<Policy, LoadError> parse(const base::Json& json);

    /// Rules sorted by id: their order in a document means nothing, and does not change the hash.
    [[nodiscard]] const std::vector<Rule>& rules() const { return m_rules; }
    [[nodiscard]] base::Json toJson() const;
    /// Tagged hash "strongroom/policy/1" of the canonical toJson().
    [[nodiscard]] crypto::Hash256 hash() const;

private:
    std::vector<Rule> m_rules;
};

/// One sentence a rule, in the order of rules(): for the read-only policy page.
struct RuleSentence {
    std::string id;
    Effect effect;
    std::string sentence;
};
[[nodiscard]] std::vector<RuleSentence> describeRules(const Policy& policy);

/// How an edit is to be treated (POLICY §3). Anything not provably stricter is less strict.
enum class EditClass : std::uint8_t { unchanged, stricter, lessStrict };
struct EditClassification {
    EditClass editClass = EditClass::lessStrict;
    std::vector<std::string> reasons; ///< One sentence a change, less strict ones first.
};
[[nodiscard]] EditClassification classifyEdit(const Policy& before, const Policy& after);

/// Require rules whose approvals cannot be reached with so many active persons in each role, the initiator
/// not counted (POLICY §3: "no edit may leave a vault or role without a reachable quorum"). Rule ids.
[[nodiscard]] std::vector<std::string>
findUnreachable(const Policy& policy, const std::map<std::string, std::size_t>& personsByRole);

} // namespace strongroom::policy
