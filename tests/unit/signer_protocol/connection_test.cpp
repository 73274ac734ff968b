#include "signer/protocol/connection.h"
#include "support/temporary_folder.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace strongroom;
using signer::Error;
using signer::Frame;
using test::TemporaryFolder;
using std::chrono_literals::operator""ms;

namespace {

Frame frameWith(base::Json::Object header) {
    Frame frame;
    frame.header = base::Json(std::move(header));
    return frame;
}

} // namespace

TEST_CASE("a refusal without a code and a sentence is no frame of the protocol") {
    for (const base::Json& error :
         {base::Json("no"), base::Json(base::Json::Object{{"code", "signer.locked"}}),
          base::Json(base::Json::Object{{"message", "Locked."}})})
        CHECK(signer::refusalOf(frameWith({{"error", error}})).code == describe(Error::malformedFrame).code);
    CHECK(signer::refusalOf(frameWith({})).code == describe(Error::malformedFrame).code);
}

TEST_CASE("a file that stands where a socket should be is left alone, and nobody listens there") {
    const TemporaryFolder folder;
    const std::string path = folder / "socket";
    std::ofstream(path) << "notes";
    CHECK(signer::listenOn(path).error() == Error::couldNotStart);
    CHECK(std::filesystem::file_size(path) == 5);
    CHECK(signer::listenOn(folder / "nowhere/socket").error() == Error::couldNotStart);
}

TEST_CASE("a request over a socket gets its reply, and a refusal becomes a failure with its code") {
    const TemporaryFolder folder;
    const std::string path = signer::socketPath(folder / "", folder / "run");
    const auto listener = signer::listenOn(path);
    REQUIRE(listener);
    std::thread server([&] {
        const auto stream = signer::acceptFrom(*listener, 2'000ms);
        REQUIRE(stream);
        const auto first = signer::readFrame(**stream);
        REQUIRE(first);
        REQUIRE(signer::writeFrame(**stream, frameWith({{"echo", *first->header.find("verb")}})));
        REQUIRE(signer::readFrame(**stream));
        REQUIRE(signer::writeFrame(
            **stream,
            frameWith({{"error", base::Json::Object{{"code", "signer.locked"},
                                                    {"message", "The seat is locked."},
                                                    {"data", base::Json::Object{{"who", "anna"}}}}}})));
    });
    auto connection = signer::connectTo(path);
    REQUIRE(connection);
    const auto reply = (*connection)->call(frameWith({{"verb", "status"}}));
    REQUIRE(reply);
    CHECK(*reply->header.find("echo")->string() == "status");
    const auto refused = (*connection)->call(frameWith({{"verb", "spend"}}));
    server.join();
    close(*listener);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "signer.locked");
    CHECK(refused.error().data.front().second == "anna");
}

TEST_CASE("nobody listening is said plainly") {
    const TemporaryFolder folder;
    CHECK(signer::connectTo(folder / "socket").error() == Error::notRunning);
}

TEST_CASE("a seat is served by one process only, and a stale socket is replaced") {
    const TemporaryFolder folder;
    const auto first = signer::listenOn(folder / "socket");
    REQUIRE(first);
    CHECK(signer::listenOn(folder / "socket").error() == Error::couldNotStart);
    close(*first);
    const auto second = signer::listenOn(folder / "socket");
    CHECK(second.has_value());
    close(*second);
}

TEST_CASE("a seat with a long path gets a socket name made from its hash") {
    const std::string longSeat = "/" + std::string(200, 'x');
    const std::string path = signer::socketPath(longSeat, "/run/user/1000");
    CHECK(path.starts_with("/run/user/1000/strongroom-"));
    CHECK(path.size() < 108); // sun_path on Linux
    CHECK(path == signer::socketPath(longSeat, "/run/user/1000"));
    CHECK(path != signer::socketPath(longSeat + "y", "/run/user/1000"));
    CHECK(signer::socketPath("/tmp/s", "/run/user/1000") == "/tmp/s/socket");
}

TEST_CASE("a path that is too long for a socket is refused on both ends") {
    const std::string path = "/" + std::string(200, 'x');
    CHECK(signer::connectTo(path).error() == Error::pathTooLong);
    CHECK(signer::listenOn(path).error() == Error::pathTooLong);
}

// Only the system's own user can become another one: everybody else runs the first half.
TEST_CASE("a process of another user is refused, one of the same user is not") {
    std::string folder = "/tmp/strongroom-socket-XXXXXX";
    REQUIRE(mkdtemp(folder.data()) != nullptr);
    const std::string path = folder + "/socket";
    const auto listener = signer::listenOn(path);
    REQUIRE(listener);
    CHECK(signer::connectTo(path).has_value());
    CHECK(signer::acceptFrom(*listener, 2'000ms).has_value());
    if (geteuid() == 0) {
        constexpr uid_t NOBODY = 65'534;
        REQUIRE(chmod(folder.c_str(), 0711) == 0);
        REQUIRE(chmod(path.c_str(), 0666) == 0);
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            const bool told = setuid(NOBODY) == 0 && signer::connectTo(path).error() == Error::foreignUser;
            _exit(told ? 0 : 1);
        }
        CHECK(signer::acceptFrom(*listener, 2'000ms).error() == Error::foreignUser);
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        CHECK(status == 0);
    }
    close(*listener);
    std::filesystem::remove_all(folder);
}

TEST_CASE("a silent other end is given up after the timeout") {
    std::array<int, 2> ends{};
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
    signer::SocketStream stream(ends[0], 20ms);
    std::array<std::uint8_t, 1> byte{};
    CHECK(stream.read(byte).error() == Error::timedOut);
    close(ends[1]);
    CHECK(stream.read(byte).error() == Error::connectionLost);
}
