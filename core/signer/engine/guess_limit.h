// How soon the next passphrase may be tried at a seat: the wait doubles with every wrong one in a row
// (docs/formats/seat.md). The count is kept in the seat's folder, so that who starts the process anew wins no
// guess; on a full disk it is kept in memory only.
//
// One thread. Clock and files outlive it.
#pragma once

#include "base/ports.h"
#include "base/result.h"
#include "signer/engine/seat_files.h"

namespace strongroom::signer {

class GuessLimit {
public:
    /// Goes on from what the folder says was tried before; then the wait runs anew.
    GuessLimit(base::Clock& clock, SeatFiles& files);

    /// `signer.too_many_attempts`
    [[nodiscard]] base::Result<void, base::Failure> mayTry() const;
    void noteWrong();
    void noteRight();

private:
    void startWait();

    base::Clock& m_clock;
    SeatFiles& m_files;
    int m_wrong;               ///< In a row.
    base::Seconds m_nextGuess; ///< Since boot.
};

} // namespace strongroom::signer
