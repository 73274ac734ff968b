#include "treasury/verified_intent.h"

#include "treasury/intent_standing.h"

namespace strongroom::treasury {

using base::Result;
using base::Unexpected;

Result<VerifiedIntent, Error> verifyIntent(const crypto::SignedObject& object,
                                           const authority::AuthorityState& state, base::UnixTime now) {
    STRONGROOM_ASSIGN(Intent intent, parseIntent(object));
    STRONGROOM_TRY(checkStanding(object, intent, {intent.body.network, intent.body.vault}, state));
    for (const IntentOutput& output : intent.body.outputs) {
        if (output.payee && !isInForce(state.payees(), *output.payee))
            return Unexpected(Error::payeeChanged);
    }
    STRONGROOM_TRY(checkLifetime(intent.expiry, now));
    return VerifiedIntent(std::move(intent));
}

} // namespace strongroom::treasury
