// Whether final fields satisfy their script, by running it: without annex, unknown leaf version or
// OP_SUCCESS, and with signatures over the whole transaction (ATTACKS A12, A55, A65). Internal to the module;
// pure.
#pragma once

#include "base/result.h"
#include "psbt/errors.h"
#include "psbt/psbt.h"
#include "psbt/signature_check.h"

namespace strongroom::psbt {

/// The number of signatures in them. Error: finalWitnessInvalid, also where it cannot be told.
[[nodiscard]] base::Result<std::size_t, Error> checkFinal(const PsbtInput& input,
                                                          const bitcoin::Transaction& tx,
                                                          const bitcoin::TxOut& spent,
                                                          const SignedPlace& place);

} // namespace strongroom::psbt
