#include "signer/engine/helper_process.h"

#include "secret/secret_memory.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace strongroom::signer {

namespace {

/// The helper waits for requests as long as the signer lives; the other end closing ends it.
constexpr std::chrono::milliseconds FOR_EVER{-1};
/// One Argon2id with 1 GiB and a thousand signatures take seconds.
constexpr std::chrono::milliseconds CHILD_TIMEOUT{50'000};

base::Failure lost() {
    return {"signer.child_lost", "The process that works on the key ended without an answer."};
}

Frame lostChild() {
    return refusalFrame(lost());
}

/// Keeps the standard descriptors and `own`, which becomes OWN_DESCRIPTOR.
constexpr int OWN_DESCRIPTOR = 3;
bool keepOnly(int own) {
    if (own != OWN_DESCRIPTOR && dup3(own, OWN_DESCRIPTOR, O_CLOEXEC) < 0)
        return false;
    return close_range(OWN_DESCRIPTOR + 1, ~0U, 0) == 0;
}

/// The kernel ends this process with its parent; false when the parent was gone before.
bool dieWith(pid_t parent) {
    return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent;
}

/// In the child: nothing but the work and its answer.
[[noreturn]] void workAndEnd(const HelperProcess::Work& work, const Frame& request, int descriptor,
                             pid_t parent) {
    int status = 1;
    {
        SocketStream out(descriptor, CHILD_TIMEOUT);
        if (dieWith(parent) && secret::relockAfterFork()) {
            const Frame reply = work(request);
            status = writeFrame(out, reply) ? 0 : 1;
        }
    }
    _exit(status);
}

Frame runChild(const HelperProcess::Work& work, const Frame& request, SocketStream& signer) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return lostChild();
    const pid_t self = getpid();
    const pid_t child = fork();
    if (child == 0) {
        close(signer.descriptor());
        close(ends[0]);
        workAndEnd(work, request, ends[1], self);
    }
    close(ends[1]);
    SocketStream in(ends[0], CHILD_TIMEOUT);
    if (child < 0)
        return lostChild();
    in.setDeadline(std::chrono::steady_clock::now() + CHILD_TIMEOUT);
    auto reply = readFrame(in);
    if (!reply)
        kill(child, SIGKILL); // hung or dead; never two at work
    int status = 0;
    waitpid(child, &status, 0);
    const bool endedWell = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return reply && endedWell ? std::move(*reply) : lostChild();
}

[[noreturn]] void serve(const HelperProcess::Work& work, int descriptor, pid_t parent) {
    if (dieWith(parent) && keepOnly(descriptor)) {
        SocketStream signer(OWN_DESCRIPTOR, FOR_EVER);
        while (const auto request = readFrame(signer)) {
            if (!writeFrame(signer, runChild(work, *request, signer)))
                break;
        }
    }
    _exit(0);
}

} // namespace

Result<HelperProcess> HelperProcess::start(const Work& work) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return base::Unexpected(Error::couldNotStart);
    const pid_t self = getpid();
    const pid_t process = fork();
    if (process == 0)
        serve(work, ends[1], self);
    close(ends[1]);
    auto stream = std::make_unique<SocketStream>(ends[0], CALL_TIMEOUT);
    if (process < 0)
        return base::Unexpected(Error::couldNotStart);
    return HelperProcess(process, std::move(stream));
}

HelperProcess::HelperProcess(pid_t process, std::unique_ptr<SocketStream> stream)
    : m_process(process), m_stream(std::move(stream)) {}

HelperProcess::HelperProcess(HelperProcess&& other) noexcept
    : m_process(std::exchange(other.m_process, -1)), m_stream(std::move(other.m_stream)) {}

HelperProcess::~HelperProcess() {
    end();
}

void HelperProcess::end() {
    m_stream.reset(); // the helper reads the end and leaves
    if (const pid_t process = std::exchange(m_process, -1); process > 0)
        waitpid(process, nullptr, 0);
}

base::Result<Frame, base::Failure> HelperProcess::run(const Frame& request) {
    if (m_stream == nullptr)
        return base::Unexpected(lost());
    if (const auto sent = writeFrame(*m_stream, request); !sent && sent.error() == Error::frameTooLarge)
        return base::Unexpected(base::Failure(sent.error())); // before a byte was written
    auto reply = readFrame(*m_stream);
    if (!reply) {
        kill(m_process, SIGKILL);
        end();
        return base::Unexpected(lost());
    }
    if (reply->header.find("error") != nullptr)
        return base::Unexpected(refusalOf(*reply));
    return std::move(*reply);
}

} // namespace strongroom::signer
