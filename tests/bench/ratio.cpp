#include "ratio.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <vector>

namespace strongroom::bench {

namespace {

constexpr double SHORTEST_SAMPLE = 2e-3; ///< Seconds; well above what reading the clock costs.
constexpr double TIME = 2.0;             ///< Seconds of all pairs together.
constexpr std::size_t FEWEST = 9;
constexpr std::size_t MOST = 401;

double now(Measure measure) {
    timespec time{};
    clock_gettime(measure == Measure::processor ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double secondsOf(const std::function<void()>& work, std::size_t times, Measure measure) {
    const double start = now(measure);
    for (std::size_t i = 0; i < times; ++i)
        work();
    return now(measure) - start;
}

} // namespace

Ratio compare(const std::function<void()>& work, const std::function<void()>& limit, Measure measure) {
    secondsOf(work, 1, measure);
    secondsOf(limit, 1, measure);
    const double once = std::max(1e-7, std::min(secondsOf(work, 1, measure), secondsOf(limit, 1, measure)));
    const auto times = static_cast<std::size_t>(std::max(1.0, SHORTEST_SAMPLE / once));
    std::vector<double> ratios;
    const double start = now(Measure::elapsed);
    while (ratios.size() < FEWEST || (now(Measure::elapsed) - start < TIME && ratios.size() < MOST)) {
        const double done = secondsOf(work, times, measure);
        ratios.push_back(done / secondsOf(limit, times, measure));
    }
    std::ranges::sort(ratios);
    return {ratios[ratios.size() / 2], ratios.front(), ratios.back()};
}

void print(const std::string& name, const Ratio& ratio, const std::string& target) {
    std::printf("%-58s %6.2f   (%.2f … %.2f)   %s\n", name.c_str(), ratio.median, ratio.lowest, ratio.highest,
                target.c_str());
    std::fflush(stdout);
}

} // namespace strongroom::bench
