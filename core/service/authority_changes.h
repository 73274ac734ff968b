// Changing what is registered: vaults, payees, freezes. A change is a head of the authority chain that
// gathers signatures in the database until its quorum is met, then every signer adopts it in its own time
// (docs/formats/genesis-and-heads.md). Internal to core/service.
#pragma once

#include "authority/chain.h"
#include "service/workspace_state.h"

#include <string>
#include <vector>

namespace strongroom::service {

struct ChangeProposal {
    authority::ChangeKind kind = authority::ChangeKind::vaults;
    base::Bytes document; ///< As authority::recordsDocument() makes it; empty for freeze and unfreeze.
    base::Bytes subject;  ///< The vault, payee … that it is about, for finding it again.
};

enum class ChangeStep : std::uint8_t {
    waiting, ///< More people have to sign.
    cooling, ///< Signed by all; the signer waits until its time has come.
    adopted,
};

/// Signs a change as the person at the desk: a pending draft of the same subject and document gathers one
/// signature more, otherwise a new one is drafted. Offers it to the signer when complete.
[[nodiscard]] Outcome<ChangeStep> signChange(State& state, const ChangeProposal& proposal,
                                             const SecretText& passphrase);

/// A draft that follows the head in force, with who signed it and who still can. Drafts that were overtaken
/// by another change are not listed: they have to be signed anew.
struct PendingChange {
    authority::Change change;
    authority::ChangeKind kind = authority::ChangeKind::vaults;
    base::Bytes subject;
    quorum::QuorumResult signers;
    std::vector<quorum::PersonId> signedBy;
    std::vector<quorum::PersonId> couldStill; ///< Active people who could fill a place that is empty.
    base::UnixTime since;
};
[[nodiscard]] Outcome<std::vector<PendingChange>> pendingChanges(State& state);

/// Offers complete changes to the signer again, whose cool-down may be over. True when one was adopted.
[[nodiscard]] Outcome<bool> adoptPending(State& state);

} // namespace strongroom::service
