// Final inputs opened again: the signatures that a final witness consists of, in the fields they came from.
//
// A wallet that adds the last signature finalizes, and often hands back the network transaction alone; what
// it was sent still has the fields that finalizing drops. Pure functions; thread-safe.
#pragma once

#include "base/result.h"
#include "bitcoin/transaction.h"
#include "psbt/errors.h"
#include "psbt/psbt.h"

namespace strongroom::psbt {

/// `reply` with each input that is final there and was not in `sent` as it was sent, and with the signatures
/// of its final fields, each verified. Finalizing them again must give the same final fields: so nothing but
/// signatures was in them.
/// Errors: differentTransaction; conflictingValue and others of `combine`, when a field of such an input is
/// not as it was sent; finalWitnessInvalid, also of a witness that satisfies the script in another way than
/// `finalize` would.
[[nodiscard]] base::Result<Psbt, Error> reopen(const Psbt& sent, const Psbt& reply);

/// What was sent, with the final fields of its finished transaction. Error: differentTransaction.
[[nodiscard]] base::Result<Psbt, Error> withFinalFields(const Psbt& sent, const bitcoin::Transaction& tx);

} // namespace strongroom::psbt
