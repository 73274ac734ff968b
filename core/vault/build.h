// From payments to an unsigned PSBT that carries everything a signer needs to judge it by itself: full
// previous transactions, and of all inputs, of change and of outputs to other vaults the derivations, the
// scripts behind their hashes and the taproot tree.
#pragma once

#include "base/ports.h"
#include "base/result.h"
#include "psbt/psbt.h"
#include "vault/limits.h"
#include "vault/selection.h"
#include "vault/vault.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace strongroom::vault {

/// Tells every replacement rule that this transaction may be replaced (BIP125) and enables its lock time.
inline constexpr std::uint32_t REPLACEABLE_SEQUENCE = 0xfffffffd;

/// The place of one script of a vault.
struct ScriptPlace {
    std::size_t branch = 0;
    std::uint32_t index = 0;
};

struct Payment {
    base::Bytes scriptPubKey;
    base::Amount amount;
    /// For a transfer to another registered vault: where it goes, so that signers can derive it.
    const Vault* toVault = nullptr;
    ScriptPlace place;
};

struct SpendRequest {
    std::vector<Payment> payments;
    Choice choice = Choice::best;
    base::FeeRate feeRate;
    base::FeeRate longTermFeeRate = LONG_TERM_FEE_RATE;
    std::uint32_t changeIndex = 0; ///< The first index of the change branch that was never used.
    /// Against fee sniping: the height of the tip becomes the lock time, sometimes a little less. Nothing:
    /// lock time 0.
    std::optional<std::uint32_t> tipHeight;
    ReviewLimits limits;
};

/// Finds the full transaction with this id; nothing when it is not known.
using PreviousTransactions = std::function<std::optional<bitcoin::Transaction>(const bitcoin::Txid&)>;

struct BuiltSpend {
    psbt::Psbt psbt;
    base::Amount fee;
    base::FeeRate feeRate; ///< Over the largest size the signed transaction can have.
    std::optional<base::Amount> change;
    std::optional<std::size_t> changeOutput; ///< Its position, drawn at random.
    std::vector<bitcoin::OutPoint> inputs;   ///< To be reserved.
};

/// Errors: those of errors.h from noPayments on.
[[nodiscard]] base::Result<BuiltSpend, Error> buildSpend(const Vault& vault, const SpendRequest& request,
                                                         std::span<const Coin> coins,
                                                         const PreviousTransactions& previousTransactions,
                                                         base::Random& random);

/// For a request that was refused with insufficientFunds. Zeros when it cannot be told.
[[nodiscard]] Reach reachOf(const Vault& vault, const SpendRequest& request, std::span<const Coin> coins);

} // namespace strongroom::vault
