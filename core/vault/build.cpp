#include "vault/build.h"

#include "base/check.h"
#include "bitcoin/relay.h"
#include "vault/build_parts.h"
#include "vault/draw.h"

#include <algorithm>

namespace strongroom::vault {

namespace {

using base::Amount;
using base::Result;
using base::Unexpected;
using descriptor::DerivedScript;

Result<Amount, Error> sumOfPayments(const SpendRequest& request) {
    if (request.payments.empty())
        return Unexpected(Error::noPayments);
    std::optional<Amount> sum = Amount();
    for (const Payment& payment : request.payments) {
        if (payment.amount < bitcoin::dustThreshold(payment.scriptPubKey))
            return Unexpected(Error::dustPayment);
        sum = sum ? sum->plus(payment.amount) : std::nullopt;
    }
    if (!sum)
        return Unexpected(Error::amountRange);
    return *sum;
}

SelectionRequest selectionFor(const Vault& vault, const SpendRequest& request, Amount target,
                              const DerivedScript& change) {
    std::vector<bitcoin::TxOut> outputs;
    for (const Payment& payment : request.payments)
        outputs.push_back({payment.amount, payment.scriptPubKey});
    SelectionRequest selection;
    selection.choice = request.choice;
    selection.target = target;
    selection.feeRate = request.feeRate;
    selection.longTermFeeRate = request.longTermFeeRate;
    selection.baseWeight = weightOf(outputs);
    selection.inputWeight = vault.descriptor.maxInputWeight();
    outputs.push_back({Amount(), change.scriptPubKey});
    selection.changeWeight = weightOf(outputs) - selection.baseWeight;
    const auto spendLater =
        request.longTermFeeRate.feeFor((selection.inputWeight + bitcoin::Transaction::WITNESS_SCALE - 1) /
                                       bitcoin::Transaction::WITNESS_SCALE);
    selection.minChange =
        std::max(bitcoin::dustThreshold(change.scriptPubKey), spendLater.value_or(Amount()));
    return selection;
}

/// Inputs in the random order of the selection; payments in the order given, change anywhere among them.
BuiltSpend arrange(const SpendRequest& request, std::span<const Coin> coins, const Selection& selection,
                   const DerivedScript& change, base::Random& random) {
    BuiltSpend spend;
    bitcoin::Transaction tx;
    tx.lockTime = lockTimeFor(request.tipHeight, random);
    for (const std::size_t coin : selection.coins) {
        tx.inputs.push_back({coins[coin].outpoint, {}, REPLACEABLE_SEQUENCE, {}});
        spend.inputs.push_back(coins[coin].outpoint);
    }
    for (const Payment& payment : request.payments)
        tx.outputs.push_back({payment.amount, payment.scriptPubKey});
    spend.fee = selection.fee;
    spend.change = selection.change;
    if (selection.change) {
        spend.changeOutput = drawBelow(random, tx.outputs.size() + 1);
        tx.outputs.insert(tx.outputs.begin() + static_cast<std::ptrdiff_t>(*spend.changeOutput),
                          {*selection.change, change.scriptPubKey});
    }
    spend.psbt = psbt::fromUnsigned(std::move(tx));
    return spend;
}

Result<void, Error> describeOutputs(BuiltSpend& spend, const SpendRequest& request,
                                    const DerivedScript& change) {
    std::size_t output = 0;
    for (const Payment& payment : request.payments) {
        if (output == spend.changeOutput)
            ++output;
        if (payment.toVault != nullptr) {
            STRONGROOM_ASSIGN(const DerivedScript script, scriptAt(*payment.toVault, payment.place));
            if (script.scriptPubKey != payment.scriptPubKey)
                return Unexpected(Error::underivable);
            describeScript(spend.psbt.outputs[output], script);
        }
        ++output;
    }
    if (spend.changeOutput)
        describeScript(spend.psbt.outputs[*spend.changeOutput], change);
    return {};
}

} // namespace

Result<BuiltSpend, Error> buildSpend(const Vault& vault, const SpendRequest& request,
                                     std::span<const Coin> coins,
                                     const PreviousTransactions& previousTransactions, base::Random& random) {
    STRONGROOM_ASSIGN(const Amount target, sumOfPayments(request));
    if (request.feeRate < MIN_RELAY_FEE_RATE)
        return Unexpected(Error::feeRateTooLow);
    if (request.feeRate > request.limits.maxFeeRate)
        return Unexpected(Error::feeRateAboveCeiling);
    STRONGROOM_ASSIGN(const DerivedScript change, scriptAt(vault, {CHANGE_BRANCH, request.changeIndex}));
    const SelectionRequest selecting = selectionFor(vault, request, target, change);
    STRONGROOM_ASSIGN(const Selection selection, selectCoins(selecting, coins, random));

    BuiltSpend spend = arrange(request, coins, selection, change, random);
    const std::int64_t weight = transactionWeight(selecting, selection.coins.size()) +
                                (selection.change ? selecting.changeWeight : 0);
    spend.feeRate = base::FeeRate::of(spend.fee, (weight + 3) / bitcoin::Transaction::WITNESS_SCALE);
    STRONGROOM_TRY(checkFeeLimits(spend, request.limits));
    const auto plan = vault.descriptor.planOfKeys();
    for (std::size_t i = 0; i < selection.coins.size(); ++i)
        STRONGROOM_TRY(describeInput(spend.psbt.inputs[i], vault, coins[selection.coins[i]],
                                     previousTransactions, plan));
    STRONGROOM_TRY(describeOutputs(spend, request, change));
    return spend;
}

Reach reachOf(const Vault& vault, const SpendRequest& request, std::span<const Coin> coins) {
    const auto target = sumOfPayments(request);
    const auto change = scriptAt(vault, {CHANGE_BRANCH, request.changeIndex});
    return target && change ? reachOf(selectionFor(vault, request, *target, *change), coins) : Reach();
}

} // namespace strongroom::vault
