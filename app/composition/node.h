// The institution's own Bitcoin node, for programs that have a network. Nothing else of app/ names core/net.
#pragma once

#include "composition/composition.h"

#include <memory>

namespace strongroom::composition {

/// Fails with `net.*` when it does not answer, is of another network, or has rules that this version does not
/// know.
[[nodiscard]] NodeConnector bitcoinCore();

/// The machine of a program that works on workspaces and has a network.
[[nodiscard]] service::Outcome<std::unique_ptr<Composition>> connectedMachine(service::Client client);

} // namespace strongroom::composition
