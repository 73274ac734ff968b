#include "ratio.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

namespace strongroom::bench {

namespace {

double secondsOf(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

Ratio compare(std::size_t rounds, const std::function<void()>& work, const std::function<void()>& limit) {
    work();
    limit();
    std::vector<double> ratios;
    for (std::size_t round = 0; round < rounds; ++round) {
        const double done = secondsOf(work);
        ratios.push_back(done / secondsOf(limit));
    }
    std::sort(ratios.begin(), ratios.end());
    return {ratios[ratios.size() / 2], ratios.front(), ratios.back()};
}

void print(const std::string& name, const Ratio& ratio) {
    std::printf("%-52s %6.2f   (%.2f … %.2f)\n", name.c_str(), ratio.median, ratio.lowest, ratio.highest);
}

} // namespace strongroom::bench
