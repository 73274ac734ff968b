#include "one_shot.h"

#include "base/file_system.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>

#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace strongroom::cli {

namespace {

using base::Bytes;
using base::Failure;

constexpr int SECRET_DESCRIPTOR = 3;
constexpr int PASSPHRASE_DESCRIPTOR = 4;
constexpr int FIRST_SHARE_DESCRIPTOR = 5;
constexpr int FIRST_FREE_DESCRIPTOR = 100; ///< Ours stay above those that the signer expects.
constexpr std::size_t MAX_REPLY = 64U * 1024U * 1024U;

class Descriptor {
public:
    explicit Descriptor(int descriptor) : m_descriptor(descriptor) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&& other) noexcept : m_descriptor(other.m_descriptor) { other.m_descriptor = -1; }
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (m_descriptor >= 0)
            close(m_descriptor);
    }
    [[nodiscard]] int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using TemporaryFile = std::unique_ptr<std::FILE, CloseFile>;

std::optional<std::string> signerProgram() {
    std::array<char, PATH_MAX> path{};
    const ssize_t length = readlink("/proc/self/exe", path.data(), path.size() - 1);
    if (length <= 0)
        return std::nullopt;
    std::string program(path.data(), static_cast<std::size_t>(length));
    program = program.substr(0, program.rfind('/')) + "/strongroom-signer";
    return access(program.c_str(), X_OK) == 0 ? std::optional(program) : std::nullopt;
}

/// A duplicate above the descriptors that the signer expects.
Outcome<Descriptor> duplicate(int descriptor) {
    const int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, FIRST_FREE_DESCRIPTOR);
    if (copy < 0)
        return base::Unexpected(usageFailure("Descriptor " + std::to_string(descriptor) + " is not open."));
    return Descriptor(copy);
}

