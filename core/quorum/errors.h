// Why a roster or an obligation is not accepted, and why a signature did not count.
#pragma once

#include "base/failure.h"

#include <cstdint>

namespace strongroom::quorum {

enum class Error : std::uint8_t {
    malformed,
    tooMany,
    badName,
    duplicatePerson,
    duplicateName,
    duplicateKey,
    wrongPersonId,
    noPossession,
    unknownRole,
    badObligation,
    personRemoved,
    deviceRemoved,
    revivedPerson,
    revivedDevice,
};
[[nodiscard]] base::ErrorInfo describe(Error error);

/// One reason for each signature that was not counted (ATTACKS A102).
enum class NotCounted : std::uint8_t {
    unknownKey,      ///< The key is in no roster entry.
    badSignature,    ///< The signature is not by that key over this object.
    deviceRevoked,   ///< The device key is revoked now.
    personSuspended, ///< Suspended now.
    personRevoked,   ///< Revoked now.
    notActiveThen,   ///< Person or device was not active when the signature was made.
    initiator,       ///< Whoever proposes does not count.
    excluded,        ///< The obligation excludes this person, for example as the one who added the payee.
    alreadyCounted,  ///< The person signed already, perhaps with another device.
    roleMissing,     ///< Not in a role that is asked for, now and when signing.
    notNeeded,       ///< Could have counted, but enough others did.
};
[[nodiscard]] base::ErrorInfo describe(NotCounted reason);

} // namespace strongroom::quorum
