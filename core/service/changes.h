// Changes of the authority that still gather signatures: of people, policy, vaults, payees. A change is
// proposed by the use case that makes it (service/people.h, service/policy_change.h, …), signed by others
// here, and in force once the quorum that the authority demands has signed, at once or after its cool-down.
#pragma once

#include "base/time.h"
#include "service/workspace.h"

#include <string>
#include <vector>

namespace strongroom::service {

enum class ChangeProgress : std::uint8_t {
    waiting, ///< More people have to sign.
    cooling, ///< Signed; in force when its waiting time is over.
    inForce,
};

struct ChangeRow {
    std::string id;                     ///< Hex; of the draft that people sign.
    std::string kind;                   ///< policy, people, vaults, payees, logs
    std::vector<std::string> sentences; ///< What it changes, one sentence each.
    std::vector<std::string> signedBy;
    std::vector<std::string> canSign; ///< Names of those who still can fill a place.
    std::string sentence;             ///< "Waiting for Ben or Cleo." "Signed; it waits …"
    bool iMaySign = false;
    base::UnixTime since;
};

/// Of one kind, or of all with an empty one. A draft that another change overtook is not listed: it is
/// proposed anew.
[[nodiscard]] Outcome<std::vector<ChangeRow>> listChanges(Workspace& workspace, const std::string& kind);
/// Signs a pending change of that kind as the person at the desk. Errors: `change.not_found`,
/// `change.signed_already`, those of authority and the signer.
[[nodiscard]] Outcome<ChangeProgress> approveChange(Workspace& workspace, const std::string& kind,
                                                    const std::string& changeId,
                                                    const SecretText& passphrase);

} // namespace strongroom::service
