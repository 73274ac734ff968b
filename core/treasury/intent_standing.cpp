#include "treasury/intent_standing.h"

#include "quorum/count.h"
#include "treasury/intent.h"
#include "treasury/record_judge.h"

namespace strongroom::treasury {

using base::Result;
using base::Unexpected;

namespace {

Error asError(quorum::NotCounted reason) {
    return reason == quorum::NotCounted::unknownKey ? Error::unknownKey : Error::badSignature;
}

/// The initiator signed, was active then, and is an active officer with an active device now.
Result<void, Error> checkInitiator(const crypto::SignedObject& object, const IntentHead& head,
                                   const authority::AuthorityState& state) {
    const quorum::Roster* then = state.rosterAt(head.authorityVersion);
    const quorum::CastVotes cast = quorum::castVotes(object, then != nullptr ? *then : state.roster());
    if (!cast.uncounted.empty())
        return Unexpected(asError(cast.uncounted.front().reason));
    const quorum::Vote& vote = cast.votes.front();
    if (vote.person() != head.initiator)
        return Unexpected(Error::notTheSigner);
    if (then == nullptr)
        return Unexpected(Error::newerAuthority);
    const auto holder = state.roster().holderOf(vote.key());
    if (!holder || !holder->person->isActive() || holder->device->state != quorum::DeviceState::active ||
        vote.rolesThen().empty())
        return Unexpected(Error::initiatorNotActive);
    if (!holder->person->hasRole(quorum::Role::officer))
        return Unexpected(Error::initiatorNotOfficer);
    return {};
}

} // namespace

Result<void, Error> checkStanding(const crypto::SignedObject& object, const IntentHead& head,
                                  const NamedVault& vault, const authority::AuthorityState& state) {
    if (head.treasury != state.treasury())
        return Unexpected(Error::wrongTreasury);
    STRONGROOM_TRY(checkInitiator(object, head, state));
    if (vault.network != networkOf(state.network()))
        return Unexpected(Error::wrongNetwork);
    if (head.policyHash != state.policyHash())
        return Unexpected(Error::policyChanged);
    if (!isInForce(state.vaults(), vault.hash))
        return Unexpected(Error::vaultChanged);
    return {};
}

Result<void, Error> checkLifetime(base::UnixTime expiry, base::UnixTime now) {
    if (expiry <= now)
        return Unexpected(Error::expired);
    if (expiry - now > MAX_INTENT_LIFETIME)
        return Unexpected(Error::lifetimeTooLong);
    return {};
}

} // namespace strongroom::treasury
