#include "vault/sweep.h"

#include "bitcoin/relay.h"
#include "vault/build_parts.h"
#include "vault/replace.h"

#include <algorithm>

namespace strongroom::vault {

namespace {

using base::Amount;
using base::Result;
using base::Unexpected;

std::optional<Amount> sumOf(std::span<const Coin> coins) {
    std::optional<Amount> sum = Amount();
    for (const Coin& coin : coins)
        sum = sum ? sum->plus(coin.amount) : std::nullopt;
    return sum;
}

} // namespace

Result<BuiltSpend, Error> sweepCoins(const Vault& vault, const SweepRequest& request,
                                     std::span<const Coin> coins,
                                     const PreviousTransactions& previousTransactions, base::Random& random) {
    if (coins.empty())
        return Unexpected(Error::insufficientFunds);
    if (request.feeRate < MIN_RELAY_FEE_RATE)
        return Unexpected(Error::feeRateTooLow);
    STRONGROOM_ASSIGN(const descriptor::DerivedScript change,
                      scriptAt(vault, {CHANGE_BRANCH, request.changeIndex}));
    bitcoin::Transaction tx;
    tx.lockTime = lockTimeFor(request.tipHeight, random);
    for (const Coin& coin : coins)
        tx.inputs.push_back({coin.outpoint, {}, REPLACEABLE_SEQUENCE, {}});
    tx.outputs.push_back({Amount(), change.scriptPubKey});
    const std::int64_t size = signedSize(vault, coins.size(), tx.outputs);
    if (size * bitcoin::Transaction::WITNESS_SCALE > MAX_STANDARD_WEIGHT)
        return Unexpected(Error::transactionTooLarge);
    const auto sum = sumOf(coins);
    const auto wanted = request.feeRate.feeFor(size);
    if (!sum || !wanted)
        return Unexpected(Error::amountRange);
    BuiltSpend spend;
    spend.fee = std::max(*wanted, request.leastFee);
    if (request.replacedFee)
        spend.fee = std::max(spend.fee, leastReplacementFee(*request.replacedFee, size));
    spend.feeRate = base::FeeRate::of(spend.fee, size);
    spend.change = sum->minus(spend.fee);
    if (!spend.change || *spend.change < bitcoin::dustThreshold(change.scriptPubKey))
        return Unexpected(Error::insufficientFunds);
    tx.outputs.front().amount = *spend.change;
    spend.changeOutput = 0;
    for (const Coin& coin : coins)
        spend.inputs.push_back(coin.outpoint);
    spend.psbt = psbt::fromUnsigned(std::move(tx));
    STRONGROOM_TRY(checkFeeLimits(spend, request.limits));
    const auto plan = vault.descriptor.planOfKeys();
    for (std::size_t i = 0; i < coins.size(); ++i)
        STRONGROOM_TRY(describeInput(spend.psbt.inputs[i], vault, coins[i], previousTransactions, plan));
    describeScript(spend.psbt.outputs.front(), change);
    return spend;
}

} // namespace strongroom::vault
