#include "support/node.h"

#include "base/text_encoding.h"

#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace strongroom::test {

namespace {

constexpr std::string_view WALLET = "world";
constexpr unsigned MATURITY = 101; // blocks until the first reward can be spent

[[noreturn]] void fail(const std::string& reason) {
    throw std::runtime_error("test node: " + reason);
}

std::string program(const char* name) {
    const char* cache = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    if (cache == nullptr && home == nullptr)
        fail("neither XDG_CACHE_HOME nor HOME is set");
    const std::filesystem::path root = cache != nullptr && *cache != '\0'
                                           ? std::filesystem::path(cache)
                                           : std::filesystem::path(home) / ".cache";
    const auto path = root / "strongroom" / "node" / name;
    if (!std::filesystem::exists(path))
        fail(std::string(name) + " is not installed; run packaging/install-deps test");
    return path.string();
}

/// Ports that were free a moment ago; all are held until all are known, so that they differ.
template <std::size_t N>
std::array<int, N> freePorts() {
    std::array<int, N> sockets{};
    std::array<int, N> ports{};
    for (std::size_t i = 0; i < N; ++i) {
        sockets[i] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        if (bind(sockets[i], generic, size) != 0 || getsockname(sockets[i], generic, &size) != 0)
            fail("no free port");
        ports[i] = ntohs(address.sin_port);
    }
    for (const int descriptor : sockets)
        close(descriptor);
    return ports;
}

/// Starts a program that dies with this one. Both of its outputs go to a file.
pid_t launch(const std::vector<std::string>& command, const std::string& output, pid_t group) {
    std::vector<char*> arguments;
    for (const std::string& word : command)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const pid_t child = fork();
    if (child < 0)
        fail("fork failed");
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        setpgid(0, group);
        const int file = open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        dup2(file, STDOUT_FILENO);
        dup2(file, STDERR_FILENO);
        execv(arguments[0], arguments.data());
        _exit(127);
    }
    setpgid(child, group == 0 ? child : group);
    return child;
}

std::string readText(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string bitcoinText(base::Amount amount) {
    std::string digits = std::to_string(amount.satoshi());
    digits.insert(0, digits.size() < 9 ? 9 - digits.size() : 0, '0');
    return digits.insert(digits.size() - 8, ".");
}

} // namespace

Node::Node(std::vector<std::string> arguments)
    : m_files(base::makeSystemFileSystem()), m_arguments(std::move(arguments)) {
    std::string pattern = (std::filesystem::temp_directory_path() / "strongroom-node-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
        fail("no folder for its data");
    m_folder = pattern;
    const auto [rpcPort, peerPort] = freePorts<2>();
    m_rpcPort = rpcPort;
    std::vector<std::string> command{
        program("bitcoind"),
        "-regtest",
        "-datadir=" + m_folder,
        "-server",
        "-txindex=1",
        "-blockfilterindex=basic",
        "-fallbackfee=0.0001",
        "-walletoldsigs=1",
        "-addresstype=bech32",
        "-listenonion=0",
        "-dnsseed=0",
        "-printtoconsole=0",
        "-rpcbind=127.0.0.1",
        "-rpcallowip=127.0.0.1",
        "-rpcport=" + std::to_string(m_rpcPort),
        "-bind=127.0.0.1:" + std::to_string(peerPort),
    };
    command.insert(command.end(), m_arguments.begin(), m_arguments.end());
    m_arguments = std::move(command);
    try {
        start();
    } catch (...) {
        std::filesystem::remove_all(m_folder);
        throw;
    }
}

Node::~Node() {
    stop();
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

void Node::start() {
    const std::string output = m_folder + "/output.txt";
    m_process = launch(m_arguments, output, 0);
    // bitcoin-cli waits until the node answers. Whichever ends first tells how it went.
    const pid_t waiter =
        launch({program("bitcoin-cli"), "-regtest", "-datadir=" + m_folder,
                "-rpcport=" + std::to_string(m_rpcPort), "-rpcwait", "-rpcwaittimeout=120", "getblockcount"},
               output, m_process);
    int status = 0;
    const pid_t ended = waitpid(-m_process, &status, 0);
    if (ended != waiter || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        kill(-m_process, SIGKILL);
        while (waitpid(-m_process, nullptr, 0) > 0) {
        }
        m_process = -1;
        fail("did not start: " + readText(output));
    }
    auto http = net::HttpClient::open(address().url, net::NodeReach::thisMachine);
    m_rpc.emplace(*m_files, std::move(http).value(), net::CookieFile{cookiePath()});
}

void Node::stop() {
    if (m_process < 0)
        return;
    m_rpc.reset();
    kill(m_process, SIGTERM);
    waitpid(m_process, nullptr, 0);
    m_process = -1;
}

std::string Node::cookiePath() const {
    return m_folder + "/regtest/.cookie";
}

net::NodeAddress Node::address() const {
    return {"http://127.0.0.1:" + std::to_string(m_rpcPort), net::CookieFile{cookiePath()}};
}

std::unique_ptr<net::BitcoinCoreBackend> Node::backend() const {
    return net::BitcoinCoreBackend::connect(*m_files, address(), bitcoin::Network::regtest).value();
}

net::RpcValue Node::rpc(std::string_view method, base::Json::Array params) {
    if (!m_rpc)
        fail("is stopped");
    auto answer = m_rpc->call(method, std::move(params));
    if (!answer) {
        const base::Failure failure = answer.error();
        fail(std::string(method) + ": " + failure.message + " " + answer.error().message);
    }
    return std::move(answer).value();
}

std::string Node::newAddress() {
    if (rpc("listwallets").array()->empty())
        rpc("createwallet", {base::Json(WALLET)});
    return *rpc("getnewaddress").string();
}

std::vector<chain::BlockHash> Node::mine(unsigned count) {
    if (m_mineTo.empty())
        m_mineTo = newAddress();
    return mineTo(m_mineTo, count);
}

std::vector<chain::BlockHash> Node::mineTo(const std::string& address, unsigned count) {
    const auto answer = rpc("generatetoaddress", {base::Json(static_cast<int>(count)), base::Json(address)});
    std::vector<chain::BlockHash> hashes;
    for (const net::RpcValue& hash : *answer.array())
        hashes.push_back(*chain::blockHashFromText(*hash.string()));
    return hashes;
}

bitcoin::Txid Node::fund(const std::string& address, base::Amount amount) {
    if (m_mineTo.empty())
        m_mineTo = newAddress();
    while (*rpc("getbalance").bitcoin() <= amount)
        mine(MATURITY);
    const auto txid = rpc("sendtoaddress", {base::Json(address), base::Json(bitcoinText(amount))});
    return *bitcoin::txidFromText(*txid.string());
}

bitcoin::Transaction Node::transaction(const bitcoin::Txid& txid) {
    const auto hex = rpc("getrawtransaction", {base::Json(bitcoin::toText(txid))});
    return bitcoin::Transaction::parse(*base::fromHex(*hex.string())).value();
}

} // namespace strongroom::test
