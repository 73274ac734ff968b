#include "review_subject.h"

using namespace strongroom;
using vault::FindingCode;

namespace {

/// Inputs of 11,000,000 sat, one output of the rest: the fee is exactly this.
vault::SpendReview withFee(std::int64_t fee, const vault::ReviewLimits& limits) {
    psbt::Psbt psbt = test::spendOf(test::wpkhVault().vault).psbt;
    const std::size_t payment = test::paymentOf(psbt);
    psbt.tx.outputs = {{*base::Amount::fromSatoshi(11'000'000 - fee), psbt.tx.outputs[payment].scriptPubKey}};
    psbt.outputs = {psbt.outputs[payment]};
    return test::review(psbt, limits);
}

const vault::ReviewLimits NO_LIMITS{base::Amount::sat(base::Amount::MAX_SATOSHI),
                                    base::FeeRate::satPerKvb(INT64_MAX), 1'000'000};

} // namespace

TEST_CASE("the absolute fee ceiling holds to the satoshi") {
    vault::ReviewLimits limits = NO_LIMITS;
    limits.maxFee = base::Amount::sat(200'000);
    CHECK(withFee(200'000, limits).findings.empty());
    CHECK(withFee(200'001, limits).has(FindingCode::feeAboveCeiling));
    CHECK_FALSE(withFee(200'001, limits).signable());
}

TEST_CASE("a fee of ten percent passes, one satoshi more does not") {
    vault::ReviewLimits limits = NO_LIMITS;
    limits.maxFeePercent = 10;
    CHECK(withFee(1'000'000, limits).findings.empty()); // of 10,000,000 sent
    CHECK(withFee(1'000'001, limits).has(FindingCode::feeShareAboveCeiling));
    CHECK_FALSE(withFee(1'000'001, limits).signable());
}

TEST_CASE("the fee rate ceiling holds, over the largest size the signed transaction can have") {
    vault::ReviewLimits limits = NO_LIMITS;
    limits.maxFeeRate = base::FeeRate::satPerVb(100);
    const std::int64_t size = withFee(1'000, NO_LIMITS).facts.virtualSize.proven();
    CHECK(withFee(size * 100, limits).findings.empty());
    CHECK(withFee(size * 100 + 1, limits).has(FindingCode::feeRateAboveCeiling));
    CHECK_FALSE(withFee(size * 100 + 1, limits).signable());
}

TEST_CASE("the standard ceilings are in force without being asked for") {
    const vault::ReviewLimits limits;
    CHECK(limits.maxFee == base::Amount::sat(5'000'000));
    CHECK(limits.maxFeePercent == 10);
    CHECK(withFee(1'000'001, limits).has(FindingCode::feeShareAboveCeiling));
    CHECK(withFee(900'000, limits).has(FindingCode::feeRateAboveCeiling));
    CHECK(withFee(6'000'000, limits).has(FindingCode::feeAboveCeiling));
}

TEST_CASE("outputs of more than the inputs are refused") {
    CHECK(withFee(0, {}).findings.empty());
    CHECK(test::refuses(test::wpkhVault(), FindingCode::outputsExceedInputs, [](psbt::Psbt& psbt) {
        psbt.tx.outputs[test::paymentOf(psbt)].amount = base::Amount::sat(11'000'001);
    }));
}

TEST_CASE("input amounts that add up to more than 21 million bitcoin are refused") {
    const auto taproot = test::trVault();
    CHECK(test::refuses(taproot, FindingCode::amountRange, [](psbt::Psbt& psbt) {
        for (psbt::PsbtInput& input : psbt.inputs) {
            input.nonWitnessUtxo.reset();
            input.witnessUtxo->amount = base::Amount::sat(base::Amount::MAX_SATOSHI);
        }
    }));
}

TEST_CASE("a transaction too large to be relayed is refused") {
    // As large as a PSBT may carry it: with its signatures it is more than nodes relay.
    CHECK(test::refuses(test::wpkhVault(), FindingCode::transactionTooLarge, [](psbt::Psbt& psbt) {
        const bitcoin::TxOut output{base::Amount::sat(300), test::payeeScript()};
        const std::size_t each = 8 + 1 + output.scriptPubKey.size();
        psbt.tx.outputs.resize(1'000, output); // the count has its three bytes
        const std::size_t room = psbt::MAX_UNSIGNED_TX_SIZE - psbt.tx.serializeWithoutWitness().size();
        psbt.tx.outputs.resize(psbt.tx.outputs.size() + room / each, output);
        psbt.outputs.resize(psbt.tx.outputs.size());
    }));
}

TEST_CASE("of version 3 a tenth of the size is too large already") {
    const auto review = [](std::int32_t version, std::size_t outputs) {
        return test::reviewMutated(test::treasury().hot, [&](psbt::Psbt& psbt) {
            psbt.tx.version = version;
            psbt.tx.outputs.resize(outputs, {base::Amount::sat(300), test::payeeScript()});
            psbt.outputs.resize(outputs);
        });
    };
    // Each output weighs 124; two inputs of wpkh 544 and the rest, with three bytes of count, 54 or less.
    CHECK_FALSE(review(3, 317).has(FindingCode::transactionTooLarge));
    CHECK(review(3, 319).has(FindingCode::transactionTooLarge));
    CHECK_FALSE(review(2, 319).has(FindingCode::transactionTooLarge));
}
