#include "vault/recovery_spend.h"

#include "base/check.h"
#include "bitcoin/relay.h"
#include "vault/build_parts.h"

#include <algorithm>

namespace strongroom::vault {

namespace {

using base::Amount;
using base::Result;
using base::Unexpected;

bool isOpen(const Recovery& recovery, const Coin& coin, std::uint32_t tipHeight) {
    return openingOf(recovery, coin.height, {tipHeight, {}}).state == OpeningState::open;
}

Result<void, Error> checkRequest(const Vault& vault, const Recovery& recovery,
                                 const RecoverySpendRequest& request, std::span<const Coin> coins) {
    STRONGROOM_CHECK(request.toVault != nullptr);
    if (request.toVault->id == vault.id)
        return Unexpected(Error::recoveryToItself);
    const auto open = [&](const Coin& coin) { return isOpen(recovery, coin, request.tipHeight); };
    if (coins.empty() || !std::ranges::all_of(coins, open))
        return Unexpected(Error::recoveryNotOpen);
    if (request.feeRate < MIN_RELAY_FEE_RATE)
        return Unexpected(Error::feeRateTooLow);
    return {};
}

std::optional<Amount> sumOf(std::span<const Coin> coins) {
    std::optional<Amount> sum = Amount();
    for (const Coin& coin : coins)
        sum = sum ? sum->plus(coin.amount) : std::nullopt;
    return sum;
}

} // namespace

std::vector<Coin> openCoins(const Recovery& recovery, std::span<const Coin> coins, std::uint32_t tipHeight) {
    std::vector<Coin> open;
    std::ranges::copy_if(coins, std::back_inserter(open), [&](const Coin& coin) {
        return coin.isSpendable() && isOpen(recovery, coin, tipHeight);
    });
    return open;
}

Result<BuiltSpend, Error> buildRecoverySpend(const Vault& vault, const RecoverySpendRequest& request,
                                             std::span<const Coin> coins,
                                             const PreviousTransactions& previous, base::Random& random) {
    const auto recovery = recoveryOf(vault.descriptor);
    if (!recovery)
        return Unexpected(Error::noRecoveryPath);
    STRONGROOM_TRY(checkRequest(vault, *recovery, request, coins));
    STRONGROOM_ASSIGN(const descriptor::DerivedScript target, scriptAt(*request.toVault, request.place));
    bitcoin::Transaction tx;
    tx.lockTime = lockTimeFor(request.tipHeight, random);
    BuiltSpend spend;
    for (const Coin& coin : coins) {
        tx.inputs.push_back({coin.outpoint, {}, recovery->blocks, {}});
        spend.inputs.push_back(coin.outpoint);
    }
    tx.outputs.push_back({Amount(), target.scriptPubKey});
    const std::int64_t size = signedSize(vault, coins.size(), tx.outputs);
    if (size * bitcoin::Transaction::WITNESS_SCALE > MAX_STANDARD_WEIGHT)
        return Unexpected(Error::transactionTooLarge);
    const auto sum = sumOf(coins);
    const auto fee = request.feeRate.feeFor(size);
    if (!sum || !fee)
        return Unexpected(Error::amountRange);
    const auto paid = sum->minus(*fee);
    if (!paid || *paid < bitcoin::dustThreshold(target.scriptPubKey))
        return Unexpected(Error::insufficientFunds);
    spend.fee = *fee;
    spend.feeRate = base::FeeRate::of(*fee, size);
    tx.outputs.front().amount = *paid;
    spend.psbt = psbt::fromUnsigned(std::move(tx));
    STRONGROOM_TRY(checkFeeLimits(spend, request.limits));
    const auto plan = vault.descriptor.plan(
        {.keys = recovery->recovery.keys, .hashes = {}, .sequence = recovery->blocks, .lockTime = {}});
    for (std::size_t i = 0; i < coins.size(); ++i)
        STRONGROOM_TRY(describeInput(spend.psbt.inputs[i], vault, coins[i], previous, plan));
    describeScript(spend.psbt.outputs.front(), target);
    return spend;
}

} // namespace strongroom::vault
