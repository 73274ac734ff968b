#include "base/system_ports.h"

#include "base/check.h"

#include <cerrno>
#include <ctime>
#include <fstream>
#include <string>
#include <sys/random.h>

namespace strongroom::base {

namespace {

std::int64_t readClock(clockid_t id) {
    timespec time{};
    STRONGROOM_CHECK(clock_gettime(id, &time) == 0);
    return time.tv_sec;
}

} // namespace

UnixTime SystemClock::now() const {
    return {readClock(CLOCK_REALTIME)};
}

Seconds SystemClock::sinceBoot() const {
    return {readClock(CLOCK_BOOTTIME)};
}

std::string SystemClock::bootId() const {
    static const std::string ID = [] {
        std::ifstream file("/proc/sys/kernel/random/boot_id");
        std::string line;
        std::getline(file, line);
        return line;
    }();
    return ID;
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
    while (!out.empty()) {
        const ssize_t got = getrandom(out.data(), out.size(), 0);
        if (got < 0 && errno == EINTR)
            continue;
        STRONGROOM_CHECK(got > 0);
        out = out.subspan(static_cast<std::size_t>(got));
    }
}

void InlineExecutor::forEach(std::size_t count, const std::function<void(std::size_t index)>& work) {
    for (std::size_t index = 0; index < count; ++index)
        work(index);
}

Executor& inlineExecutor() {
    static InlineExecutor s_executor;
    return s_executor;
}

} // namespace strongroom::base
