// The one judgement over a spend: from the bytes of a PSBT and signed objects to "may be signed", with every
// reason. Hot signer, station, desk and the coordinator's preview all call it; only a signer's own call
// leads to a signature (DESIGN §2, §3).
//
// Pure. Believes the AuthorityState and what the judge knows itself, and nothing else.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "bitcoin/transaction.h"
#include "crypto/envelope.h"
#include "policy/decision.h"
#include "policy/history.h"
#include "psbt/psbt.h"
#include "treasury/errors.h"
#include "treasury/payee.h"
#include "treasury/registry.h"
#include "treasury/tally.h"
#include "treasury/verified_intent.h"
#include "vault/limits.h"
#include "vault/review.h"

#include <optional>
#include <span>
#include <vector>

namespace strongroom::treasury {

/// What only the judge knows, from its own journal and clock.
struct Knowledge {
    base::UnixTime now; ///< For whatever time makes possible: waits, windows, ages.
    /// What the judge's clock says, where that is not certain enough to be `now`: for what time ends.
    std::optional<base::UnixTime> stated;
    policy::History history = policy::History::unknown();
    PayeeHistory payees;
    std::vector<bitcoin::OutPoint> liveElsewhere; ///< Spent by other withdrawals that may still confirm.
    policy::Fact<bool> conflictsWithAuthorized;
    vault::ReviewLimits limits;
};

/// What the transaction does, with the facts that only the judge knows filled in: no intent yet. For previews
/// and for drafting an intent.
[[nodiscard]] vault::SpendReview reviewWith(const psbt::Psbt& psbt, const Registry& registry,
                                            const Knowledge& knowledge);

/// What the approvals of an intent mean for the one that replaces it (POLICY §11).
struct Coverage {
    crypto::Hash256 original;        ///< Digest of the intent that was approved.
    std::optional<Error> notCovered; ///< Why they mean nothing for it; nothing when they cover it.

    [[nodiscard]] bool covers() const { return !notCovered; }
};

/// Only judge() makes one; all of it is about one intent digest.
class Judgement {
public:
    [[nodiscard]] const VerifiedIntent& intent() const { return m_intent; }
    [[nodiscard]] const vault::SpendReview& review() const { return m_review; }
    [[nodiscard]] const policy::Decision& decision() const { return m_decision; }
    [[nodiscard]] const Tally& tally() const { return m_tally; }

    /// Of a replacement: whether the approvals of the intent it replaces cover it.
    [[nodiscard]] const std::optional<Coverage>& coverage() const { return m_coverage; }

    /// Policy allows it and every approval is there. What is left to the signer: the delay, by its own clock,
    /// and a cold leg.
    [[nodiscard]] bool isApproved() const;

private:
    friend base::Result<Judgement, Error> judge(const psbt::Psbt& psbt, const crypto::SignedObject& intent,
                                                std::span<const crypto::SignedObject> statements,
                                                const Registry& registry, const Knowledge& knowledge,
                                                const std::optional<crypto::SignedObject>& original);
    Judgement(VerifiedIntent intent, vault::SpendReview review, policy::Decision decision, Tally tally,
              std::optional<Coverage> coverage)
        : m_intent(std::move(intent)),
          m_review(std::move(review)),
          m_decision(std::move(decision)),
          m_tally(std::move(tally)),
          m_coverage(coverage) {}

    VerifiedIntent m_intent;
    vault::SpendReview m_review;
    policy::Decision m_decision;
    Tally m_tally;
    std::optional<Coverage> m_coverage;
};

/// Expiry is measured by the judge's clock and by the latest time in any valid signed object: a clock that
/// stands too early keeps nothing alive. Fails when there is nothing to judge: the intent does not verify or
/// does not match the bytes, a finding refuses or is not answered, somebody knows a newer authority.
/// Otherwise says what the policy demands and who has met it.
///
/// `original` is the intent that a replacement names, and `statements` hold what was said about either. When
/// the original covers the replacement (isCoveredReplacement), its approvals count for what the policy
/// demands of the replacement; whoever stops either stops the replacement. Otherwise, or without it, the
/// replacement needs approvals of its own.
[[nodiscard]] base::Result<Judgement, Error>
judge(const psbt::Psbt& psbt, const crypto::SignedObject& intent,
      std::span<const crypto::SignedObject> statements, const Registry& registry, const Knowledge& knowledge,
      const std::optional<crypto::SignedObject>& original = std::nullopt);

} // namespace strongroom::treasury
