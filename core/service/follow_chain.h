// Chain and store meet here: one block is one database transaction (coins, transitions, cursor, undo).
#pragma once

#include "base/time.h"
#include "service/workspace.h"

#include <optional>
#include <string>

namespace strongroom::service {

struct SyncReport {
    std::uint32_t height = 0;
    std::uint32_t blocksAdded = 0;
    std::uint32_t blocksUndone = 0;
    std::string sentence;
};

/// Walks from the cursor to the node's tip, undoing blocks of an abandoned branch first. `net.wrong_network`,
/// `net.unknown_deployment`, `net.unreachable`, …; the last state stays as it was.
[[nodiscard]] Outcome<SyncReport> followChain(Workspace& workspace);

struct NodeStatus {
    bool reachable = false;
    std::string sentence;
    std::string code;
    std::optional<std::uint32_t> height;
    std::string version;
};
[[nodiscard]] Outcome<NodeSettings> nodeSettings(Workspace& workspace);
[[nodiscard]] Outcome<void> changeNodeSettings(Workspace& workspace, const NodeSettings& settings);
[[nodiscard]] NodeStatus testNode(Workspace& workspace, const NodeSettings& settings);

} // namespace strongroom::service
