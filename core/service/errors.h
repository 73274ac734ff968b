// Why a use case refuses, apart from what the modules below and the signer say themselves.
#pragma once

#include "base/failure.h"

#include <cstdint>

namespace strongroom::service {

enum class Error : std::uint8_t {
    workspaceNotFound,
    workspaceExists,
    workspaceDamaged,
    newerWorkspace,
    wrongPassphrase,
    noSuchPerson,
    readOnly,
    otherTreasury,
    databaseAhead,
    logForked,
    authorityMissing,
    notConnected,
    noHotShare,
    foundingIncomplete,
    personExists,
    passphraseShort,
    nameInvalid,
    trainingOnly,
    changeNotFound,
    changeSignedAlready,
    personNotFound,
    personTaken,
    deviceNotFound,
    policyMalformed,
    tierUnknown,
    vaultNotFound,
    vaultExists,
    vaultNoChange,
    networkUnknown,
    rangeInvalid,
    logMalformed,
    coinNotFound,
    coinHeld,
    coinNotHeld,
    reasonMissing,
    payerMissing,
    amountInvalid,
    addressMismatch,
    reorganisationTooDeep,
    chainInconsistent,
    backupMalformed,
    backupDamaged,
    fileExists,
    registrationMalformed,
    messageNotFound,
    messageClosed,
};
[[nodiscard]] base::ErrorInfo describe(Error error);

} // namespace strongroom::service
