#include "vault/build.h"

#include "base/check.h"
#include "bitcoin/relay.h"
#include "vault/draw.h"

#include <algorithm>

namespace strongroom::vault {

namespace {

using base::Amount;
using base::Result;
using base::Unexpected;
using descriptor::DerivedScript;

constexpr std::uint64_t LOCK_TIME_JITTER_ONE_IN = 10;
constexpr std::uint64_t LOCK_TIME_JITTER_BLOCKS = 100;

Result<DerivedScript, Error> scriptAt(const Vault& vault, ScriptPlace place) {
    auto script = vault.descriptor.derive(place.branch, place.index);
    if (!script)
        return Unexpected(Error::underivable);
    return std::move(script).value();
}

template <typename Section> // PsbtInput and PsbtOutput name these fields alike
void describeScript(Section& section, const DerivedScript& script) {
    if (!script.witnessScript.empty())
        section.witnessScript = script.witnessScript;
    section.tapInternalKey = script.internalKey;
    for (const descriptor::DerivedKey& key : script.keys) {
        const bitcoin::KeyOrigin origin{key.fingerprint, key.path};
        if (script.internalKey)
            section.tapBip32.emplace(*script.internalKey, psbt::TapDerivation{{}, origin});
        else
            section.bip32.emplace(key.key, origin);
    }
}

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

std::int64_t weightOf(const std::vector<bitcoin::TxOut>& outputs) {
    bitcoin::Transaction tx;
    tx.outputs = outputs;
    return tx.weight() + SEGWIT_MARKER_WEIGHT;
}

SelectionRequest selectionFor(const Vault& vault, const SpendRequest& request, Amount target,
                              const DerivedScript& change) {
    std::vector<bitcoin::TxOut> outputs;
    for (const Payment& payment : request.payments)
        outputs.push_back({payment.amount, payment.scriptPubKey});
    SelectionRequest selection;
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

/// As Bitcoin Core: mostly the tip, now and then up to 100 blocks less, so that late signers do not stand
/// out.
std::uint32_t lockTimeFor(const SpendRequest& request, base::Random& random) {
    const std::uint32_t tip = request.tipHeight.value_or(0);
    if (tip == 0 || drawBelow(random, LOCK_TIME_JITTER_ONE_IN) != 0)
        return tip;
    const auto back = static_cast<std::uint32_t>(drawBelow(random, LOCK_TIME_JITTER_BLOCKS));
    return tip > back ? tip - back : tip;
}

Result<void, Error> describeInput(psbt::PsbtInput& input, const Vault& vault, const Coin& coin,
                                  const PreviousTransactions& previousTransactions) {
    STRONGROOM_ASSIGN(const DerivedScript script, scriptAt(vault, {coin.branch, coin.index}));
    if (script.scriptPubKey != coin.scriptPubKey)
        return Unexpected(Error::coinNotOfVault);
    auto previous = previousTransactions(coin.outpoint.txid);
    if (!previous)
        return Unexpected(Error::previousTransactionMissing);
    const bitcoin::TxOut expected{coin.amount, coin.scriptPubKey};
    if (previous->txid() != coin.outpoint.txid || coin.outpoint.vout >= previous->outputs.size() ||
        previous->outputs[coin.outpoint.vout] != expected)
        return Unexpected(Error::previousTransactionMismatch);
    input.nonWitnessUtxo = std::move(previous);
    input.witnessUtxo = expected;
    describeScript(input, script);
    return {};
}

Result<void, Error> checkFeeLimits(const BuiltSpend& spend, const SpendRequest& request) {
    Amount outputs;
    for (const bitcoin::TxOut& output : spend.psbt.tx.outputs)
        outputs = outputs.plus(output.amount).value_or(outputs);
    if (spend.fee > request.limits.maxFee ||
        spend.fee.satoshi() * 100 > outputs.satoshi() * request.limits.maxFeePercent)
        return Unexpected(Error::feeAboveCeiling);
    if (spend.feeRate > request.limits.maxFeeRate)
        return Unexpected(Error::feeRateAboveCeiling);
    return {};
}

/// Inputs in the random order of the selection; payments in the order given, change anywhere among them.
BuiltSpend arrange(const SpendRequest& request, std::span<const Coin> coins, const Selection& selection,
                   const DerivedScript& change, base::Random& random) {
    BuiltSpend spend;
    bitcoin::Transaction tx;
    tx.lockTime = lockTimeFor(request, random);
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
    STRONGROOM_TRY(checkFeeLimits(spend, request));
    for (std::size_t i = 0; i < selection.coins.size(); ++i)
        STRONGROOM_TRY(
            describeInput(spend.psbt.inputs[i], vault, coins[selection.coins[i]], previousTransactions));
    STRONGROOM_TRY(describeOutputs(spend, request, change));
    return spend;
}

} // namespace strongroom::vault
