// The finalizer and extractor of BIP174, for every script that a descriptor can express: keys and multisig of
// each kind, miniscript in wsh and sh(wsh), taproot by key and by leaf.
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

/// Builds the final scriptSig and witness of every input that has enough signatures, and whose locks its
/// transaction reaches: the cheapest that nobody else can change. Each signature is
/// verified first, and a witness that was there already is verified, never believed (ATTACKS A55). The
/// proprietary fields of `identifier` "strongroom" are dropped: a final transaction needs no approvals.
/// Errors: those of checkAllSignatures. Too few signatures are no error: `complete()` is false.
[[nodiscard]] base::Result<Finalized, Error> finalize(const Psbt& psbt);

} // namespace strongroom::psbt
