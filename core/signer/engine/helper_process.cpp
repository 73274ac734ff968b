#include "signer/engine/helper_process.h"

#include "secret/secret_memory.h"

#include <array>
#include <csignal>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace strongroom::signer {

namespace {

/// The helper waits for requests as long as the signer lives; the other end closing ends it.
constexpr std::chrono::milliseconds FOR_EVER{-1};
/// One Argon2id with 1 GiB and a thousand signatures take seconds.
constexpr std::chrono::milliseconds CHILD_TIMEOUT{50'000};

Frame lostChild() {
    return refusalFrame({"signer.child_lost", "The process that works on the key ended without an answer."});
}

/// In the child: nothing but the work and its answer.
[[noreturn]] void workAndEnd(const HelperProcess::Work& work, const Frame& request, int descriptor) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int status = 1;
    {
        SocketStream out(descriptor, CHILD_TIMEOUT);
        if (secret::relockAfterFork()) {
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
    const pid_t child = fork();
    if (child == 0) {
        close(signer.descriptor());
        close(ends[0]);
        workAndEnd(work, request, ends[1]);
    }
    close(ends[1]);
    SocketStream in(ends[0], CHILD_TIMEOUT);
    if (child < 0)
        return lostChild();
    auto reply = readFrame(in);
    if (!reply)
        kill(child, SIGKILL); // hung or dead; never two at work
    int status = 0;
    waitpid(child, &status, 0);
    const bool endedWell = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return reply && endedWell ? std::move(*reply) : lostChild();
}

[[noreturn]] void serve(const HelperProcess::Work& work, int descriptor) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    {
        SocketStream signer(descriptor, FOR_EVER);
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
    const pid_t process = fork();
    if (process == 0) {
        close(ends[0]);
        serve(work, ends[1]);
    }
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
    m_stream.reset(); // the helper reads the end and leaves
    if (m_process > 0)
        waitpid(m_process, nullptr, 0);
}

base::Result<Frame, base::Failure> HelperProcess::run(const Frame& request) {
    STRONGROOM_TRY(writeFrame(*m_stream, request));
    STRONGROOM_ASSIGN(Frame reply, readFrame(*m_stream));
    if (reply.header.find("error") != nullptr)
        return base::Unexpected(refusalOf(reply));
    return reply;
}

} // namespace strongroom::signer
