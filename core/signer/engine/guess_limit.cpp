#include "signer/engine/guess_limit.h"

#include "signer/engine/errors.h"

#include <algorithm>
#include <utility>

namespace strongroom::signer {

GuessLimit::GuessLimit(base::Clock& clock, SeatFiles& files)
    : m_clock(clock), m_files(files), m_wrong(files.readWrongAttempts()) {
    if (m_wrong > 0)
        startWait();
}

/// Waits double from one second on: a hundred guesses take half a day, a typing officer notices nothing.
void GuessLimit::startWait() {
    m_nextGuess = m_clock.sinceBoot() + base::Seconds{std::int64_t{1} << (m_wrong - 1)};
}

base::Result<void, base::Failure> GuessLimit::mayTry() const {
    if (m_clock.sinceBoot() < m_nextGuess)
        return base::Unexpected(base::Failure(EngineError::tooManyAttempts));
    return {};
}

void GuessLimit::noteWrong() {
    m_wrong = std::min(m_wrong + 1, MAX_WRONG_ATTEMPTS);
    startWait();
    // On a full disk it is counted in memory only; a guess is refused all the same.
    static_cast<void>(m_files.writeWrongAttempts(m_wrong));
}

void GuessLimit::noteRight() {
    if (std::exchange(m_wrong, 0) > 0)
        static_cast<void>(m_files.writeWrongAttempts(0)); // stays: the next start waits once
}

} // namespace strongroom::signer
