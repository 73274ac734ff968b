// Why a genesis, a head or a record was refused: the closed list of this module's errors.
#pragma once

#include "base/failure.h"

#include <cstdint>

namespace strongroom::authority {

enum class Error : std::uint8_t {
    // Any object
    malformed,
    wrongType,
    wrongTreasury,
    unknownKey,
    badSignature,
    // Genesis
    trainingOnMain,
    mainnetPrerelease,
    tooFewFounders,
    founderMissing,
    // People and the quorums of change
    badRoster,
    quorumTooSmall,
    quorumUnreachable,
    policyUnreachable,
    // Records
    badPolicy,
    badVault,
    badPayee,
    badLog,
    duplicateRecord,
    illegalEdit,
    tooManyRecords,
    // Heads
    alreadyAdopted,
    versionRollback,
    versionGap,
    fork,
    wrongPrevious,
    unrelatedChange,
    documentMismatch,
    nothingChanged,
    effectiveBackwards,
    notYetEffective,
    coolingDown,
    quorumNotMet,
    adderDidNotSign,
    alreadyFrozen,
    notFrozen,
    freezeNeedsColleague,
};
[[nodiscard]] base::ErrorInfo describe(Error error);

} // namespace strongroom::authority
