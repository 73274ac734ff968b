// The one way in which a withdrawal moves on: GUI, command line and restart recovery all call
// `advanceWithdrawal`, which performs exactly one next transition (authorize, sign, finalize, broadcast,
// confirm) and is idempotent.
#pragma once

#include "service/withdrawals.h"

namespace strongroom::service {

struct Advance {
    WithdrawalPhase before;
    WithdrawalPhase after;
    std::string sentence; ///< What happened, or for what it waits.
};

/// Refusals of the signer come through with their code; the withdrawal then stays where it was.
[[nodiscard]] Outcome<Advance> advanceWithdrawal(Workspace& workspace, const std::string& withdrawalId);

/// Everything that can move without a person, until nothing moves: called at start and after each new block.
[[nodiscard]] Outcome<std::vector<Advance>> advanceAll(Workspace& workspace);

} // namespace strongroom::service
