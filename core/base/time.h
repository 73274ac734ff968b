// Points in time and durations, as whole seconds with their meaning in the type.
#pragma once

#include <compare>
#include <cstdint>

namespace strongroom::base {

/// A duration in seconds.
struct Seconds {
    std::int64_t count = 0;
    friend constexpr auto operator<=>(Seconds, Seconds) = default;
    friend constexpr Seconds operator+(Seconds a, Seconds b) { return {a.count + b.count}; }
};

/// Unix time: seconds since 1970-01-01 00:00:00 UTC.
struct UnixTime {
    std::int64_t seconds = 0;
    friend constexpr auto operator<=>(UnixTime, UnixTime) = default;
    friend constexpr UnixTime operator+(UnixTime t, Seconds d) { return {t.seconds + d.count}; }
    friend constexpr UnixTime operator-(UnixTime t, Seconds d) { return {t.seconds - d.count}; }
    friend constexpr Seconds operator-(UnixTime a, UnixTime b) { return {a.seconds - b.seconds}; }
};

} // namespace strongroom::base
