// The real strongroom-signer, started as the coordinator starts it.
#pragma once

#include "seat_world.h"
#include "support/temporary_folder.h"

#include <ctime>
#include <memory>

namespace strongroom::test {

/// One connection to a child process; ends with it.
class SignerProcess {
public:
    explicit SignerProcess(std::vector<std::string> arguments, std::vector<std::string> environment = {},
                           const std::string& program = STRONGROOM_SIGNER) {
        auto started = signer::startChild(program, arguments, environment);
        REQUIRE(started);
        m_connection = std::move(*started);
    }
    [[nodiscard]] Call call() {
        return [this](const signer::Frame& request) { return m_connection->call(request); };
    }
    Reply operator()(const signer::Frame& request) { return m_connection->call(request); }

private:
    std::unique_ptr<signer::Connection> m_connection;
};

/// Asks until the wait after a wrong passphrase is over; the real clock runs.
inline Reply patiently(SignerProcess& process, const signer::Frame& request) {
    constexpr int ATTEMPTS = 600;
    constexpr timespec PAUSE{.tv_sec = 0, .tv_nsec = 50'000'000};
    Reply reply = process(request);
    for (int i = 0; i < ATTEMPTS && codeOf(reply) == "signer.too_many_attempts"; ++i) {
        nanosleep(&PAUSE, nullptr);
        reply = process(request);
    }
    return reply;
}

inline World foundByProcess(const TemporaryFolder& folder) {
    SignerProcess founding({"--founding"});
    return foundWorld(founding.call(), folder / "seats");
}

inline base::UnixTime clockNow() {
    return {static_cast<std::int64_t>(std::time(nullptr))};
}

inline base::UnixTime tomorrow() {
    return clockNow() + base::Seconds{86'400};
}

} // namespace strongroom::test
