// The ports through which core reaches the machine: time, randomness and an executor. Files are in
// base/file_system.h.
//
// Real implementations are in base/system_ports.h; fakes link into test binaries only. No flag or variable of
// a shipped program chooses between them.
#pragma once

#include "base/time.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace strongroom::base {

/// Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual UnixTime now() const = 0;
    /// Seconds since the machine started, suspended time included (CLOCK_BOOTTIME): nobody can set it.
    [[nodiscard]] virtual Seconds sinceBoot() const = 0;
    /// Names this run of the machine, with another name after every start; empty where nobody says.
    [[nodiscard]] virtual std::string bootId() const { return {}; }
};

/// A cryptographically strong random source. Thread-safe.
class Random {
public:
    virtual ~Random() = default;
    /// Fills all of `out` or aborts the process: there is no useful way on with weak randomness (ATTACKS
    /// A70).
    virtual void fill(std::span<std::uint8_t> out) = 0;
};

/// Runs independent pieces of one computation, perhaps at the same time; returns when all are done. Core
/// starts no threads of its own.
class Executor {
public:
    virtual ~Executor() = default;
    virtual void forEach(std::size_t count, const std::function<void(std::size_t index)>& work) = 0;
};

} // namespace strongroom::base
