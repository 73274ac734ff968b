// A seat from its founding to its restart, through the real process and nothing else.
#include "process_world.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace strongroom;
using namespace strongroom::test;

TEST_CASE("a treasury is founded, unlocked, armed by two, pays a small amount and stops at its limits") {
    const TemporaryFolder folder;
    World world = foundByProcess(folder);
    base::Bytes signedBytes;
    Proposed small;
    Proposed large;
    {
        SignerProcess seat({"--seat", world.seat});
        CHECK(text(*seat(frame("status")), "phase") == "locked");
        CHECK(codeOf(seat(frame("spend", {}, {base::Bytes{1}}))) == "signer.locked");
        const Reply opened = seat(unlocking(world.person("anna")));
        REQUIRE(codeOf(opened) == "done");
        CHECK(text(*opened, "phase") == "open");
        REQUIRE(opened->secret.has_value());
        CHECK(base::toBytes(opened->secret->span()) == world.databaseKey);
        REQUIRE(addPayee(world, seat.call()) == "adopted");

        small = propose(world, seat.call(), "anna", payment(world, 2'000'000), tomorrow());
        CHECK(codeOf(seat(spending(small))) == "signer.not_armed");
        const Reply first = seat(arming(world.person("ben")));
        REQUIRE(codeOf(first) == "done");
        CHECK(text(*first, "phase") == "open");
        CHECK(codeOf(seat(arming(world.person("ben")))) == "signer.already_unsealed");
        CHECK(codeOf(seat(spending(small))) == "signer.not_armed");
        const Reply second = seat(arming(world.person("dora")));
        REQUIRE(codeOf(second) == "done");
        CHECK(text(*second, "phase") == "armed");
        CHECK(second->header.find("armed_by")->array()->size() == 2);

        const Reply paid = seat(spending(small));
        REQUIRE(codeOf(paid, "signed") == "signed");
        REQUIRE(isSigned(paid));
        signedBytes = paid->blobs.front();
        CHECK(seat(spending(small))->blobs.front() == signedBytes);

        large = propose(world, seat.call(), "anna", payment(world, 120'000'000), tomorrow());
        CHECK(codeOf(seat(spending(large))) == "signer.not_approved");
        CHECK(state(world, seat.call(), "anna", large) == "done"); // the proposer's own does not count
        CHECK(state(world, seat.call(), "ben", large) == "done");
        CHECK(codeOf(seat(spending(large))) == "signer.not_approved");
        CHECK(state(world, seat.call(), "cleo", large) == "done");

        CHECK(text(*seat(frame("disarm")), "phase") == "open");
        CHECK(codeOf(seat(spending(large))) == "signer.not_armed");
        CHECK(text(*seat(frame("lock")), "phase") == "locked");
        CHECK(codeOf(seat(spending(small))) == "signer.locked");
    }
    SignerProcess seat({"--seat", world.seat});
    CHECK(codeOf(seat(spending(small))) == "signer.locked");
    REQUIRE(codeOf(seat(unlocking(world.person("cleo")))) == "done");
    CHECK(number(*seat(frame("status")), "authority_version") == 2);
    CHECK(seat(spending(small))->blobs.front() == signedBytes);
    REQUIRE(codeOf(seat(arming(world.person("anna")))) == "done");
    REQUIRE(codeOf(seat(arming(world.person("cleo")))) == "done");
    CHECK(isSigned(seat(spending(large))));

    // What left before the restart counts: with 2 and 120 million of the policy's 500 million a day.
    Proposed third = propose(world, seat.call(), "anna", payment(world, 375'000'000), tomorrow());
    CHECK(state(world, seat.call(), "ben", third) == "done");
    CHECK(state(world, seat.call(), "cleo", third) == "done");
    CHECK(isSigned(seat(spending(third))));
    const Proposed past = propose(world, seat.call(), "anna", payment(world, 4'000'000), tomorrow());
    CHECK(codeOf(seat(spending(past))) == "signer.not_approved");
    const Proposed within = propose(world, seat.call(), "anna", payment(world, 2'000'000), tomorrow());
    CHECK(isSigned(seat(spending(within))));
}

namespace {

/// The process that listens there.
pid_t listenerOf(const std::string& path) {
    const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::copy(path.begin(), path.end(), address.sun_path);
    REQUIRE(connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    ucred credentials{};
    socklen_t length = sizeof credentials;
    REQUIRE(getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0);
    close(descriptor);
    return credentials.pid;
}

/// Whether this process has children at all, ended ones that nobody waited for included.
bool hasChildren() {
    return waitid(P_ALL, 0, nullptr, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD;
}

} // namespace

TEST_CASE("signers that were started leave nothing in the table of processes of whoever started them") {
    const TemporaryFolder folder;
    const World world = foundByProcess(folder);
    CHECK_FALSE(hasChildren()); // the founding session's process is gone with its connection
    {
        SignerProcess child({"--seat", world.seat});
        REQUIRE(codeOf(child(frame("status"))) == "done");
        CHECK(hasChildren());
    }
    CHECK_FALSE(hasChildren());

    const std::string path = signer::socketPath(world.seat, folder.path());
    REQUIRE(signer::startDetached(STRONGROOM_SIGNER, {"--seat", world.seat},
                                  {"XDG_RUNTIME_DIR=" + folder.path()}));
    CHECK_FALSE(hasChildren()); // it lives, as nobody's child
    std::unique_ptr<signer::Connection> connection;
    constexpr timespec PAUSE{.tv_sec = 0, .tv_nsec = 50'000'000};
    for (int i = 0; i < 600 && !connection; ++i) {
        if (auto connected = signer::connectTo(path))
            connection = std::move(*connected);
        else
            nanosleep(&PAUSE, nullptr);
    }
    REQUIRE(connection);
    CHECK(text(*connection->call(frame("status")), "phase") == "locked");
    const pid_t detached = listenerOf(path);
    CHECK(getsid(detached) != getsid(0));
    REQUIRE(kill(detached, SIGTERM) == 0);
    CHECK_FALSE(hasChildren());
}
