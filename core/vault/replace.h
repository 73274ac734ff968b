// The same payment with a higher fee: the same coins, the same payments in their order, the difference out of
// the change alone (POLICY §11, BIP125). What stops a payment instead is a sweep of its coins
// (vault/sweep.h).
#pragma once

#include "base/result.h"
#include "vault/build.h"

#include <cstddef>

namespace strongroom::vault {

/// What nodes charge for the trouble of replacing: Bitcoin Core's DEFAULT_INCREMENTAL_RELAY_FEE.
inline constexpr base::FeeRate INCREMENTAL_RELAY_FEE_RATE = base::FeeRate::satPerVb(1);

/// The least fee of a replacement of `size` virtual bytes (BIP125 rules 3 and 4): all that was paid before,
/// `replaced`, and the incremental fee for its own size.
[[nodiscard]] base::Amount leastReplacementFee(base::Amount replaced, std::int64_t size);

struct FasterRequest {
    base::FeeRate feeRate;
    base::Amount replacedFee; ///< Of what it replaces, and of everything that spends from that.
    ReviewLimits limits;
};

/// `changeOutput`: the output of `original` that gives. Change that would be dust is left to the fee. The
/// result carries no signature. Errors: feeRateTooLow, replacementFeeTooLow, changeTooSmall,
/// previousTransactionMissing, and the ceilings.
[[nodiscard]] base::Result<BuiltSpend, Error> raiseFee(const Vault& vault, const psbt::Psbt& original,
                                                       std::size_t changeOutput,
                                                       const FasterRequest& request);

/// The highest fee that raiseFee() can reach: all of the change.
[[nodiscard]] base::Amount highestFee(const psbt::Psbt& original, std::size_t changeOutput);

} // namespace strongroom::vault
