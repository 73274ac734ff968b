#include "signer/protocol/connection.h"

#include "base/text_encoding.h"
#include "crypto/hash.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace strongroom::signer {

namespace {

constexpr int CHILD_DESCRIPTOR = 3;

Result<sockaddr_un> addressOf(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return base::Unexpected(Error::pathTooLong);
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

bool isSameUser(int descriptor) {
    ucred credentials{};
    socklen_t length = sizeof credentials;
    return getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0 &&
           credentials.uid == geteuid();
}

Result<int> connectDescriptor(const std::string& path) {
    STRONGROOM_ASSIGN(const sockaddr_un address, addressOf(path));
    const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return base::Unexpected(Error::notRunning);
    if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        close(descriptor);
        return base::Unexpected(Error::notRunning);
    }
    if (!isSameUser(descriptor)) {
        close(descriptor);
        return base::Unexpected(Error::foreignUser);
    }
    return descriptor;
}

/// How long a child that lost its only client may finish what it is at. It leaves nothing half-done when it
/// is killed after that: a journal record is there or not.
constexpr std::chrono::milliseconds CHILD_ENDS_WITHIN{5'000};

/// Waits for the end of a child, so that nothing of it is left in the table of processes.
void reap(pid_t child) {
    const int handle = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
    pollfd ended{handle, POLLIN, 0};
    if (handle < 0 || poll(&ended, 1, static_cast<int>(CHILD_ENDS_WITHIN.count())) != 1)
        kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    if (handle >= 0)
        close(handle);
}

class StreamConnection final : public Connection {
public:
    /// `child` serves nothing but this connection, and ends with it; none: negative.
    explicit StreamConnection(std::unique_ptr<Stream> stream, pid_t child = -1)
        : m_stream(std::move(stream)), m_child(child) {}
    StreamConnection(const StreamConnection&) = delete;
    StreamConnection& operator=(const StreamConnection&) = delete;
    ~StreamConnection() override {
        m_stream.reset();
        if (m_child > 0)
            reap(m_child);
    }

    base::Result<Frame, base::Failure> call(const Frame& request) override {
        STRONGROOM_TRY(writeFrame(*m_stream, request));
        STRONGROOM_ASSIGN(Frame reply, readFrame(*m_stream));
        if (reply.header.find("error") != nullptr)
            return base::Unexpected(refusalOf(reply));
        return reply;
    }

private:
    std::unique_ptr<Stream> m_stream;
    pid_t m_child;
};

std::vector<char*> pointersTo(const std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (const std::string& text : texts)
        pointers.push_back(const_cast<char*>(text.c_str())); // posix_spawn does not write to them
    pointers.push_back(nullptr);
    return pointers;
}

/// posix_spawn with standard input from /dev/null and, optionally, one inherited descriptor as number 3. A
/// detached process has a session of its own.
enum class Lifetime : std::uint8_t { detached, child };
Result<pid_t> spawn(const std::string& program, const std::vector<std::string>& arguments,
                    const std::vector<std::string>& environment, int inherited, Lifetime lifetime) {
    std::vector<std::string> all{program};
    all.insert(all.end(), arguments.begin(), arguments.end());
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (lifetime == Lifetime::detached) {
        // Neither may stay open in it: who reads this program's output to its end would wait for the seat's.
        for (const int output : {STDOUT_FILENO, STDERR_FILENO})
            posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    }
    if (inherited >= 0)
        posix_spawn_file_actions_adddup2(&actions, inherited, CHILD_DESCRIPTOR);
    // Nothing else of the coordinator's: its database and its network are none of the signer's business.
    posix_spawn_file_actions_addclosefrom_np(&actions,
                                             inherited >= 0 ? CHILD_DESCRIPTOR + 1 : CHILD_DESCRIPTOR);
    pid_t process = -1;
    const int result = posix_spawn(&process, program.c_str(), &actions, &attributes, pointersTo(all).data(),
                                   pointersTo(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (result != 0)
        return base::Unexpected(Error::couldNotStart);
    return process;
}

} // namespace

base::Failure refusalOf(const Frame& reply) {
    const base::Json* error = reply.header.find("error");
    if (error == nullptr)
        return base::Failure(Error::malformedFrame);
    base::JsonFields fields(*error);
    auto code = fields.string("code");
    auto message = fields.string("message");
    if (!code || !message)
        return base::Failure(Error::malformedFrame);
    base::Failure failure(std::move(*code), std::move(*message));
    const base::Json* data = fields.optional("data");
    if (data == nullptr || data->object() == nullptr)
        return failure;
    for (const auto& [name, value] : *data->object()) {
        if (const std::string* text = value.string())
            failure.data.emplace_back(name, *text);
    }
    return failure;
}

Frame refusalFrame(const base::Failure& failure) {
    base::Json::Object data;
    for (const auto& [name, value] : failure.data)
        data.insert_or_assign(name, value);
    Frame frame;
    frame.header = base::Json(base::Json::Object{{"error", base::Json::Object{{"code", failure.code},
                                                                              {"message", failure.message},
                                                                              {"data", std::move(data)}}}});
    return frame;
}

SocketStream::SocketStream(int descriptor, std::chrono::milliseconds timeout)
    : m_descriptor(descriptor), m_timeout(timeout) {}

SocketStream::~SocketStream() {
    close(m_descriptor);
}

Result<void> SocketStream::waitFor(short events) const {
    using std::chrono::milliseconds;
    using std::chrono::steady_clock;
    pollfd entry{m_descriptor, events, 0};
    for (;;) {
        milliseconds timeout = m_timeout;
        if (m_deadline) {
            const auto left = std::chrono::ceil<milliseconds>(*m_deadline - steady_clock::now());
            if (left.count() <= 0)
                return base::Unexpected(Error::timedOut);
            timeout = timeout.count() < 0 ? left : std::min(timeout, left);
        }
        const int ready = poll(&entry, 1, static_cast<int>(timeout.count()));
        if (ready > 0)
            return {};
        if (ready == 0)
            return base::Unexpected(Error::timedOut);
        if (errno != EINTR)
            return base::Unexpected(Error::connectionLost);
    }
}

Result<void> SocketStream::read(std::span<std::uint8_t> out) {
    while (!out.empty()) {
        STRONGROOM_TRY(waitFor(POLLIN));
        const ssize_t got = recv(m_descriptor, out.data(), out.size(), MSG_DONTWAIT);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got <= 0)
            return base::Unexpected(Error::connectionLost);
        out = out.subspan(static_cast<std::size_t>(got));
    }
    return {};
}

Result<void> SocketStream::write(base::ByteSpan data) {
    while (!data.empty()) {
        STRONGROOM_TRY(waitFor(POLLOUT));
        // Without waiting: a peer that does not read must not hold this process inside send().
        const ssize_t written = send(m_descriptor, data.data(), data.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (written < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (written <= 0)
            return base::Unexpected(Error::connectionLost);
        data = data.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

std::unique_ptr<Connection> makeConnection(std::unique_ptr<Stream> stream) {
    return std::make_unique<StreamConnection>(std::move(stream));
}

std::string socketPath(const std::string& seatFolder, const std::string& runtimeFolder) {
    std::string inSeat = seatFolder + "/socket";
    if (addressOf(inSeat))
        return inSeat;
    const std::string name = base::toHex(crypto::sha256(base::asBytes(seatFolder)).span().first(16));
    return runtimeFolder + "/strongroom-" + name + ".sock";
}

Result<std::unique_ptr<Connection>> connectTo(const std::string& path) {
    STRONGROOM_ASSIGN(const int descriptor, connectDescriptor(path));
    return makeConnection(std::make_unique<SocketStream>(descriptor, CALL_TIMEOUT));
}

Result<int> listenOn(const std::string& path) {
    STRONGROOM_ASSIGN(const sockaddr_un address, addressOf(path));
    if (const auto other = connectDescriptor(path)) {
        close(*other);
        return base::Unexpected(Error::couldNotStart); // somebody serves this seat already
    }
    struct stat status {};
    if (lstat(path.c_str(), &status) == 0) {
        if (!S_ISSOCK(status.st_mode))
            return base::Unexpected(Error::couldNotStart);
        unlink(path.c_str());
    }
    const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return base::Unexpected(Error::couldNotStart);
    const mode_t previous = umask(S_IRWXG | S_IRWXO);
    const bool bound = bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    umask(previous);
    constexpr int BACKLOG = 16;
    if (!bound || listen(descriptor, BACKLOG) != 0) {
        close(descriptor);
        return base::Unexpected(Error::couldNotStart);
    }
    return descriptor;
}

Result<std::unique_ptr<SocketStream>> acceptFrom(int listener, std::chrono::milliseconds timeout) {
    const int descriptor = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0)
        return base::Unexpected(Error::connectionLost);
    auto stream = std::make_unique<SocketStream>(descriptor, timeout);
    if (!isSameUser(descriptor))
        return base::Unexpected(Error::foreignUser);
    return stream;
}

Result<void> startDetached(const std::string& program, const std::vector<std::string>& arguments,
                           const std::vector<std::string>& environment) {
    std::vector<std::string> all = arguments;
    all.emplace_back(DETACH_OPTION);
    STRONGROOM_ASSIGN(const pid_t first, spawn(program, all, environment, -1, Lifetime::detached));
    int status = 0;
    while (waitpid(first, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return base::Unexpected(Error::couldNotStart);
    return {};
}

bool detachIfAsked(int argumentCount, const char* const* arguments) {
    if (argumentCount < 2 || arguments[argumentCount - 1] != DETACH_OPTION)
        return true;
    const pid_t process = fork();
    if (process > 0)
        _exit(0);
    return process == 0;
}

Result<std::unique_ptr<Connection>> startChild(const std::string& program,
                                               const std::vector<std::string>& arguments,
                                               const std::vector<std::string>& environment) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return base::Unexpected(Error::couldNotStart);
    auto stream = std::make_unique<SocketStream>(ends[0], CALL_TIMEOUT);
    std::vector<std::string> all = arguments;
    all.insert(all.end(), {"--fd", std::to_string(CHILD_DESCRIPTOR)});
    const auto started = spawn(program, all, environment, ends[1], Lifetime::child);
    close(ends[1]);
    if (!started)
        return base::Unexpected(started.error());
    return std::unique_ptr<Connection>(std::make_unique<StreamConnection>(std::move(stream), *started));
}

} // namespace strongroom::signer
