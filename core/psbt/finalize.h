// The finalizer and extractor of BIP174, for the scripts of psbt/signatures.h.
#pragma once

#include "base/result.h"
#include "bitcoin/transaction.h"
#include "psbt/errors.h"
#include "psbt/psbt.h"

#include <optional>

namespace strongroom::psbt {

struct Finalized {
    Psbt psbt;                              ///< Inputs with enough signatures are final; the others stay.
    std::optional<bitcoin::Transaction> tx; ///< The network transaction, when every input is final.
    [[nodiscard]] bool complete() const { return tx.has_value(); }
};

/// Builds the final scriptSig and witness of every input that has enough signatures. Each signature is
/// verified first, and a witness that was there already is verified, never believed (ATTACKS A55). The
/// proprietary fields of `identifier` "strongroom" are dropped: a final transaction needs no approvals.
/// Errors: those of checkAllSignatures. Too few signatures are no error: `complete()` is false.
[[nodiscard]] base::Result<Finalized, Error> finalize(const Psbt& psbt);

} // namespace strongroom::psbt
