// The verdict over one spend, with everything that led to it (POLICY §2, §15).
//
// Only evaluate() makes a Decision, and it carries the digest of the intent it judged: no code can pass off a
// verdict over another payment. A pure function of its arguments; no thread rule, cannot fail: what is not
// known is UNKNOWN and never permits.
#pragma once

#include "base/json.h"
#include "base/time.h"
#include "crypto/hash.h"
#include "policy/history.h"
#include "policy/policy.h"
#include "policy/spend_facts.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::policy {

enum class Outcome : std::uint8_t {
    notAllowed, ///< A deny fired, or no allow holds. No approval changes that.
    needs,      ///< Allowed once every obligation is met.
    permitted,  ///< Allowed as it is.
};
[[nodiscard]] std::string_view name(Outcome outcome);

/// One comparison with the actual value.
struct AtomOutcome {
    std::string text;   ///< As in the policy: "tx.outflow >= 5000000".
    std::string actual; ///< "120000000", "payee", "unknown"; for outputs "output 2: 86400".
    Truth truth = Truth::unknown;
    std::string provenance; ///< Empty when unknown.
};

struct RuleOutcome {
    std::string id;
    Effect effect = Effect::deny;
    Truth selected = Truth::unknown; ///< By its source selector.
    Truth condition = Truth::unknown;
    bool applies = false;           ///< It fired (deny, require) or holds (allow).
    std::vector<AtomOutcome> atoms; ///< Those that decided the condition: matched ones, or failed ones.
    std::string sentence;
};

/// A window that some selected rule looks at, and always the last 24 h.
struct CounterOutcome {
    base::Seconds duration;
    Fact<WindowCount> before;
    Fact<WindowCount> after;
};

class Decision {
public:
    [[nodiscard]] Outcome outcome() const { return m_outcome; }
    /// What is still to be met, in canonical order; empty unless outcome() is needs.
    [[nodiscard]] const std::vector<Obligation>& obligations() const { return m_obligations; }
    /// Payees that are, or may be, paid for the first time: who added one cannot approve this payment.
    [[nodiscard]] const std::vector<crypto::Hash256>& firstUsePayees() const { return m_firstUsePayees; }

    [[nodiscard]] const crypto::Hash256& intentDigest() const { return m_intentDigest; }
    [[nodiscard]] const crypto::Hash256& policyHash() const { return m_policyHash; }
    /// Hash of the evaluator's own sources: which program judged.
    [[nodiscard]] const crypto::Hash256& engineHash() const { return m_engineHash; }
    [[nodiscard]] base::UnixTime at() const { return m_at; }

    [[nodiscard]] const Fact<Action>& action() const { return m_action; }
    [[nodiscard]] const Fact<base::Amount>& outflow() const { return m_outflow; }
    [[nodiscard]] const Fact<base::Amount>& fee() const { return m_fee; }
    [[nodiscard]] const std::vector<RuleOutcome>& rules() const { return m_rules; }
    [[nodiscard]] const std::vector<CounterOutcome>& counters() const { return m_counters; }
    /// For people: "Not signed automatically: the last 24 h would reach 5.10 BTC; the limit is 5.00 BTC.
    /// Needs two officers."
    [[nodiscard]] const std::string& sentence() const { return m_sentence; }

private:
    friend Decision evaluate(const Policy& policy, const SpendFacts& facts, const History& history,
                             base::UnixTime now, const crypto::Hash256& intentDigest);
    Decision() = default;

    Outcome m_outcome = Outcome::notAllowed;
    std::vector<Obligation> m_obligations;
    std::vector<crypto::Hash256> m_firstUsePayees;
    crypto::Hash256 m_intentDigest;
    crypto::Hash256 m_policyHash;
    crypto::Hash256 m_engineHash;
    base::UnixTime m_at;
    Fact<Action> m_action;
    Fact<base::Amount> m_outflow;
    Fact<base::Amount> m_fee;
    std::vector<RuleOutcome> m_rules;
    std::vector<CounterOutcome> m_counters;
    std::string m_sentence;
};

[[nodiscard]] Decision evaluate(const Policy& policy, const SpendFacts& facts, const History& history,
                                base::UnixTime now, const crypto::Hash256& intentDigest);

/// The decision record of docs/formats/policy.md.
[[nodiscard]] base::Json toJson(const Decision& decision);

} // namespace strongroom::policy
