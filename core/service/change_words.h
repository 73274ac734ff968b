// What a change of the authority would change, in sentences. Internal to core/service.
#pragma once

#include "authority/change_rules.h"
#include "authority/head.h"
#include "authority/state.h"
#include "base/bytes.h"
#include "service/authority_changes.h"
#include "service/changes.h"

#include <string>
#include <vector>

namespace strongroom::service {

/// Compared with what is in force. A document that cannot be read gives one sentence that says so.
[[nodiscard]] std::vector<std::string> sentencesOf(authority::ChangeKind kind, const base::Bytes& document,
                                                   const authority::AuthorityState& authority);

/// Enough digits of a device's key to tell devices of one person apart when two people compare them.
[[nodiscard]] std::string shortKey(const crypto::KeyId& key);

/// Signs a change as the person at the desk, and does what its coming into force asks of this workspace.
[[nodiscard]] Outcome<ChangeProgress> proposeChange(State& state, const ChangeProposal& proposal,
                                                    const SecretText& passphrase);

} // namespace strongroom::service
