#include "fakes/console_world.h"

#include "base/check.h"
#include "chain/training_chain.h"
#include "service/errors.h"
#include "service/workspace_files.h"
#include "signer/protocol/connection.h"
#include "support/secret_text.h"

#include <cstdio>
#include <ctime>

namespace strongroom::test {

/// Several clients of one seat over its one connection.
class ConsoleWorld::Shared final : public signer::Connection {
public:
    explicit Shared(std::shared_ptr<signer::Connection> connection) : m_connection(std::move(connection)) {}
    [[nodiscard]] base::Result<signer::Frame, base::Failure> call(const signer::Frame& request) override {
        return m_connection->call(request);
    }

private:
    std::shared_ptr<signer::Connection> m_connection;
};

namespace {

template <typename T>
T need(service::Outcome<T> outcome) {
    if (!outcome) {
        std::fprintf(stderr, "%s: %s\n", outcome.error().code.c_str(), outcome.error().message.c_str());
        STRONGROOM_CHECK(outcome.has_value());
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(outcome).value();
}

using Connection = std::unique_ptr<signer::Connection>;

} // namespace

std::string signerProgram() {
    return std::string(STRONGROOM_PROGRAMS) + "/strongroom-signer";
}

std::vector<service::Enrolment> starterEnrolments() {
    return {{"anna", "Anna", {"officer", "admin", "cfo"}},
            {"ben", "Ben", {"officer", "admin"}},
            {"cleo", "Cleo", {"officer", "admin"}},
            {"dora", "Dora", {"officer"}},
            {"emil", "Emil", {"officer"}},
            {"cora", "Cora", {"compliance"}},
            {"audrey", "Audrey", {"auditor"}}};
}

std::string ConsoleWorld::passphraseOf(const std::string& personId) {
    return "exercise passphrase of " + personId;
}

service::SecretText ConsoleWorld::secretOf(const std::string& personId) {
    return secretText(passphraseOf(personId));
}

ConsoleWorld::ConsoleWorld() : m_files(base::makeSystemFileSystem()) {
    m_ports.clock = &m_clock;
    m_ports.random = &m_random;
    m_ports.files = m_files.get();
    m_ports.stateFolder = m_folder / "state";
    m_ports.connectSigner = [this](const std::string& seat) -> service::Outcome<Connection> {
        auto& connection = m_seats[seat];
        if (!connection) {
            STRONGROOM_ASSIGN(Connection child, signer::startChild(signerProgram(), {"--seat", seat}, {}));
            connection = std::move(child);
        }
        return Connection(std::make_unique<Shared>(connection));
    };
    m_ports.startFounding = []() -> service::Outcome<Connection> {
        STRONGROOM_ASSIGN(Connection child, signer::startChild(signerProgram(), {"--founding"}, {}));
        return child;
    };
    m_ports.connectNode = [](const service::NodeSettings&,
                             const std::string&) -> service::Outcome<std::unique_ptr<chain::Backend>> {
        return base::Unexpected(service::Error::notConnected);
    };
    m_ports.openTrainingChain =
        [this](const std::string& folder) -> service::Outcome<std::unique_ptr<chain::Backend>> {
        STRONGROOM_ASSIGN(auto training,
                          chain::TrainingChain::open(*m_files, service::trainingChainPath(folder)));
        return std::unique_ptr<chain::Backend>(std::move(training));
    };
    auto session = need(service::beginFounding(
        m_ports, folder(), {.treasuryName = "Exercise", .network = "regtest", .training = true}));
    for (const service::Enrolment& person : starterEnrolments())
        need(session->enrol(person, secretOf(person.personId)));
    need(session->complete({}));
}

ConsoleWorld::~ConsoleWorld() = default;

service::Workspace ConsoleWorld::open(const std::string& personId) {
    constexpr int ATTEMPTS = 600;
    constexpr timespec PAUSE{.tv_sec = 0, .tv_nsec = 50'000'000};
    auto opened = service::openWorkspace(m_ports, folder(), personId, secretOf(personId));
    for (int i = 0; i < ATTEMPTS && !opened && opened.error().code == "signer.too_many_attempts"; ++i) {
        nanosleep(&PAUSE, nullptr);
        opened = service::openWorkspace(m_ports, folder(), personId, secretOf(personId));
    }
    return need(std::move(opened));
}

void ConsoleWorld::stopSigners() {
    m_seats.clear();
}

} // namespace strongroom::test
