#include "treasury/judgement.h"

#include "base/check.h"
#include "policy/policy.h"
#include "treasury/intent_match.h"

#include <algorithm>

namespace strongroom::treasury {

namespace {

base::UnixTime latestIn(const Tally& tally) {
    base::UnixTime latest;
    for (const auto* list : {&tally.counted, &tally.rejections, &tally.openQuestions, &tally.takenBack}) {
        for (const Standing& standing : *list)
            latest = std::max(latest, standing.statement.at);
    }
    return latest;
}

} // namespace

vault::SpendReview reviewWith(const psbt::Psbt& psbt, const Registry& registry, const Knowledge& knowledge) {
    const std::vector<vault::KnownPayee> payees = registry.payees(knowledge.payees, knowledge.now);
    vault::SpendReview review = vault::reviewSpend(psbt, registry.vaults(), payees, knowledge.limits,
                                                   registry.network(), knowledge.liveElsewhere);
    review.facts.conflictsWithAuthorized = knowledge.conflictsWithAuthorized;
    review.facts.incident = policy::Fact<policy::IncidentState>::fromJournal(
        registry.state().isFrozen() ? policy::IncidentState::frozen : policy::IncidentState::normal);
    review.facts.rescueVault = registry.rescueVault();
    return review;
}

bool Judgement::isApproved() const {
    return m_decision.outcome() != policy::Outcome::notAllowed && m_tally.isApproved();
}

base::Result<Judgement, Error> judge(const psbt::Psbt& psbt, const crypto::SignedObject& intent,
                                     std::span<const crypto::SignedObject> statements,
                                     const Registry& registry, const Knowledge& knowledge) {
    const base::UnixTime clock =
        std::max(knowledge.stated.value_or(knowledge.now), registry.state().effectiveFrom());
    STRONGROOM_ASSIGN(VerifiedIntent verified, verifyIntent(intent, registry.state(), clock));
    vault::SpendReview review = reviewWith(psbt, registry, knowledge);
    STRONGROOM_TRY(intentMatches(verified.intent(), psbt, review, registry));
    const auto policy = policy::Policy::parse(registry.state().policy());
    STRONGROOM_CHECK(policy.has_value()); // no other document gets into the chain
    policy::Decision decision =
        policy::evaluate(*policy, review.facts, knowledge.history, knowledge.now, verified.digest());
    STRONGROOM_ASSIGN(Tally counted, tally(verified, decision, statements, registry.state(), clock));
    if (verified.intent().expiry <= latestIn(counted))
        return base::Unexpected(Error::expired);
    return Judgement(std::move(verified), std::move(review), std::move(decision), std::move(counted));
}

} // namespace strongroom::treasury
