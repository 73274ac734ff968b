// Which day the sample treasury has: pictures of a page need its empty and its bad days, too.
#pragma once

namespace strongroom::service::sample {

enum class Day {
    busy,
    empty,      ///< Founded a minute ago: no vault paid into, no payee, no withdrawal.
    frozen,     ///< By Dov, with the hot signer locked.
    readOnly,   ///< Another console writes.
    unreadable, ///< Every use case that reads fails.
    wordy,      ///< Names and sentences as long as they come.
};

void setDay(Day day);

} // namespace strongroom::service::sample
