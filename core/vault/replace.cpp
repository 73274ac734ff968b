#include "vault/replace.h"

#include "base/check.h"
#include "bitcoin/relay.h"
#include "vault/build_parts.h"

namespace strongroom::vault {

namespace {

using base::Amount;
using base::Result;
using base::Unexpected;

std::optional<Amount> feeOf(const psbt::Psbt& psbt) {
    std::optional<Amount> sum = Amount();
    for (const psbt::PsbtInput& input : psbt.inputs) {
        if (!input.witnessUtxo)
            return std::nullopt;
        sum = sum ? sum->plus(input.witnessUtxo->amount) : std::nullopt;
    }
    const auto outputs = psbt.tx.outputSum();
    return sum && outputs ? sum->minus(*outputs) : std::nullopt;
}

/// As it was before anybody signed.
psbt::Psbt unsignedCopy(psbt::Psbt psbt) {
    for (psbt::PsbtInput& input : psbt.inputs) {
        input.partialSigs.clear();
        input.tapKeySig.reset();
        input.tapScriptSigs.clear();
        input.finalScriptSig.reset();
        input.finalScriptWitness.reset();
    }
    return psbt;
}

BuiltSpend describe(psbt::Psbt psbt, std::size_t changeOutput, Amount fee, std::int64_t size) {
    BuiltSpend spend;
    spend.psbt = std::move(psbt);
    spend.fee = fee;
    spend.feeRate = base::FeeRate::of(fee, size);
    spend.changeOutput = changeOutput;
    spend.change = spend.psbt.tx.outputs[changeOutput].amount;
    for (const bitcoin::TxIn& input : spend.psbt.tx.inputs)
        spend.inputs.push_back(input.prevout);
    return spend;
}

void dropOutput(BuiltSpend& spend, std::size_t output) {
    const auto at = static_cast<std::ptrdiff_t>(output);
    spend.psbt.tx.outputs.erase(spend.psbt.tx.outputs.begin() + at);
    spend.psbt.outputs.erase(spend.psbt.outputs.begin() + at);
    spend.change.reset();
    spend.changeOutput.reset();
}

} // namespace

Amount leastReplacementFee(Amount replaced, std::int64_t size) {
    const auto own = INCREMENTAL_RELAY_FEE_RATE.feeFor(size);
    return own ? replaced.plus(*own).value_or(replaced) : replaced;
}

Amount highestFee(const psbt::Psbt& original, std::size_t changeOutput) {
    STRONGROOM_CHECK(changeOutput < original.tx.outputs.size());
    const Amount fee = feeOf(original).value_or(Amount());
    return fee.plus(original.tx.outputs[changeOutput].amount).value_or(fee);
}

Result<BuiltSpend, Error> raiseFee(const Vault& vault, const psbt::Psbt& original, std::size_t changeOutput,
                                   const FasterRequest& request) {
    STRONGROOM_CHECK(changeOutput < original.tx.outputs.size());
    if (request.feeRate < MIN_RELAY_FEE_RATE)
        return Unexpected(Error::feeRateTooLow);
    if (request.feeRate > request.limits.maxFeeRate)
        return Unexpected(Error::feeRateAboveCeiling);
    const auto before = feeOf(original);
    if (!before)
        return Unexpected(Error::previousTransactionMissing);
    psbt::Psbt psbt = unsignedCopy(original);
    bitcoin::TxOut& change = psbt.tx.outputs[changeOutput];
    const std::int64_t size = signedSize(vault, psbt.tx.inputs.size(), psbt.tx.outputs);
    const auto fee = request.feeRate.feeFor(size);
    if (!fee)
        return Unexpected(Error::amountRange);
    if (*fee < leastReplacementFee(request.replacedFee, size))
        return Unexpected(Error::replacementFeeTooLow);
    const auto more = fee->minus(*before);
    const auto left = more ? change.amount.minus(*more) : std::nullopt;
    if (!left)
        return Unexpected(Error::changeTooSmall);
    change.amount = *left;
    const bool isDust = *left < bitcoin::dustThreshold(change.scriptPubKey);
    BuiltSpend spend = describe(std::move(psbt), changeOutput, *fee, size);
    if (isDust) {
        if (spend.psbt.tx.outputs.size() == 1)
            return Unexpected(Error::changeTooSmall); // nothing would be left to pay
        dropOutput(spend, changeOutput);
        spend.fee = fee->plus(*left).value_or(*fee);
        spend.feeRate = base::FeeRate::of(
            spend.fee, signedSize(vault, spend.psbt.tx.inputs.size(), spend.psbt.tx.outputs));
    }
    STRONGROOM_TRY(checkFeeLimits(spend, request.limits));
    return spend;
}

} // namespace strongroom::vault
