// The seat's signer process: arm, disarm, lock; freeze and unfreeze the treasury.
#pragma once

#include "service/overview.h"

namespace strongroom::service {

/// One officer's share of arming. Armed when enough have unsealed the hot tier; the status says who and until
/// when.
[[nodiscard]] Outcome<SignerStatus> arm(Workspace& workspace, const std::string& personId,
                                        const SecretText& passphrase);
[[nodiscard]] Outcome<SignerStatus> disarm(Workspace& workspace);
[[nodiscard]] Outcome<SignerStatus> signerStatus(Workspace& workspace);
/// Vouches for the time that the machine's clock says and this person was shown. Done when as many have as
/// may make the policy less strict; refused while nobody has to.
[[nodiscard]] Outcome<SignerStatus> confirmClock(Workspace& workspace, base::UnixTime shown,
                                                 const SecretText& passphrase);
/// Locks the seat; the workspace is of no more use afterwards.
[[nodiscard]] Outcome<void> lockSeat(Workspace& workspace);

[[nodiscard]] Outcome<FreezeStatus> freezeStatus(Workspace& workspace);
/// One officer may freeze: no signature leaves any signer that learns of it, and the hot tier disarms.
[[nodiscard]] Outcome<FreezeStatus> freeze(Workspace& workspace, const std::string& reason,
                                           const SecretText& passphrase);
/// Adds this person's agreement; done when the admin quorum without the freezer is reached.
[[nodiscard]] Outcome<FreezeStatus> unfreeze(Workspace& workspace, const SecretText& passphrase);

} // namespace strongroom::service
