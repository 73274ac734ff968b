// The real strongroom-signer, started as the coordinator starts it.
#pragma once

#include "seat_world.h"
#include "support/temporary_folder.h"

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
