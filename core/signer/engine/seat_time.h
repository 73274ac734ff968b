// What time it is for a signer: two answers, so that a clock that somebody set wins nobody anything
// (POLICY.md §9, ATTACKS A108).
//
//   proven   in which waits, cool-downs, windows and payees' ages run. It grows with the time since boot, and
//            across a start of the machine by what its clock says, as long as that is little; whatever is
//            more takes people to confirm. It never goes back.
//   stated   what the machine's clock says: stamps what is signed, and decides what has expired.
//
// Both are the same on a machine whose clock is left alone. When they are not, everything still works and
// time passes more slowly than the clock says: a wait is longer, a window fuller.
//
// Pure functions over values.
#pragma once

#include "base/ports.h"
#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::signer {

/// How far the clock may stand from what the time since boot says: time servers correct it.
inline constexpr base::Seconds MAX_CLOCK_STEP{600};
/// Clock and time since boot are whole seconds that do not begin together.
inline constexpr base::Seconds CLOCK_ROUNDING{1};
/// How long a machine may have been off for its clock to be believed when it starts: a night, not a weekend.
inline constexpr base::Seconds MAX_UNSEEN{86'400};
/// For every hour that was seen, that many unseen ones are believed anew, up to MAX_UNSEEN: a machine that
/// works by day keeps its time, and one that is started again and again does not run away.
inline constexpr std::int64_t UNSEEN_PER_SEEN = 2;

struct ClockReading {
    base::UnixTime clock;
    base::Seconds sinceBoot;
    std::string boot; ///< base::Clock::bootId()
};
[[nodiscard]] ClockReading readClock(const base::Clock& clock);

/// The newest journalled moment, in proven time.
struct TimeMark {
    base::UnixTime at;
    base::Seconds sinceBoot;
    std::string boot;
};

/// What a journal knows about time.
struct KnownTime {
    std::optional<TimeMark> mark;
    base::UnixTime latest; ///< Of all records.
    /// When the machine that made the mark started, by proven time: the earliest that its marks say, so that
    /// what is rounded does not add up.
    base::UnixTime booted;
    base::Seconds unseenAllowed = MAX_UNSEEN;

    /// With one more mark, which was journalled at its own proven time.
    void note(TimeMark next);
    /// People have confirmed the time of the newest mark.
    void confirm();
};

enum class ClockState : std::uint8_t {
    certain,
    ahead,  ///< Of what is proven, by more than is believed: to be confirmed.
    behind, ///< What is proven: to be set right.
};

/// "certain", "ahead", "behind".
[[nodiscard]] std::string_view name(ClockState state);

struct SeatTime {
    base::UnixTime proven;
    base::UnixTime stated;
    ClockState state = ClockState::certain;
    friend bool operator==(const SeatTime&, const SeatTime&) = default;
};

[[nodiscard]] SeatTime timeAt(const KnownTime& known, const ClockReading& reading);

} // namespace strongroom::signer
