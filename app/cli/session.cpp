#include "session.h"

#include "composition/node.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace strongroom::cli {

namespace {

/// As long as the signer takes one (signer::MAX_SECRET has room for more).
constexpr std::size_t MAX_PASSPHRASE = 1'024;

base::Unexpected<base::Failure> refusePassphrase(const char* why) {
    return base::Unexpected(base::Failure("input.passphrase", why));
}

/// Up to a line feed or the end; wiped when it goes.
Outcome<service::SecretText> readLine(int descriptor) {
    std::array<std::uint8_t, MAX_PASSPHRASE + 1> line{};
    std::size_t size = 0;
    bool ended = false;
    while (!ended && size < line.size()) {
        const ssize_t got = read(descriptor, &line.at(size), 1);
        if (got < 0 && errno == EINTR)
            continue;
        ended = got <= 0 || line.at(size) == '\n';
        if (!ended)
            ++size;
    }
    auto text = service::SecretText::fromUtf8(base::ByteSpan(line).first(size));
    explicit_bzero(line.data(), line.size());
    if (size == 0 || !ended)
        return refusePassphrase("A passphrase is one line of 1 to 1,024 bytes.");
    if (!text)
        return base::Unexpected(base::Failure(text.error()));
    return std::move(text).value();
}

/// A terminal that does not echo while it lives.
class QuietTerminal {
public:
    explicit QuietTerminal(int descriptor) : m_descriptor(descriptor) {
        if (tcgetattr(descriptor, &m_before) != 0)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_isQuiet = tcsetattr(descriptor, TCSAFLUSH, &quiet) == 0;
    }
    QuietTerminal(const QuietTerminal&) = delete;
    QuietTerminal& operator=(const QuietTerminal&) = delete;
    ~QuietTerminal() {
        if (m_isQuiet)
            tcsetattr(m_descriptor, TCSAFLUSH, &m_before);
    }
    [[nodiscard]] bool isQuiet() const { return m_isQuiet; }

private:
    int m_descriptor;
    termios m_before{};
    bool m_isQuiet = false;
};

Outcome<service::SecretText> askTerminal(const std::string& person) {
    const int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal < 0)
        return refusePassphrase("There is no terminal to ask for the passphrase: use --passphrase-fd.");
    const QuietTerminal quiet(terminal);
    if (!quiet.isQuiet()) {
        close(terminal);
        return refusePassphrase("The terminal would show the passphrase: use --passphrase-fd.");
    }
    dprintf(terminal, "Passphrase of %s: ", printable(person).c_str());
    auto passphrase = readLine(terminal);
    dprintf(terminal, "\n");
    return passphrase;
}

} // namespace

std::string absolutePath(const std::string& path) {
    std::array<char, 4096> folder{};
    if (path.starts_with('/') || getcwd(folder.data(), folder.size()) == nullptr)
        return path;
    return std::string(folder.data()) + "/" + path;
}

Outcome<service::SecretText> readPassphrase(const Invocation& given, const std::string& person) {
    STRONGROOM_ASSIGN(const auto descriptor, given.number("--passphrase-fd"));
    if (!descriptor)
        return askTerminal(person);
    if (*descriptor > INT32_MAX)
        return base::Unexpected(usageFailure("--passphrase-fd names no descriptor."));
    return readLine(static_cast<int>(*descriptor));
}

Outcome<Session> openSession(const Invocation& given) {
    const auto folder = given.value("--workspace");
    const auto person = given.value("--as");
    if (!folder || !person)
        return base::Unexpected(usageFailure("This verb needs --workspace DIR and --as PERSON."));
    STRONGROOM_ASSIGN(auto machine, composition::connectedMachine(service::Client::tool));
    STRONGROOM_ASSIGN(service::SecretText passphrase, readPassphrase(given, *person));
    STRONGROOM_ASSIGN(service::Workspace workspace,
                      service::openWorkspace(machine->ports(), absolutePath(*folder), *person, passphrase));
    return Session{std::move(machine), std::move(passphrase), std::move(workspace)};
}

} // namespace strongroom::cli
