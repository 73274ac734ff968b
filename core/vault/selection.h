// Which coins pay: branch and bound for a spend without change, else a single random draw (as Bitcoin Core
// since 22). Held, reserved and unconfirmed coins are never chosen. Pure but for Random.
#pragma once

#include "base/ports.h"
#include "base/result.h"
#include "vault/errors.h"
#include "vault/limits.h"
#include "vault/vault.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace strongroom::vault {

/// BIP141: marker and flag of a transaction with witnesses.
inline constexpr std::int64_t SEGWIT_MARKER_WEIGHT = 2;

/// `best` as this module sees it; `all` exactly the coins given, as a person chose them.
enum class Choice : std::uint8_t { best, all };

/// Weights are in weight units.
struct SelectionRequest {
    Choice choice = Choice::best;
    base::Amount target; ///< Sum of all payments.
    base::FeeRate feeRate;
    /// What spending an output will cost one day: fewer inputs now when fees are above it, more when below.
    base::FeeRate longTermFeeRate = base::FeeRate::satPerVb(10);
    std::int64_t baseWeight = 0;   ///< The transaction without inputs and change, with the marker.
    std::int64_t inputWeight = 0;  ///< One input at most (Descriptor::maxInputWeight).
    std::int64_t changeWeight = 0; ///< The change output.
    base::Amount minChange;        ///< Smaller change is not made but left to the fee: the dust threshold.
};

struct Selection {
    std::vector<std::size_t> coins; ///< Indices into the coins given, in random order.
    base::Amount inputSum;
    base::Amount fee; ///< Never below the fee rate asked for.
    std::optional<base::Amount> change;
};

/// Weight of a whole transaction, the longer input count of 253 and more inputs included.
[[nodiscard]] std::int64_t transactionWeight(const SelectionRequest& request, std::size_t inputs);

/// Errors: amountRange, insufficientFunds, transactionTooLarge (the coins that could pay are too many).
[[nodiscard]] base::Result<Selection, Error> selectCoins(const SelectionRequest& request,
                                                         std::span<const Coin> coins, base::Random& random);

/// What could be paid at most: all spendable coins, less what spending each costs. For the message that
/// names the shortfall.
[[nodiscard]] base::Amount spendableValue(const SelectionRequest& request, std::span<const Coin> coins);

} // namespace strongroom::vault
