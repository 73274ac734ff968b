// The log's record that a withdrawal's transaction went out. Internal to core/service.
#pragma once

#include "service/workspace_state.h"

namespace strongroom::service {

/// Asks the signer to record `chain.broadcast` for the withdrawal, once: a coordinator that died between
/// sending and its own commit makes up for it when it goes on. To be called before the phase says that it was
/// sent.
[[nodiscard]] Outcome<void> recordSent(State& state, const crypto::Hash256& withdrawal,
                                       const bitcoin::Txid& txid);

} // namespace strongroom::service