/// Opened, never read: a regular file that is no link, or standard input.
Outcome<Descriptor> openSecret(const std::string& path) {
    if (path == "-")
        return duplicate(STDIN_FILENO);
    const Descriptor file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (file.get() < 0)
        return base::Unexpected(errno == ENOENT   ? base::FileError::notFound
                                : errno == EACCES ? base::FileError::permissionDenied
                                : errno == ELOOP  ? base::FileError::notARegularFile
                                                  : base::FileError::ioError);
    struct stat status {};
    if (fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
        return base::Unexpected(base::FileError::notARegularFile);
    return duplicate(file.get());
}

Outcome<TemporaryFile> temporaryFile(base::ByteSpan content) {
    TemporaryFile file(std::tmpfile());
    if (!file)
        return base::Unexpected(base::FileError::noSpace);
    const bool written = content.empty() || // whose data may be null, which fwrite does not take
                         std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
    if (!written || std::fflush(file.get()) != 0)
        return base::Unexpected(base::FileError::noSpace);
    std::rewind(file.get());
    return file;
}

std::string readBack(std::FILE* file) {
    std::rewind(file);
    std::string text;
    std::array<char, 65'536> chunk;
    while (const std::size_t got = std::fread(chunk.data(), 1, chunk.size(), file)) {
        if (text.size() + got > MAX_REPLY)
            break;
        text.append(chunk.data(), got);
    }
    return text;
}

struct Redirection {
    int from;
    int to;
};

/// Runs the signer with exactly these descriptors and an empty environment; its exit status.
Outcome<int> run(const std::string& program, const std::vector<std::string>& arguments,
                 const std::vector<Redirection>& redirections) {
    std::vector<std::string> words{program, "--unpoliced"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    std::array<char*, 1> environment{nullptr};

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const Redirection& redirection : redirections)
        posix_spawn_file_actions_adddup2(&actions, redirection.from, redirection.to);
    pid_t child = 0;
    const int error =
        posix_spawn(&child, program.c_str(), &actions, nullptr, argv.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    if (error != 0)
        return base::Unexpected(Failure("cli.signer_missing", "strongroom-signer could not be started."));
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return base::Unexpected(Failure("cli.signer_failed", "strongroom-signer was lost."));
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// The last line is the failure, what stands before it is for people.
Failure readFailure(const std::string& text) {
    const std::size_t end = text.find_last_not_of('\n');
    const std::size_t start = end == std::string::npos ? 0 : text.rfind('\n', end);
    const std::string line = text.substr(start == std::string::npos ? 0 : start, end - start + 1);
    const auto error = Json::parse(line);
    const Json* code = error ? error->find("code") : nullptr;
    const Json* message = error ? error->find("message") : nullptr;
    if (code == nullptr || code->string() == nullptr || message == nullptr || message->string() == nullptr)
        return {"cli.signer_failed", "strongroom-signer ended without an answer."};
    Failure failure(*code->string(), *message->string());
    if (const Json* data = error->find("data"); data != nullptr && data->object() != nullptr)
        for (const auto& [name, value] : *data->object())
            failure.data.emplace_back(name, value.string() != nullptr ? *value.string() : "");
    return failure;
}

} // namespace

Outcome<Answer> askSigner(const Invocation& invocation, const OneShot& shot, AnswerKind kind) {
    const auto program = signerProgram();
    if (!program)
        return base::Unexpected(
            Failure("cli.signer_missing", "strongroom-signer is not beside this program."));
    STRONGROOM_ASSIGN(const TemporaryFile input, temporaryFile(shot.input));
    STRONGROOM_ASSIGN(const TemporaryFile output, temporaryFile({}));
    STRONGROOM_ASSIGN(const TemporaryFile messages, temporaryFile({}));
    STRONGROOM_ASSIGN(const Descriptor in, duplicate(fileno(input.get())));
    STRONGROOM_ASSIGN(const Descriptor out, duplicate(fileno(output.get())));
    STRONGROOM_ASSIGN(const Descriptor err, duplicate(fileno(messages.get())));
    std::vector<Redirection> redirections{{in.get(), 0}, {out.get(), 1}, {err.get(), 2}};
    std::vector<std::string> arguments = shot.arguments;

    std::vector<Descriptor> passedOn; // open until the signer has ended
    if (!shot.secretFile.empty()) {
        STRONGROOM_ASSIGN(Descriptor secret, openSecret(shot.secretFile));
        redirections.push_back({secret.get(), SECRET_DESCRIPTOR});
        passedOn.push_back(std::move(secret));
    }
    for (std::size_t i = 0; i < shot.shareFiles.size(); ++i) {
        STRONGROOM_ASSIGN(Descriptor share, openSecret(shot.shareFiles[i]));
        redirections.push_back({share.get(), FIRST_SHARE_DESCRIPTOR + static_cast<int>(i)});
        passedOn.push_back(std::move(share));
    }
    STRONGROOM_ASSIGN(const std::optional<std::int64_t> number, invocation.number("--passphrase-fd"));
    if (number) {
        STRONGROOM_ASSIGN(Descriptor passphrase,
                          duplicate(*number > INT_MAX ? -1 : static_cast<int>(*number)));
        redirections.push_back({passphrase.get(), PASSPHRASE_DESCRIPTOR});
        passedOn.push_back(std::move(passphrase));
        arguments.emplace_back("--passphrase");
    }

    STRONGROOM_ASSIGN(const int status, run(*program, arguments, redirections));
    const std::string reply = readBack(output.get());
    if (const auto document = Json::parse(reply); document && (status == 0 || status == 1)) {
        std::fputs(readBack(messages.get()).c_str(), stderr);
        const Verdict verdict = status == 0 ? Verdict::positive : Verdict::negative;
        return Answer{*document, kind == AnswerKind::verdict ? verdict : Verdict::none, {}};
    }
    return base::Unexpected(readFailure(readBack(messages.get())));
}

} // namespace strongroom::cli
