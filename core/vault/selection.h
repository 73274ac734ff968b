// Which coins pay. Three ways are tried: branch and bound for a spend without change, a single random draw
// (both as Bitcoin Core), and the largest coins first. The one that wastes least is taken; of equals the
// exact one, then the drawn one, which says least about the other coins. Held, reserved and unconfirmed coins
// are never chosen. Pure but for Random. docs/coin-selection.md.
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

/// How a selection was found.
enum class Method : std::uint8_t { exact, drawn, largestFirst, byHand };

/// What Bitcoin Core assumes, too (-consolidatefeerate): below it coins are better spent now, above it later.
inline constexpr base::FeeRate LONG_TERM_FEE_RATE = base::FeeRate::satPerVb(10);

/// Weights are in weight units.
struct SelectionRequest {
    Choice choice = Choice::best;
    base::Amount target; ///< Sum of all payments.
    base::FeeRate feeRate;
    /// What spending an output will cost one day: fewer inputs now when fees are above it, more when below.
    base::FeeRate longTermFeeRate = LONG_TERM_FEE_RATE;
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
    Method method = Method::exact;
    std::int64_t waste = 0; ///< Satoshi, by waste().
};

/// Satoshi lost against spending the same inputs at the long-term rate: what they cost more now, and either
/// what change costs (making it, and spending it one day) or what is left to the fee without any. Negative
/// when spending now saves. As SelectionResult::GetWaste of Bitcoin Core.
[[nodiscard]] constexpr std::int64_t waste(std::int64_t inputsNow, std::int64_t inputsLater,
                                           std::int64_t changeOrExcess) {
    return inputsNow - inputsLater + changeOrExcess;
}

/// Weight of a whole transaction, the longer input count of 253 and more inputs included.
[[nodiscard]] std::int64_t transactionWeight(const SelectionRequest& request, std::size_t inputs);

/// Errors: amountRange, insufficientFunds, transactionTooLarge (the coins that could pay are too many).
[[nodiscard]] base::Result<Selection, Error> selectCoins(const SelectionRequest& request,
                                                         std::span<const Coin> coins, base::Random& random);

/// What coins can pay at a fee rate, for the message that names a shortfall.
struct Reach {
    base::Amount has;    ///< Of all coins that pay for themselves; of all given for Choice::all.
    base::Amount needed; ///< The payments, and the fee for spending all of these.
    base::Amount most;   ///< That could be paid without change.
};
[[nodiscard]] Reach reachOf(const SelectionRequest& request, std::span<const Coin> coins);

} // namespace strongroom::vault
