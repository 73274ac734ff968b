// What people said about an intent, weighed: who counts for which obligation, who stopped it, who waits for
// an answer, and why anything did not count (ATTACKS A101, A102).
#pragma once

#include "authority/state.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/envelope.h"
#include "policy/decision.h"
#include "quorum/count.h"
#include "treasury/errors.h"
#include "treasury/statement.h"
#include "treasury/verified_intent.h"

#include <optional>
#include <span>
#include <vector>

namespace strongroom::treasury {

/// A statement whose signature verified and that may be made by its person.
struct Standing {
    crypto::Hash256 object; ///< Id of the signed object.
    Statement statement;
};

/// A statement that means nothing here, with the reason's code ("treasury.…" or "quorum.…") and sentence.
struct Dismissed {
    crypto::Hash256 object;
    std::optional<quorum::PersonId> person; ///< Nothing when nobody here holds the key.
    base::ErrorInfo why;
};

struct Tally {
    quorum::QuorumResult quorum; ///< Of `approvals`, in their order.
    /// Those of the policy; one officer, if it has none and the intent acknowledges a finding that asks.
    std::vector<policy::ApprovalsObligation> approvals;
    std::vector<Standing> counted;    ///< Valid approvals, whether needed or not.
    std::vector<Standing> rejections; ///< One is enough.
    std::vector<Standing> openQuestions;
    std::vector<Standing> takenBack;
    std::vector<Dismissed> dismissed;
    /// The longest delay that the policy asks for; judged by the signer's own clock, never here.
    std::optional<base::Seconds> wait;
    bool needsColdLeg = false;

    /// Somebody rejected it, took it back, or waits for an answer.
    [[nodiscard]] bool isStopped() const;
    /// Every approval obligation is met and nobody stops or asks.
    [[nodiscard]] bool isApproved() const;
};

/// How far the clock of whoever made a statement may be ahead of ours.
inline constexpr base::Seconds CLOCK_TOLERANCE{600};

/// The intent that is weighed, of whatever kind.
struct TallySubject {
    crypto::Hash256 digest;
    std::int64_t authorityVersion = 0; ///< That its initiator saw.
    quorum::PersonId initiator;
    std::vector<std::string> acknowledged; ///< Codes of findings that the approvers answer.
};

/// `decision` must be about the intent (its digest is checked). Fails only with newerAuthority: when a good
/// signature names a higher version of the authority chain than `state`, somebody knows more than we do.
[[nodiscard]] base::Result<Tally, Error> tally(const TallySubject& intent, const policy::Decision& decision,
                                               std::span<const crypto::SignedObject> statements,
                                               const authority::AuthorityState& state, base::UnixTime now);
[[nodiscard]] base::Result<Tally, Error> tally(const VerifiedIntent& intent, const policy::Decision& decision,
                                               std::span<const crypto::SignedObject> statements,
                                               const authority::AuthorityState& state, base::UnixTime now);
/// The latest time in anything that stands: an intent that expired before it is over.
[[nodiscard]] base::UnixTime latestIn(const Tally& tally);

/// Whom the decision over a spend that is not proposed yet would ask: the count before anybody has said
/// anything, for the approvals among its obligations in their order.
[[nodiscard]] quorum::QuorumResult countWithoutVotes(const policy::Decision& decision,
                                                     const authority::AuthorityState& state,
                                                     const quorum::PersonId& initiator);

} // namespace strongroom::treasury
