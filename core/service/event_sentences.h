// What a record of the log says, as one sentence for people. English; the screen shows it as it is, and
// searching looks in it. Internal to core/service.
#pragma once

#include "audit/leaf.h"
#include "authority/state.h"

#include <string>

namespace strongroom::service {

/// The name of who did it; "The signer" when no person did.
[[nodiscard]] std::string actorOf(const audit::LeafRecord& record,
                                  const authority::AuthorityState& authority);
/// For a kind that this version does not know: the kind itself.
[[nodiscard]] std::string sentenceOf(const audit::LeafRecord& record,
                                     const authority::AuthorityState& authority);

} // namespace strongroom::service
