// Whether the public keys that a PSBT states are points of the curve. Pure; a square root a key.
#pragma once

#include "base/result.h"
#include "psbt/errors.h"
#include "psbt/psbt.h"

namespace strongroom::psbt {

/// Every key of every field, control blocks and extended keys included. Reading does not ask this: what is
/// compared with a derived key or used in a verification is a point or refused there. Errors: badPublicKey,
/// badExtendedKey.
[[nodiscard]] base::Result<void, Error> checkPoints(const Psbt& psbt);
[[nodiscard]] base::Result<void, Error> checkPoints(const PsbtInput& input);
[[nodiscard]] base::Result<void, Error> checkPoints(const PsbtOutput& output);

} // namespace strongroom::psbt
