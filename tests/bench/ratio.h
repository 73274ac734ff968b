// Measures two pieces of work in turn, A B A B …, and prints A/B: on a shared machine a ratio of interleaved
// runs means something, a time does not.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace strongroom::bench {

struct Ratio {
    double median = 0;
    double lowest = 0;
    double highest = 0;
};

/// One warm-up of each, then `rounds` pairs.
[[nodiscard]] Ratio compare(std::size_t rounds, const std::function<void()>& work,
                            const std::function<void()>& limit);

/// "wpkh 100 inputs, bare    1.07   (1.05 … 1.12)"
void print(const std::string& name, const Ratio& ratio);

void benchSigning();
void benchJournal();

} // namespace strongroom::bench
