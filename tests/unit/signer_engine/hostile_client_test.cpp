// Clients that do not play by the rules, on the socket of the real process.
#include "process_world.h"

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace strongroom;
using namespace strongroom::test;
using std::chrono_literals::operator""ms;

namespace {

/// strongroom-signer --seat, listening; ended with the test.
class Listening {
public:
    explicit Listening(const std::string& seat) : m_path(signer::socketPath(seat, "/tmp")) {
        m_process = fork();
        if (m_process == 0) {
            execl(STRONGROOM_SIGNER, STRONGROOM_SIGNER, "--seat", seat.c_str(), nullptr);
            _exit(127);
        }
        for (int i = 0; i < 500 && !signer::connectTo(m_path); ++i)
            std::this_thread::sleep_for(10ms);
    }
    ~Listening() {
        kill(m_process, SIGKILL);
        waitpid(m_process, nullptr, 0);
    }
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;

    [[nodiscard]] int rawClient() const {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        m_path.copy(address.sun_path, sizeof address.sun_path - 1);
        const int client = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        REQUIRE(connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        return client;
    }
    /// An honest client asks for the state.
    [[nodiscard]] std::string answers() const {
        auto connection = signer::connectTo(m_path);
        return connection ? codeOf((*connection)->call(frame("status")), "answered")
                          : std::string(describe(connection.error()).code);
    }
    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] pid_t process() const { return m_process; }

private:
    std::string m_path;
    pid_t m_process = -1;
};

struct Client {
    explicit Client(const Listening& seat) : descriptor(seat.rawClient()) {}
    ~Client() { close(descriptor); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    void send(base::ByteSpan bytes) const {
        CHECK(::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL) >= 0);
    }
    /// True when the signer hangs up within the time.
    [[nodiscard]] bool isHungUpOn(std::chrono::milliseconds within) const {
        signer::SocketStream stream(dup(descriptor), within);
        std::array<std::uint8_t, 1> byte{};
        const auto got = stream.read(byte);
        return !got && got.error() == signer::Error::connectionLost;
    }
    int descriptor;
};

base::Bytes prefix(std::uint32_t header, std::uint32_t secret, std::uint32_t blobs) {
    base::Bytes bytes{'S', 'R', 'S', '1'};
    for (const std::uint32_t value : {header, secret, blobs})
        for (const unsigned shift : {0U, 8U, 16U, 24U})
            bytes.push_back(static_cast<std::uint8_t>(value >> shift));
    return bytes;
}

} // namespace

TEST_CASE("frames that are too large or not of the protocol end the connection, not the signer") {
    const TemporaryFolder folder;
    const World world = foundByProcess(folder);
    const Listening seat(world.seat);
    for (const base::Bytes& frameBytes :
         {base::Bytes(64, 0), prefix(0xffffffff, 0, 0), prefix(2, 0xffffffff, 0), prefix(2, 0, 0xffffffff),
          prefix(signer::MAX_HEADER + 1, 0, 0), prefix(2, signer::MAX_SECRET + 1, 0),
          prefix(2, 0, signer::MAX_BLOBS + 1)}) {
        const Client client(seat);
        client.send(frameBytes);
        CHECK(client.isHungUpOn(2'000ms));
    }
    for (const std::string& header :
         std::vector<std::string>{"{}{}", "[]", "{\"verb\":\"status\",\"verb\":\"lock\"}", "{\"verb\": 1}",
                                  std::string(900, '['), std::string("\xff\xfe{}")}) {
        const Client client(seat);
        base::Bytes bytes = prefix(static_cast<std::uint32_t>(header.size()), 0, 0);
        bytes.insert(bytes.end(), header.begin(), header.end());
        client.send(bytes);
        CHECK(client.isHungUpOn(2'000ms));
    }
    {
        const Client client(seat); // a blob of four gigabytes
        base::Bytes bytes = prefix(2, 0, 1);
        bytes.insert(bytes.end(), {'{', '}', 0xff, 0xff, 0xff, 0xff});
        client.send(bytes);
        CHECK(client.isHungUpOn(2'000ms));
    }
    CHECK(seat.answers() == "answered");
}

TEST_CASE("a hundred connections do not keep an honest client out for long") {
    const TemporaryFolder folder;
    const World world = foundByProcess(folder);
    const Listening seat(world.seat);
    {
        std::vector<std::unique_ptr<Client>> crowd;
        for (int i = 0; i < 100; ++i)
            crowd.push_back(std::make_unique<Client>(seat));
        std::size_t refused = 0;
        for (const auto& client : crowd)
            refused += client->isHungUpOn(20ms) ? 1U : 0U;
        CHECK(refused >= 100 - 32);
    }
    std::string answer;
    for (int i = 0; i < 100 && answer != "answered"; ++i) {
        answer = seat.answers();
        std::this_thread::sleep_for(10ms);
    }
    CHECK(answer == "answered");
}

TEST_CASE("a client that sends byte by byte, or takes no reply, is left") {
    const TemporaryFolder folder;
    const World world = foundByProcess(folder);
    const Listening seat(world.seat);
    const auto start = std::chrono::steady_clock::now();
    const Client slow(seat);
    std::thread drip([&] {
        for (int i = 0; i < 200; ++i) {
            const std::uint8_t byte = prefix(1'000'000, 0, 0)[static_cast<std::size_t>(std::min(i, 15))];
            if (::send(slow.descriptor, &byte, 1, MSG_NOSIGNAL) < 0)
                return;
            std::this_thread::sleep_for(100ms);
        }
    });
    std::this_thread::sleep_for(300ms);
    CHECK(seat.answers() == "answered"); // after the slow one was left
    CHECK(std::chrono::steady_clock::now() - start < 10'000ms);
    drip.join();

    const Client deaf(seat);
    const std::string header = frame("status").header.canonical();
    base::Bytes request = prefix(static_cast<std::uint32_t>(header.size()), 0, 0);
    request.insert(request.end(), header.begin(), header.end());
    REQUIRE(fcntl(deaf.descriptor, F_SETFL, O_NONBLOCK) == 0);
    for (int i = 0; i < 20'000; ++i)
        static_cast<void>(::send(deaf.descriptor, request.data(), request.size(), MSG_NOSIGNAL));
    CHECK(seat.answers() == "answered");
}

TEST_CASE("a second process for the same seat does not start") {
    const TemporaryFolder folder;
    const World world = foundByProcess(folder);
    const Listening seat(world.seat);
    REQUIRE(seat.answers() == "answered");
    SignerProcess second({"--seat", world.seat});
    CHECK(codeOf(second(frame("status"))) == "signer.connection_lost");
    CHECK(seat.answers() == "answered");
}

TEST_CASE("socket and files belong to their user alone, and two clients see one state") {
    const TemporaryFolder folder;
    const World world = foundByProcess(folder);
    const Listening seat(world.seat);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(world.seat)) {
        const auto permissions = std::filesystem::status(entry).permissions();
        CAPTURE(entry.path().string());
        CHECK((permissions & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) ==
              std::filesystem::perms::none);
    }
    auto one = signer::connectTo(seat.path());
    auto two = signer::connectTo(seat.path());
    REQUIRE(one);
    REQUIRE(two);
    REQUIRE(codeOf((*one)->call(unlocking(world.person("anna")))) == "done");
    CHECK(text(*(*two)->call(frame("status")), "phase") == "open");
    CHECK(codeOf((*two)->call(frame("lock"))) == "done");
    CHECK(codeOf((*one)->call(frame("record", {{"kind", "coin.seen"}}))) == "signer.locked");
}
