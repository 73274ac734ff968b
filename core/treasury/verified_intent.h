// An intent that is signed by its initiator and still stands under the authority in force.
#pragma once

#include "authority/state.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/envelope.h"
#include "treasury/errors.h"
#include "treasury/intent.h"

namespace strongroom::treasury {

/// Only verifyIntent() makes one.
class VerifiedIntent {
public:
    [[nodiscard]] const Intent& intent() const { return m_intent; }
    [[nodiscard]] const crypto::Hash256& digest() const { return m_digest; }

private:
    friend base::Result<VerifiedIntent, Error> verifyIntent(const crypto::SignedObject& object,
                                                            const authority::AuthorityState& state,
                                                            base::UnixTime now);
    explicit VerifiedIntent(Intent intent) : m_intent(std::move(intent)), m_digest(intentDigest(m_intent)) {}

    Intent m_intent;
    crypto::Hash256 m_digest;
};

/// The treasury is this one; the version is not newer than `state` (newerAuthority, if the signature is
/// good); the initiator signed, is active now and was then, and is an officer; policy, vault record and the
/// records of paid payees are those in force (POLICY §11: a new one voids the intent); it has not expired.
[[nodiscard]] base::Result<VerifiedIntent, Error>
verifyIntent(const crypto::SignedObject& object, const authority::AuthorityState& state, base::UnixTime now);

} // namespace strongroom::treasury
