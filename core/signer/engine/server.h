// The signer's loop: accepts clients of the same user on the seat's socket and answers their requests one
// after the other, on one thread. Who floods or stalls is disconnected (ATTACKS A125).
#pragma once

#include "base/ports.h"
#include "signer/protocol/connection.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace strongroom::signer {

/// Console, command line, a desk on the same machine, and room; more is a flood.
inline constexpr std::size_t MAX_CLIENTS = 32;
/// A client gets this long for one whole request, and this long to take the whole reply.
inline constexpr std::chrono::milliseconds CLIENT_TIMEOUT{5'000};

using ClientId = std::uint64_t;

/// What answers requests. Owned by the caller of `serve`; called on one thread.
class RequestHandler {
public:
    virtual ~RequestHandler() = default;
    [[nodiscard]] virtual Frame handle(ClientId client, const Frame& request) = 0;
    virtual void disconnected(ClientId client) = 0;
    /// Called at least once a second: locks on timeout and the like.
    virtual void tick() = 0;
    [[nodiscard]] virtual bool wantsToEnd() const = 0;
};

/// Serves clients of a listening socket until the handler wants to end.
void serveListener(int listener, RequestHandler& handler);
/// Serves exactly one connected client until it hangs up.
void serveStream(std::unique_ptr<SocketStream> stream, RequestHandler& handler);

} // namespace strongroom::signer
