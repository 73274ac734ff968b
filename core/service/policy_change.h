// Proposing another policy: a document (docs/formats/policy.md) that the quorum for policy signs
// (service/changes.h). What is provably stricter asks the smaller quorum and waits for nothing; everything
// else asks the administrators and cools down, by each signer's own clock (POLICY §3).
#pragma once

#include "service/changes.h"

namespace strongroom::service {

/// Errors: `policy.not_a_document`, those of policy with the rule's id, `authority.policy_unreachable`,
/// `authority.nothing_changed`.
[[nodiscard]] Outcome<ChangeProgress> proposePolicy(Workspace& workspace, base::ByteSpan document,
                                                    const SecretText& passphrase);

} // namespace strongroom::service
