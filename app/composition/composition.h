// The real machine behind service::Ports: the system's clock, random source and files, the training chain or
// the node that the program connects to, and the signer process that sits beside the program.
//
// Make one in main() before anything else and keep it until the end: every Workspace refers to it. Its ports
// may be used by several threads; what they return belongs to the thread that asked.
#pragma once

#include "base/system_ports.h"
#include "service/workspace.h"

#include <functional>
#include <memory>
#include <string>

namespace strongroom::composition {

/// Where things are on this machine.
struct Places {
    std::string programs;      ///< Folder of strongroom-signer.
    std::string stateFolder;   ///< Seats of real treasuries: $XDG_STATE_HOME/strongroom.
    std::string runtimeFolder; ///< Sockets whose seat has too long a path: $XDG_RUNTIME_DIR.
};
/// As the environment and this program's own path say. Nothing of them chooses a clock, a random source or
/// how keys are derived.
[[nodiscard]] Places placesOfThisProgram();

/// How a program reaches a node: composition::bitcoinCore() (node.h), or, in programs without a network,
/// never.
using NodeConnector = std::function<service::Outcome<std::unique_ptr<chain::Backend>>(
    base::FileSystem& files, const service::NodeSettings& settings, const std::string& network)>;

/// For programs without a network. A use case that asks for a node has no business there: `node.none`.
[[nodiscard]] NodeConnector noNode();

class Composition {
public:
    /// Locks memory for secrets: `secret.*` when the system does not allow it.
    [[nodiscard]] static service::Outcome<std::unique_ptr<Composition>>
    make(Places places, service::Client client, NodeConnector connectNode);
    [[nodiscard]] const service::Ports& ports() const { return m_ports; }

private:
    Composition(Places places, service::Client client, NodeConnector connectNode);

    base::SystemClock m_clock;
    base::SystemRandom m_random;
    std::unique_ptr<base::FileSystem> m_files;
    Places m_places;
    NodeConnector m_connectNode;
    service::Ports m_ports;
};

} // namespace strongroom::composition
