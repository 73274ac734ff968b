// The machine's own clock and random source.
#pragma once

#include "base/ports.h"

namespace strongroom::base {

class SystemClock final : public Clock {
public:
    [[nodiscard]] UnixTime now() const override;
    [[nodiscard]] Seconds sinceBoot() const override;
    /// The kernel's random boot id.
    [[nodiscard]] std::string bootId() const override;
};

/// getrandom(2), which blocks until the kernel's pool is initialised.
class SystemRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> out) override;
};

/// One piece after the other on the calling thread.
class InlineExecutor final : public Executor {
public:
    void forEach(std::size_t count, const std::function<void(std::size_t index)>& work) override;
};

/// For callers without one: has no state, so all may share it.
[[nodiscard]] Executor& inlineExecutor();

} // namespace strongroom::base
