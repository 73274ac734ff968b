// What goes to a station and what may come back, for payments and for words alike: the PSBT as it was sent,
// with signatures and receipts added and nothing else. Internal to core/service.
#pragma once

#include "base/json.h"
#include "psbt/psbt.h"
#include "service/cold_leg.h"
#include "service/workspace_state.h"
#include "treasury/travel.h"

#include <string>

namespace strongroom::service {

/// What travels beside the intent: the authority in force, and where the console's own log stands, which the
/// station countersigns by citing it (DESIGN.md §3).
[[nodiscard]] Outcome<treasury::Travel> companyOf(State& state);

/// What is waiting for signatures: as it was sent, without the company, and the digest of its intent.
struct ColdRequest {
    const psbt::Psbt& sent;
    const crypto::Hash256& digest;
};
/// The request with the reply's signatures and receipts; heads and checkpoints are left behind. Errors: those
/// of importFromStation(). Records nothing.
[[nodiscard]] Outcome<psbt::Psbt> acceptReply(State& state, const authority::AuthorityState& authority,
                                              const ColdRequest& request, base::ByteSpan bytes);

/// A record of kind "cold.…" about a withdrawal or a message.
[[nodiscard]] Outcome<void> recordLeg(State& state, const std::string& kind, const crypto::Hash256& subject,
                                      base::Json::Object fields);
/// "1 of 2 signatures. …"
[[nodiscard]] std::string replySentence(const StationReply& reply);

} // namespace strongroom::service
