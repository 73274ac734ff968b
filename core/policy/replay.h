// What a policy would have done: every payment of a history judged anew, each with only what came before it.
//
// A history says when a payment was made, from which vault, how much left and to which payees; not its other
// outputs, fee, or the state of the treasury at the time. What is not known is UNKNOWN, never guessed: a
// payment's outcome is a range, from what the policy does when all of that speaks against the payment to what
// it does when all speaks for it. Pure; no thread rule.
#pragma once

#include "policy/decision.h"
#include "policy/errors.h"
#include "policy/request.h"

#include <string>
#include <vector>

namespace strongroom::policy {

/// Each payment is judged over all before it: quadratic work.
inline constexpr std::size_t MAX_REPLAYED = 5'000;

struct ReplayedRule {
    std::string id;
    Effect effect = Effect::deny;
    Truth truth = Truth::unknown; ///< Of selector and condition together.
};

struct ReplayedPayment {
    HistoryEntry payment;
    Outcome atWorst = Outcome::notAllowed; ///< As evaluate() decides from what is known.
    Outcome atBest = Outcome::notAllowed;
    std::vector<Obligation> obligations; ///< Asked for in any case; empty unless atBest is needs.
    std::vector<ReplayedRule> rules;     ///< All but those whose truth is no, by id.
};

/// The payments in order of time (of one time: in the document's). `source` is a vault whose tier is known:
/// payments of any other vault have an unknown source. Error: tooLarge past MAX_REPLAYED.
[[nodiscard]] base::Result<std::vector<ReplayedPayment>, Error>
replay(const Policy& policy, HistoryEntries history, const Fact<SourceVault>& source);

} // namespace strongroom::policy
