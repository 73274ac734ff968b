#include "vault/build_parts.h"

#include "psbt/tap_tree.h"
#include "vault/draw.h"

namespace strongroom::vault {

using base::Amount;
using base::Result;
using base::Unexpected;
using descriptor::DerivedScript;

namespace {

constexpr std::uint64_t LOCK_TIME_JITTER_ONE_IN = 10;
constexpr std::uint64_t LOCK_TIME_JITTER_BLOCKS = 100;

} // namespace

Result<DerivedScript, Error> scriptAt(const Vault& vault, ScriptPlace place) {
    auto script = vault.descriptor.derive(place.branch, place.index);
    if (!script)
        return Unexpected(Error::underivable);
    return std::move(script).value();
}

base::Bytes tapTreeOf(const DerivedScript& script) {
    std::vector<bitcoin::TapLeaf> leaves;
    for (const descriptor::TapLeaf& leaf : script.leaves)
        leaves.push_back({leaf.depth, leaf.version, leaf.script});
    return psbt::writeTapTree(leaves);
}

std::int64_t weightOf(const std::vector<bitcoin::TxOut>& outputs) {
    bitcoin::Transaction tx;
    tx.outputs = outputs;
    return tx.weight() + SEGWIT_MARKER_WEIGHT;
}

std::int64_t signedSize(const Vault& vault, std::size_t inputs, const std::vector<bitcoin::TxOut>& outputs) {
    SelectionRequest request;
    request.baseWeight = weightOf(outputs);
    request.inputWeight = vault.descriptor.maxInputWeight();
    return (transactionWeight(request, inputs) + bitcoin::Transaction::WITNESS_SCALE - 1) /
           bitcoin::Transaction::WITNESS_SCALE;
}

std::uint32_t lockTimeFor(std::optional<std::uint32_t> tipHeight, base::Random& random) {
    const std::uint32_t tip = tipHeight.value_or(0);
    if (tip == 0 || drawBelow(random, LOCK_TIME_JITTER_ONE_IN) != 0)
        return tip;
    const auto back = static_cast<std::uint32_t>(drawBelow(random, LOCK_TIME_JITTER_BLOCKS));
    return tip > back ? tip - back : tip;
}

Result<void, Error> describeInput(psbt::PsbtInput& input, const Vault& vault, const Coin& coin,
                                  const PreviousTransactions& previousTransactions,
                                  const std::optional<descriptor::SpendPlan>& plan) {
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
    if (plan && plan->leaf) {
        const descriptor::TapLeaf& leaf = script.leaves.at(*plan->leaf);
        input.tapLeafScripts.emplace(leaf.controlBlock, psbt::TapLeafScript{leaf.script, leaf.version});
    }
    return {};
}

Result<void, Error> checkFeeLimits(const BuiltSpend& spend, const ReviewLimits& limits) {
    Amount outputs;
    for (const bitcoin::TxOut& output : spend.psbt.tx.outputs)
        outputs = outputs.plus(output.amount).value_or(outputs);
    if (spend.fee > limits.maxFee || spend.fee.satoshi() * 100 > outputs.satoshi() * limits.maxFeePercent)
        return Unexpected(Error::feeAboveCeiling);
    if (spend.feeRate > limits.maxFeeRate)
        return Unexpected(Error::feeRateAboveCeiling);
    return {};
}

} // namespace strongroom::vault
