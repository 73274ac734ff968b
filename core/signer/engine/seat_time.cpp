#include "signer/engine/seat_time.h"

#include "base/check.h"

#include <algorithm>

namespace strongroom::signer {

using base::Seconds;
using base::UnixTime;

namespace {

/// Whether the machine has run on since the mark. Without a name for the boot a smaller count tells.
bool runsOn(const TimeMark& mark, const std::string& boot, Seconds sinceBoot) {
    return mark.boot == boot && mark.sinceBoot <= sinceBoot;
}

} // namespace

ClockReading readClock(const base::Clock& clock) {
    return {clock.now(), clock.sinceBoot(), clock.bootId()};
}

std::string_view name(ClockState state) {
    switch (state) {
    case ClockState::certain:
        return "certain";
    case ClockState::ahead:
        return "ahead";
    case ClockState::behind:
        return "behind";
    }
    base::checkFailed("ClockState");
}

void KnownTime::confirm() {
    unseenAllowed = MAX_UNSEEN;
    if (mark)
        booted = mark->at - mark->sinceBoot;
}

void KnownTime::note(TimeMark next) {
    const bool same = mark && runsOn(*mark, next.boot, next.sinceBoot);
    const UnixTime started = next.at - next.sinceBoot;
    booted = same ? std::min(booted, started) : started;
    if (mark) {
        const std::int64_t seen = next.sinceBoot.count - (same ? mark->sinceBoot.count : 0);
        const std::int64_t unseen = same ? 0 : (next.at - mark->at).count - seen;
        const std::int64_t left = unseenAllowed.count - std::clamp<std::int64_t>(unseen, 0, MAX_UNSEEN.count);
        // Bounded before it is multiplied: the numbers come from a file.
        const std::int64_t earned = UNSEEN_PER_SEEN * std::clamp<std::int64_t>(seen, 0, MAX_UNSEEN.count);
        unseenAllowed = {std::clamp<std::int64_t>(left + earned, 0, MAX_UNSEEN.count)};
    }
    mark = std::move(next);
}

SeatTime timeAt(const KnownTime& known, const ClockReading& reading) {
    const UnixTime clock = reading.clock;
    if (!known.mark && known.latest == UnixTime{})
        return {clock, clock, ClockState::certain}; // a new seat: whoever sets it up sees the clock
    const bool same = known.mark && runsOn(*known.mark, reading.boot, reading.sinceBoot);
    const UnixTime from = known.mark ? known.mark->at : known.latest;
    // What it is at least: this start of the machine came after the mark, or is the mark's own.
    const UnixTime least = same         ? std::max(from, known.booted + reading.sinceBoot)
                           : known.mark ? from + reading.sinceBoot
                                        : from;
    if (clock + MAX_CLOCK_STEP < least)
        return {least, clock, ClockState::behind};
    if (same && clock <= least + MAX_CLOCK_STEP) {
        const UnixTime most = known.booted + reading.sinceBoot + CLOCK_ROUNDING;
        const UnixTime proven = std::max(std::min(clock, most), from);
        return {proven, std::max(clock, proven), ClockState::certain};
    }
    if (!same && clock <= least + known.unseenAllowed) {
        const UnixTime now = std::max(clock, from);
        return {now, now, ClockState::certain};
    }
    return {least, clock, ClockState::ahead};
}

} // namespace strongroom::signer
