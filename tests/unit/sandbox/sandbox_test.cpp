#include "sandbox/sandbox.h"

#include <array>
#include <cerrno>
#include <doctest/doctest.h>
#include <functional>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace strongroom;

namespace {

constexpr std::array FAMILIES{AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_BLUETOOTH, AF_VSOCK};

/// The filter stays for the rest of a process: each case has one of its own. Exit status of the child.
int inAChild(const std::function<bool()>& holds) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0)
        _exit(holds() ? 0 : 1);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool opens(int family) {
    const int descriptor = socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor >= 0)
        close(descriptor);
    return descriptor >= 0;
}

bool isRefused(int family) {
    errno = 0;
    return !opens(family) && errno == EPERM;
}

bool everyFamilyIsRefused() {
    for (const int family : FAMILIES) {
        if (!isRefused(family))
            return false;
    }
    return opens(AF_UNIX);
}

/// /bin/true, started; its exit status.
int startAProgram() {
    const std::array<char*, 2> arguments{const_cast<char*>("true"), nullptr}; // NOLINT
    pid_t child = 0;
    if (posix_spawn(&child, "/bin/true", nullptr, nullptr, arguments.data(), environ) != 0)
        return -1;
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

TEST_CASE("before anything is given up, connections can be opened and programs started") {
    CHECK(inAChild([] { return opens(AF_INET) && startAProgram() == 0; }) == 0);
}

TEST_CASE("without the network only local sockets open, and programs still start") {
    CHECK(inAChild([] {
              return sandbox::giveUpTheNetwork() && everyFamilyIsRefused() && startAProgram() == 0;
          }) == 0);
}

TEST_CASE("threads have given up the network, too, those from before as well") {
    CHECK(inAChild([] {
              bool given = false;
              bool early = false;
              std::thread before([&] {
                  while (!__atomic_load_n(&given, __ATOMIC_ACQUIRE))
                      std::this_thread::yield();
                  early = everyFamilyIsRefused();
              });
              const bool done = sandbox::giveUpTheNetwork().has_value();
              __atomic_store_n(&given, true, __ATOMIC_RELEASE);
              before.join();
              bool late = false;
              std::thread([&] { late = everyFamilyIsRefused(); }).join();
              return done && early && late;
          }) == 0);
}

TEST_CASE("a process that gives up programs starts none") {
    CHECK(inAChild([] {
              return sandbox::giveUpNetworkAndPrograms() && everyFamilyIsRefused() && startAProgram() != 0;
          }) == 0);
}

TEST_CASE("what was given up stays given up in a process of its own") {
    CHECK(inAChild([] {
              return sandbox::giveUpTheNetwork() && inAChild([] { return everyFamilyIsRefused(); }) == 0;
          }) == 0);
}
