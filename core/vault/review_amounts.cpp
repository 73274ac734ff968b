#include "vault/review_checks.h"

#include "vault/selection.h"

namespace strongroom::vault {

namespace {

std::string satoshiText(base::Amount amount) {
    return std::to_string(amount.satoshi()) + " sat";
}

/// The weight with the largest signatures that the vault's descriptor allows.
std::int64_t signedWeight(const bitcoin::Transaction& tx, const Vault& source) {
    bitcoin::Transaction empty = tx;
    empty.inputs.clear();
    SelectionRequest request;
    request.baseWeight = empty.weight() + SEGWIT_MARKER_WEIGHT;
    request.inputWeight = source.descriptor.maxInputWeight();
    return transactionWeight(request, tx.inputs.size());
}

void checkFee(Amounts& amounts, const ReviewSubject& subject, base::Amount fee, base::Amount outputSum) {
    const ReviewLimits& limits = subject.limits;
    if (fee > limits.maxFee)
        amounts.findings.push_back(
            makeFinding(FindingCode::feeAboveCeiling, {},
                        "Fee: " + satoshiText(fee) + "; ceiling: " + satoshiText(limits.maxFee) + "."));
    if (fee.satoshi() * 100 > outputSum.satoshi() * limits.maxFeePercent) // at most 2.1e17: no overflow
        amounts.findings.push_back(makeFinding(FindingCode::feeShareAboveCeiling, {},
                                               "Fee: " + satoshiText(fee) + " of " + satoshiText(outputSum) +
                                                   "; ceiling: " + std::to_string(limits.maxFeePercent) +
                                                   " %."));
    if (!amounts.virtualSize)
        return;
    const base::FeeRate rate = base::FeeRate::of(fee, *amounts.virtualSize);
    if (rate > limits.maxFeeRate)
        amounts.findings.push_back(
            makeFinding(FindingCode::feeRateAboveCeiling, {},
                        "Fee rate: " + std::to_string(rate.satPerKvb()) +
                            " sat/kvB; ceiling: " + std::to_string(limits.maxFeeRate.satPerKvb()) + "."));
}

} // namespace

Amounts judgeAmounts(const ReviewSubject& subject, const JudgedInputs& inputs) {
    Amounts amounts;
    if (inputs.source) {
        const std::int64_t weight = signedWeight(subject.psbt.tx, subject.vaults[*inputs.source]);
        amounts.virtualSize = (weight + 3) / 4;
        const std::int64_t atMost = subject.psbt.tx.version == 3 ? MAX_VERSION_3_WEIGHT : MAX_STANDARD_WEIGHT;
        if (weight > atMost)
            amounts.findings.push_back(makeFinding(FindingCode::transactionTooLarge, {},
                                                   "Weight: " + std::to_string(weight) + "; at most " +
                                                       std::to_string(atMost) + "."));
    }
    std::optional<base::Amount> inputSum = base::Amount();
    for (const ReviewedInput& input : inputs.inputs) {
        if (!input.spent)
            return amounts; // said by the finding about that input
        inputSum = inputSum ? inputSum->plus(input.spent->amount) : std::nullopt;
    }
    const auto outputSum = subject.psbt.tx.outputSum();
    if (!inputSum || !outputSum) {
        amounts.findings.push_back(makeFinding(FindingCode::amountRange));
        return amounts;
    }
    amounts.fee = inputSum->minus(*outputSum);
    if (!amounts.fee)
        amounts.findings.push_back(
            makeFinding(FindingCode::outputsExceedInputs, {},
                        "Inputs: " + satoshiText(*inputSum) + "; outputs: " + satoshiText(*outputSum) + "."));
    else
        checkFee(amounts, subject, *amounts.fee, *outputSum);
    return amounts;
}

} // namespace strongroom::vault
