// Work on private keys happens in a child that lives for one request, forked from a helper process that was
// itself forked before this one opened anything: no descriptor of the journal, a client or a database is ever
// in the same process as an unwrapped Bitcoin key (DESIGN.md §3).
//
//   signer ──frame──▶ helper ──fork──▶ child: re-locks its memory, works, answers, wipes, ends
//
// `start` must be called before any thread or secret exists, and after the process has given up what it will
// not need: the helper keeps that. Of descriptors it keeps the standard ones and its own. A HelperProcess
// belongs to one thread. A child that dies or hangs is `signer.child_lost`, and the next request gets a new
// one. When the helper itself does not answer it is ended for good: a late reply is never taken for that to
// a later request.
#pragma once

#include "signer/protocol/connection.h"

#include <functional>
#include <memory>
#include <sys/types.h>

namespace strongroom::signer {

class HelperProcess {
public:
    /// Runs in the child. Its reply goes back whole; it may carry "error".
    using Work = std::function<Frame(const Frame& request)>;

    [[nodiscard]] static Result<HelperProcess> start(const Work& work);

    HelperProcess(HelperProcess&& other) noexcept;
    HelperProcess& operator=(HelperProcess&&) = delete;
    HelperProcess(const HelperProcess&) = delete;
    HelperProcess& operator=(const HelperProcess&) = delete;
    /// Ends the helper and waits for it.
    ~HelperProcess();

    /// `signer.child_lost`, or what the child refused.
    [[nodiscard]] base::Result<Frame, base::Failure> run(const Frame& request);

private:
    HelperProcess(pid_t process, std::unique_ptr<SocketStream> stream);
    void end();

    pid_t m_process;
    std::unique_ptr<SocketStream> m_stream;
};

} // namespace strongroom::signer
