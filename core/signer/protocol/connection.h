// Reaching a seat's signer process: a UNIX socket in (or for) its state folder, or an inherited socket pair.
//
// Both ends check that the other belongs to the same user (SO_PEERCRED). A Connection belongs to one thread;
// requests on it are answered in order. Failures of the conversation are signer::Error; what the signer
// refuses arrives as a reply with its own code and becomes a base::Failure in `call`.
#pragma once

#include "base/failure.h"
#include "signer/protocol/frame.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace strongroom::signer {

class Connection {
public:
    virtual ~Connection() = default;
    /// Sends a request and waits for its reply. The reply's header has no "error" member: a refusal is the
    /// Failure.
    [[nodiscard]] virtual base::Result<Frame, base::Failure> call(const Frame& request) = 0;
};

/// The refusal in a reply whose header has an "error" member; `signer.malformed_frame` when it is not of that
/// form.
[[nodiscard]] base::Failure refusalOf(const Frame& reply);
/// The reply that carries a refusal.
[[nodiscard]] Frame refusalFrame(const base::Failure& failure);

/// A stream over a connected socket that it owns. Reads and writes wait, and give up after `timeout` without
/// progress, or at the deadline, whatever comes first.
class SocketStream final : public Stream {
public:
    SocketStream(int descriptor, std::chrono::milliseconds timeout);
    SocketStream(const SocketStream&) = delete;
    SocketStream& operator=(const SocketStream&) = delete;
    ~SocketStream() override;

    [[nodiscard]] Result<void> read(std::span<std::uint8_t> out) override;
    [[nodiscard]] Result<void> write(base::ByteSpan data) override;
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    /// For everything from now on, until set again: one byte every now and then keeps nobody waiting for ever
    /// (ATTACKS A125).
    void setDeadline(std::chrono::steady_clock::time_point deadline) { m_deadline = deadline; }

private:
    [[nodiscard]] Result<void> waitFor(short events) const;

    int m_descriptor;
    std::chrono::milliseconds m_timeout; ///< Negative: none.
    std::optional<std::chrono::steady_clock::time_point> m_deadline;
};

/// Argon2id with 1 GiB takes seconds, and arming runs it once per officer; past this the process is taken for
/// hung.
inline constexpr std::chrono::milliseconds CALL_TIMEOUT{60'000};

[[nodiscard]] std::unique_ptr<Connection> makeConnection(std::unique_ptr<Stream> stream);

/// Where the signer of a seat listens: `<seat>/socket`, or, when that is longer than the system allows, a
/// name made from its hash below `runtimeFolder`.
[[nodiscard]] std::string socketPath(const std::string& seatFolder, const std::string& runtimeFolder);

[[nodiscard]] Result<std::unique_ptr<Connection>> connectTo(const std::string& socketPath);

/// A listening socket with mode 0600; replaces a socket file that nobody listens on.
[[nodiscard]] Result<int> listenOn(const std::string& socketPath);
/// Accepts one client of the same user.
[[nodiscard]] Result<std::unique_ptr<SocketStream>> acceptFrom(int listener,
                                                               std::chrono::milliseconds timeout);

/// Last argument of a program that is started detached: it calls detachIfAsked() first of all.
inline constexpr std::string_view DETACH_OPTION = "--detach";
/// Starts `program arguments… --detach` detached from this process, its terminal and its session, with an
/// empty environment except what `environment` lists. Nobody has to wait for its end: it forks at once, and
/// the process that was started ends there.
[[nodiscard]] Result<void> startDetached(const std::string& program,
                                         const std::vector<std::string>& arguments,
                                         const std::vector<std::string>& environment);

/// In the program: goes on in a child of its own when the last argument is DETACH_OPTION. False when it
/// cannot.
[[nodiscard]] bool detachIfAsked(int argumentCount, const char* const* arguments);

/// Starts `program arguments… --fd 3` as a child that serves exactly this connection and ends with it:
/// closing the connection waits for that.
[[nodiscard]] Result<std::unique_ptr<Connection>> startChild(const std::string& program,
                                                             const std::vector<std::string>& arguments,
                                                             const std::vector<std::string>& environment);

} // namespace strongroom::signer
