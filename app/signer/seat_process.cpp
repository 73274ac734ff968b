#include "seat_process.h"

#include "base/system_ports.h"
#include "sandbox/sandbox.h"
#include "signer/engine/founding.h"
#include "signer/engine/key_work.h"
#include "signer/engine/seat.h"
#include "signer/protocol/connection.h"
#include "threads/thread_executor.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <optional>

namespace strongroom::signer {

namespace {

/// In the child, for the time of many signatures. Two halve the wait; more would take the whole machine.
constexpr std::size_t SIGNING_THREADS = 2;

int fail(const base::Failure& failure) {
    std::fprintf(stderr, "error: %s: %s\n", failure.code.c_str(), failure.message.c_str());
    return 1;
}

std::optional<int> descriptorIn(const std::vector<std::string_view>& arguments) {
    for (std::size_t i = 0; i + 1 < arguments.size(); ++i) {
        if (arguments[i] != "--fd")
            continue;
        int descriptor = -1;
        const std::string_view text = arguments[i + 1];
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), descriptor);
        if (error == std::errc() && end == text.data() + text.size() && descriptor > 2)
            return descriptor;
    }
    return std::nullopt;
}

std::string runtimeFolder() {
    const char* folder = std::getenv("XDG_RUNTIME_DIR");
    return folder != nullptr && *folder == '/' ? folder : "/tmp";
}

/// What every mode needs. The helper is forked while this process holds nothing, and in the sandbox: it is
/// the one that has keys.
struct Machine {
    base::SystemClock clock;
    base::SystemRandom random;
    std::unique_ptr<base::FileSystem> files = base::makeSystemFileSystem();
    std::optional<HelperProcess> helper;

    [[nodiscard]] base::Result<void, base::Failure> start() {
        STRONGROOM_TRY(sandbox::giveUpNetworkAndPrograms());
        STRONGROOM_ASSIGN(HelperProcess process, HelperProcess::start([](const Frame& request) {
                              threads::ThreadExecutor executor(SIGNING_THREADS);
                              return workOnKey(request, executor);
                          }));
        helper.emplace(std::move(process));
        return {};
    }
    [[nodiscard]] EnginePorts ports() { return {&clock, &random, files.get(), &*helper}; }
};

} // namespace

int runSeat(const std::vector<std::string_view>& arguments) {
    if (arguments.size() < 2 || arguments[1].empty() || arguments[1].front() != '/')
        return fail(base::Failure(Error::notASeat));
    Machine machine;
    if (const auto started = machine.start(); !started)
        return fail(started.error());
    const std::string folder(arguments[1]);
    if (const auto made = machine.files->createFolders(folder); !made)
        return fail(base::Failure(made.error()));
    auto seat = Seat::load(machine.ports(), folder);
    if (!seat)
        return fail(seat.error());
    if (const auto descriptor = descriptorIn(arguments)) {
        serveStream(std::make_unique<SocketStream>(*descriptor, CLIENT_TIMEOUT), **seat);
        return 0;
    }
    const auto listener = listenOn(socketPath(folder, runtimeFolder()));
    if (!listener)
        return fail(base::Failure(listener.error()));
    serveListener(*listener, **seat);
    return 0;
}

int runFounding(const std::vector<std::string_view>& arguments) {
    const auto descriptor = descriptorIn(arguments);
    if (!descriptor)
        return fail(base::Failure(EngineError::badRequest));
    Machine machine;
    if (const auto started = machine.start(); !started)
        return fail(started.error());
    Founding founding(machine.ports());
    serveStream(std::make_unique<SocketStream>(*descriptor, CLIENT_TIMEOUT), founding);
    return 0;
}

} // namespace strongroom::signer
