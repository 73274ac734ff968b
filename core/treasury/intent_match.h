// From a reviewed transaction to its intent, and back: does the intent say what the bytes do (ATTACKS A87,
// A89)?
#pragma once

#include "base/result.h"
#include "psbt/psbt.h"
#include "treasury/errors.h"
#include "treasury/intent.h"
#include "treasury/payment.h"
#include "treasury/registry.h"
#include "vault/review.h"

#include <map>
#include <optional>

namespace strongroom::treasury {

/// What a proposer adds to a reviewed transaction.
struct Proposal {
    quorum::PersonId initiator;
    std::array<std::uint8_t, 16> nonce{};
    base::UnixTime expiry;
    std::map<std::size_t, PaymentDetails> payments; ///< By output.
    /// What this replaces. Payments that stay as they are keep the details that it named.
    std::optional<Intent> original;
    std::optional<Bump> bump;
};

/// The intent that says what `review`, made of the same `psbt` and registry, found; every finding that asks
/// is acknowledged. findingRefuses when a finding refuses or a fact is unknown, paymentMismatch when details
/// name another payee or amount than their output.
[[nodiscard]] base::Result<Intent, Error> draftIntent(const psbt::Psbt& psbt,
                                                      const vault::SpendReview& review,
                                                      const Registry& registry, const Proposal& proposal);

/// Recomputes everything that the intent's body says from the transaction and refuses any difference; refuses
/// when a finding refuses, or asks and is not in the intent.
[[nodiscard]] base::Result<void, Error> intentMatches(const Intent& intent, const psbt::Psbt& psbt,
                                                      const vault::SpendReview& review,
                                                      const Registry& registry);

/// The details are the ones that output `index` names, and pay what it pays.
[[nodiscard]] base::Result<void, Error> paymentMatches(const Intent& intent, std::size_t index,
                                                       const PaymentDetails& details,
                                                       const Registry& registry);

/// POLICY §11: a replacement is covered by the approvals of the original only if it spends the same outpoints
/// in the same order, keeps every output but change equal and in order, takes the difference from change
/// alone, and stays within the original's `bump` (`feeRate` is the replacement's own). ATTACKS A110.
[[nodiscard]] base::Result<void, Error>
isCoveredReplacement(const Intent& original, const Intent& replacement, base::FeeRate feeRate);

} // namespace strongroom::treasury
