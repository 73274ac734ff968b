#include "secret/secret_memory.h"

#include "secret/secret_array.h"
#include "secret/secure_buffer.h"
#include "support/child_process.h"

#include <array>
#include <cstdint>
#include <doctest/doctest.h>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

using namespace strongroom;

// The address sanitizer makes mlock() do nothing, so there is no locking to test under it.
#if !defined(__SANITIZE_ADDRESS__)

namespace {

/// Whether the kernel reports the mapping around an address as locked (flag "lo" in /proc/self/smaps).
bool isLocked(const void* address) {
    std::ifstream maps("/proc/self/smaps");
    bool inside = false;
    for (std::string line; std::getline(maps, line);) {
        std::uintptr_t begin = 0;
        std::uintptr_t end = 0;
        if (std::sscanf(line.c_str(), "%lx-%lx ", &begin, &end) == 2) {
            const auto wanted = reinterpret_cast<std::uintptr_t>(address);
            inside = begin <= wanted && wanted < end;
        } else if (inside && line.starts_with("VmFlags:")) {
            return (line + ' ').find(" lo ") != std::string::npos;
        }
    }
    return false;
}

/// Exit status 0 when a process allowed to lock `bytes` initialises; 1 for the refusal; 2 without the limit.
int initialiseUnderLimit(rlim_t bytes) {
    const rlimit limit{bytes, bytes};
    // Root may lock whatever the limit says, so the child becomes nobody.
    if (setrlimit(RLIMIT_MEMLOCK, &limit) != 0 || (getuid() == 0 && setuid(65'534) != 0))
        return 2;
    const auto result = secret::initialise();
    return result ? 0 : result.error() == secret::Error::memoryNotLocked ? 1 : 3;
}

} // namespace

TEST_CASE("the arena and guarded buffers are locked") {
    REQUIRE(secret::initialise());
    const secret::SecretArray<32> scratch;
    const secret::SecureBuffer buffer(100);
    CHECK(isLocked(scratch.span().data()));
    CHECK(isLocked(buffer.span().data()));
}

TEST_CASE("a process that may not lock enough memory is refused at the start") {
    CHECK(test::runInChild([] { return initialiseUnderLimit(secret::LOCKED_BYTES / 2); }) == 1);
}

TEST_CASE("locks do not survive fork and the child takes them again") {
    const secret::SecretArray<32> scratch;
    const secret::SecureBuffer buffer(5'000);
    const int status = test::runInChild([&] {
        if (isLocked(scratch.span().data()) || isLocked(buffer.span().data()))
            return 1; // then this test proves nothing
        if (!secret::relockAfterFork())
            return 2;
        return isLocked(scratch.span().data()) && isLocked(buffer.span().data()) ? 0 : 3;
    });
    CHECK(status == 0);
}

TEST_CASE("a child that may not lock is told so") {
    const secret::SecretArray<32> scratch;
    const int status = test::runInChild([] {
        const rlimit none{0, 0};
        if (setrlimit(RLIMIT_MEMLOCK, &none) != 0 || (getuid() == 0 && setuid(65'534) != 0))
            return 2;
        const auto result = secret::relockAfterFork();
        return !result && result.error() == secret::Error::memoryNotLocked ? 0 : 1;
    });
    CHECK(status == 0);
}

#endif

TEST_CASE("comparing in constant time tells equal from different and different sizes apart") {
    const std::array<std::uint8_t, 3> a{1, 2, 3};
    const std::array<std::uint8_t, 3> b{1, 2, 4};
    CHECK(secret::equalConstantTime(a, a));
    CHECK_FALSE(secret::equalConstantTime(a, b));
    CHECK_FALSE(secret::equalConstantTime(a, std::span(a).first(2)));
    CHECK(secret::equalConstantTime({}, {}));
}
