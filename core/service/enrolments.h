// People who were proposed and wait for the quorum: what their passphrase opens lies in the folder
// `enrolments` until the roster names their key. Then the database slot and the approval key take their
// places; a proposal that came to nothing leaves a file that opens nothing. Internal to core/service.
#pragma once

#include "service/workspace_state.h"

#include <string>

namespace strongroom::service {

struct PendingEnrolment {
    std::string personId; ///< Handle.
    std::string name;
    std::string keyId;       ///< Hex.
    base::Bytes approvalKey; ///< Passphrase envelopes.
    base::Bytes slot;
};

[[nodiscard]] Outcome<void> keepEnrolment(State& state, const PendingEnrolment& enrolment);

/// Moves in whom the roster has by now. Interrupted, it goes on at the next opening: the slot is written last
/// but one, and the file removed last.
[[nodiscard]] Outcome<void> settleEnrolments(State& state);

} // namespace strongroom::service
