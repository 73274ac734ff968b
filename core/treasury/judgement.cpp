#include "treasury/judgement.h"

#include "base/check.h"
#include "policy/policy.h"
#include "treasury/intent_match.h"

#include <algorithm>

namespace strongroom::treasury {

namespace {

/// The intent that a replacement names, if its approvals cover the replacement.
struct Covering {
    std::optional<Coverage> coverage;
    std::optional<VerifiedIntent> original;
};

Covering coveringOf(const VerifiedIntent& replacement, const vault::SpendReview& review,
                    const std::optional<crypto::SignedObject>& original,
                    const authority::AuthorityState& state, base::UnixTime now) {
    const auto& replaced = replacement.intent().body.replaces;
    if (!replaced)
        return {};
    const auto without = [&](Error why) { return Covering{Coverage{*replaced, why}, std::nullopt}; };
    if (!original)
        return without(Error::originalMissing);
    auto verified = verifyIntent(*original, state, now);
    if (!verified)
        return without(verified.error());
    const auto rate = policy::deriveFeeRate(review.facts);
    if (!rate.isProven())
        return without(Error::otherAmounts);
    const auto covered = isCoveredReplacement(verified->intent(), replacement.intent(), rate.proven());
    if (!covered)
        return without(covered.error());
    return {Coverage{*replaced, std::nullopt}, *std::move(verified)};
}

void append(std::vector<Standing>& list, const std::vector<Standing>& more) {
    list.insert(list.end(), more.begin(), more.end());
}

/// What was said about the original, with whatever stops the replacement. A statement about one of the two is
/// no stray of the other.
Tally united(Tally original, const Tally& own) {
    append(original.rejections, own.rejections);
    append(original.openQuestions, own.openQuestions);
    append(original.takenBack, own.takenBack);
    std::erase_if(original.dismissed, [&](const Dismissed& one) {
        return std::none_of(own.dismissed.begin(), own.dismissed.end(),
                            [&](const Dismissed& other) { return other.object == one.object; });
    });
    return original;
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
                                     const Registry& registry, const Knowledge& knowledge,
                                     const std::optional<crypto::SignedObject>& original) {
    const base::UnixTime clock =
        std::max(knowledge.stated.value_or(knowledge.now), registry.state().effectiveFrom());
    STRONGROOM_ASSIGN(VerifiedIntent verified, verifyIntent(intent, registry.state(), clock));
    vault::SpendReview review = reviewWith(psbt, registry, knowledge);
    STRONGROOM_TRY(intentMatches(verified.intent(), psbt, review, registry));
    const auto policy = policy::Policy::parse(registry.state().policy());
    STRONGROOM_CHECK(policy.has_value()); // no other document gets into the chain
    const auto decide = [&](const crypto::Hash256& digest) {
        return policy::evaluate(*policy, review.facts, knowledge.history, knowledge.now, digest);
    };
    policy::Decision decision = decide(verified.digest());
    STRONGROOM_ASSIGN(Tally counted, tally(verified, decision, statements, registry.state(), clock));
    const Covering covering = coveringOf(verified, review, original, registry.state(), clock);
    if (covering.original && !counted.isApproved()) {
        // The demands are those of the replacement; the approvals that may meet them are the original's.
        STRONGROOM_ASSIGN(Tally before, tally(*covering.original, decide(covering.original->digest()),
                                              statements, registry.state(), clock));
        counted = united(std::move(before), counted);
    }
    if (verified.intent().expiry <= latestIn(counted))
        return base::Unexpected(Error::expired);
    return Judgement(std::move(verified), std::move(review), std::move(decision), std::move(counted),
                     covering.coverage);
}

} // namespace strongroom::treasury
