#include "composition/composition.h"

#include "chain/training_chain.h"
#include "secret/secret_memory.h"
#include "service/workspace_files.h"
#include "signer/protocol/connection.h"

#include <array>
#include <cstdlib>
#include <ctime>
#include <limits.h>
#include <optional>
#include <unistd.h>

namespace strongroom::composition {

namespace {

using base::Failure;
using service::Outcome;

using Connection = std::unique_ptr<signer::Connection>;
using Backend = std::unique_ptr<chain::Backend>;

/// A signer that tests its primitives and reads a long journal needs a moment; a hung one is reported.
constexpr int START_ATTEMPTS = 250;
constexpr long ATTEMPT_NANOSECONDS = 40'000'000;

std::string environmentOr(const char* name, const std::string& fallback) {
    const char* value = std::getenv(name);
    return value != nullptr && *value == '/' ? value : fallback;
}

std::string folderOfThisProgram() {
    std::array<char, PATH_MAX> path{};
    const ssize_t length = readlink("/proc/self/exe", path.data(), path.size() - 1);
    const std::string program(path.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
    return program.substr(0, program.rfind('/'));
}

void waitAMoment() {
    timespec pause{.tv_sec = 0, .tv_nsec = ATTEMPT_NANOSECONDS};
    static_cast<void>(nanosleep(&pause, nullptr));
}

/// Why a seat's process would end at once, as far as its files tell: it has no other way to say so.
std::optional<Failure> whyNotStarted(base::FileSystem& files, const std::string& seat) {
    const bool founded = files.exists(seat + "/genesis");
    const bool journal = files.exists(seat + "/journal");
    if (founded && !journal)
        return Failure("signer.keys_without_journal",
                       "This seat has keys but no journal: its limits and log are lost. It does not open.");
    if (journal && !founded)
        return Failure(
            "signer.journal_without_keys",
            "This seat has a journal but its founding record or log key is gone. It does not open.");
    return std::nullopt;
}

Outcome<Connection> connectOrStart(base::FileSystem& files, const Places& places, const std::string& seat) {
    const std::string socket = signer::socketPath(seat, places.runtimeFolder);
    if (auto connected = signer::connectTo(socket))
        return std::move(*connected);
    if (auto why = whyNotStarted(files, seat))
        return base::Unexpected(*std::move(why));
    STRONGROOM_TRY(signer::startDetached(places.programs + "/strongroom-signer", {"--seat", seat},
                                         {"XDG_RUNTIME_DIR=" + places.runtimeFolder}));
    for (int attempt = 0; attempt < START_ATTEMPTS; ++attempt) {
        if (auto connected = signer::connectTo(socket))
            return std::move(*connected);
        waitAMoment();
    }
    return base::Unexpected(signer::Error::couldNotStart);
}

Outcome<Connection> startFounding(const Places& places) {
    STRONGROOM_ASSIGN(Connection connection,
                      signer::startChild(places.programs + "/strongroom-signer", {"--founding"}, {}));
    return connection;
}

Outcome<Backend> openTrainingChain(base::FileSystem& files, const std::string& workspaceFolder) {
    STRONGROOM_ASSIGN(auto training,
                      chain::TrainingChain::open(files, service::trainingChainPath(workspaceFolder)));
    return Backend(std::move(training));
}

} // namespace

Places placesOfThisProgram() {
    const std::string home = environmentOr("HOME", "/");
    return {.programs = folderOfThisProgram(),
            .stateFolder = environmentOr("XDG_STATE_HOME", home + "/.local/state") + "/strongroom",
            .runtimeFolder = environmentOr("XDG_RUNTIME_DIR", "/tmp")};
}

NodeConnector noNode() {
    return [](base::FileSystem&, const service::NodeSettings&, const std::string&) -> Outcome<Backend> {
        return base::Unexpected(Failure("node.none", "This program is made without a network."));
    };
}

Outcome<std::unique_ptr<Composition>> Composition::make(Places places, service::Client client,
                                                        NodeConnector connectNode) {
    STRONGROOM_TRY(secret::initialise());
    return std::unique_ptr<Composition>(new Composition(std::move(places), client, std::move(connectNode)));
}

Composition::Composition(Places places, service::Client client, NodeConnector connectNode)
    : m_files(base::makeSystemFileSystem()),
      m_places(std::move(places)),
      m_connectNode(std::move(connectNode)) {
    m_ports.clock = &m_clock;
    m_ports.random = &m_random;
    m_ports.files = m_files.get();
    m_ports.connectSigner = [this](const std::string& seat) {
        return connectOrStart(*m_files, m_places, seat);
    };
    m_ports.startFounding = [this] { return startFounding(m_places); };
    m_ports.connectNode = [this](const service::NodeSettings& settings, const std::string& network) {
        return m_connectNode(*m_files, settings, network);
    };
    m_ports.openTrainingChain = [this](const std::string& folder) {
        return openTrainingChain(*m_files, folder);
    };
    m_ports.stateFolder = m_places.stateFolder;
    m_ports.client = client;
}

} // namespace strongroom::composition
