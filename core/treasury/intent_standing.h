// Whether what somebody proposed still stands under the authority in force: the checks that intents of every
// kind share. Internal to the module; pure.
#pragma once

#include "authority/state.h"
#include "base/result.h"
#include "base/time.h"
#include "bitcoin/network.h"
#include "crypto/envelope.h"
#include "treasury/errors.h"
#include "treasury/intent_head.h"

namespace strongroom::treasury {

/// Whose coins or words an intent is about.
struct NamedVault {
    bitcoin::Network network;
    const crypto::Hash256& hash; ///< Of its record.
};
/// The treasury is this one; the initiator signed, was active then, and is an active officer with an active
/// device now; network, policy and vault record are those in force. Errors: wrongTreasury, unknownKey,
/// badSignature, notTheSigner, newerAuthority, initiatorNotActive, initiatorNotOfficer, wrongNetwork,
/// policyChanged, vaultChanged.
[[nodiscard]] base::Result<void, Error> checkStanding(const crypto::SignedObject& object,
                                                      const IntentHead& head, const NamedVault& vault,
                                                      const authority::AuthorityState& state);
/// Errors: expired, lifetimeTooLong.
[[nodiscard]] base::Result<void, Error> checkLifetime(base::UnixTime expiry, base::UnixTime now);

template <typename Entries>
[[nodiscard]] bool isInForce(const Entries& entries, const crypto::Hash256& hash) {
    for (const auto& entry : entries)
        if (entry.hash == hash && entry.record.state == authority::RecordState::active)
            return true;
    return false;
}

} // namespace strongroom::treasury
