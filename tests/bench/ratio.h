// Measures two pieces of work in turn, A B A B …, and prints A/B: on a shared machine a ratio of interleaved
// runs means something, a time does not. docs/guide/bench.md says how to read it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace strongroom::bench {

/// What is counted: the processor time of the calling thread, which what else runs on the machine disturbs
/// least; or the time that passes, where other threads or processes do the work.
enum class Measure : std::uint8_t { processor, elapsed };

struct Ratio {
    double median = 0;
    double lowest = 0;
    double highest = 0;
};

/// After a warm-up of each, pairs of samples for about two seconds, nine at least. Short work is repeated
/// within a sample, both kinds as often.
[[nodiscard]] Ratio compare(const std::function<void()>& work, const std::function<void()>& limit,
                            Measure measure = Measure::processor);

/// "wpkh, 100 inputs, bare    1.07   (1.05 … 1.12)   ≤ 1.10". `target` is what the ratio should be.
void print(const std::string& name, const Ratio& ratio, const std::string& target = {});

} // namespace strongroom::bench
