// The combiner of BIP174 and BIP370: one PSBT with everything that several PSBTs of one transaction know, in
// the version of the first.
#pragma once

#include "base/result.h"
#include "psbt/errors.h"
#include "psbt/psbt.h"

#include <span>

namespace strongroom::psbt {

/// The union of all fields. Refused: another unsigned transaction (differentTransaction, ATTACKS A57), one
/// field with two values (conflictingValue), and a signature whose hash type is not the one of the input's
/// sighash field, where one is given (sighashMismatch, A16). Verifies no signature: `checkSignatures` does.
[[nodiscard]] base::Result<Psbt, Error> combine(std::span<const Psbt> psbts);
[[nodiscard]] base::Result<Psbt, Error> combine(const Psbt& a, const Psbt& b);

} // namespace strongroom::psbt
