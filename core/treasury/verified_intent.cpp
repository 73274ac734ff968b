#include "treasury/verified_intent.h"

#include "quorum/count.h"
#include "treasury/record_judge.h"

#include <algorithm>

namespace strongroom::treasury {

using base::Result;
using base::Unexpected;

namespace {

Error asError(quorum::NotCounted reason) {
    return reason == quorum::NotCounted::unknownKey ? Error::unknownKey : Error::badSignature;
}

/// The initiator signed, was active then, and is an active officer with an active device now.
Result<void, Error> checkInitiator(const crypto::SignedObject& object, const Intent& intent,
                                   const authority::AuthorityState& state) {
    const quorum::Roster* then = state.rosterAt(intent.authorityVersion);
    const quorum::CastVotes cast = quorum::castVotes(object, then != nullptr ? *then : state.roster());
    if (!cast.uncounted.empty())
        return Unexpected(asError(cast.uncounted.front().reason));
    const quorum::Vote& vote = cast.votes.front();
    if (vote.person() != intent.initiator)
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

/// Policy and the records that the intent names are those in force.
Result<void, Error> checkRecords(const Intent& intent, const authority::AuthorityState& state) {
    if (intent.policyHash != state.policyHash())
        return Unexpected(Error::policyChanged);
    const auto isInForce = [](const auto& entries, const crypto::Hash256& hash) {
        return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
            return entry.hash == hash && entry.record.state == authority::RecordState::active;
        });
    };
    if (!isInForce(state.vaults(), intent.body.vault))
        return Unexpected(Error::vaultChanged);
    for (const IntentOutput& output : intent.body.outputs) {
        if (output.payee && !isInForce(state.payees(), *output.payee))
            return Unexpected(Error::payeeChanged);
    }
    return {};
}

} // namespace

Result<VerifiedIntent, Error> verifyIntent(const crypto::SignedObject& object,
                                           const authority::AuthorityState& state, base::UnixTime now) {
    STRONGROOM_ASSIGN(Intent intent, parseIntent(object));
    if (intent.treasury != state.treasury())
        return Unexpected(Error::wrongTreasury);
    STRONGROOM_TRY(checkInitiator(object, intent, state));
    if (intent.body.network != networkOf(state.network()))
        return Unexpected(Error::wrongNetwork);
    STRONGROOM_TRY(checkRecords(intent, state));
    if (intent.expiry <= now)
        return Unexpected(Error::expired);
    if (intent.expiry - now > MAX_INTENT_LIFETIME)
        return Unexpected(Error::lifetimeTooLong);
    return VerifiedIntent(std::move(intent));
}

} // namespace strongroom::treasury
