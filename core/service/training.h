// The training treasury: named people with shown passphrases, a chain of its own, 90 days of history, and a
// working day in the middle of which it opens. Everything in it is real (keys, signatures, log, policy)
// except the chain.
#pragma once

#include "service/workspace.h"

#include <string>
#include <vector>

namespace strongroom::service {

/// Makes one in a folder that does not exist.
[[nodiscard]] Outcome<WorkspaceCard> createTraining(const Ports& ports, const std::string& folder);
/// Sends coins of the training chain to an address; refused for a real treasury (`training.only`).
[[nodiscard]] Outcome<std::string> trainingFund(Workspace& workspace, const std::string& address,
                                                std::int64_t satoshi);
[[nodiscard]] Outcome<void> trainingMine(Workspace& workspace, std::uint32_t blocks);

struct TrainingStation {
    std::string folder;
    std::string name; ///< "Station A"
    std::string shownPassphrase;
};
/// The stations that were founded with a training treasury; none for any other.
[[nodiscard]] std::vector<TrainingStation> trainingStations(const Ports& ports, const WorkspaceCard& card);

} // namespace strongroom::service
