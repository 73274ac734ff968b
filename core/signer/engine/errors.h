// Why the signer process refuses, beyond what the modules below it refuse with codes of their own.
#pragma once

#include "base/failure.h"

#include <cstdint>

namespace strongroom::signer {

enum class EngineError : std::uint8_t {
    // The seat
    notProvisioned,
    alreadyProvisioned,
    digestMismatch,
    keysWithoutJournal,
    journalWithoutKeys,
    journalUnreadable,
    wrongSeatKey,
    authorityRolledBack,
    // States
    locked,
    notArmed,
    frozen,
    hasNoSuchKey,
    clockWentBack,
    clockCertain,
    clockNotShown,
    // People
    unknownPerson,
    wrongPassphrase,
    tooManyAttempts,
    alreadyUnsealed,
    mayNotArm,
    // Requests
    unknownVerb,
    badRequest,
    foundingChanged,
    objectNotAllowed,
    addressTooFar,
    unknownLog,
    logRolledBack,
    tooManyOfficers,
    digestChanged,
    // Spending
    intentMissing,
    notApproved,
    stillCooling,
    needsColdLeg,
    otherTransactionSigned,
    noConflict,
    signedAlready,
    notOver,
    released,
    notHot,
    // Stations
    stationKeyExists,
    stationKeyDamaged,
    stationKeyMismatch,
    wordsShown,
};
[[nodiscard]] base::ErrorInfo describe(EngineError error);

} // namespace strongroom::signer
