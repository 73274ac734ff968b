// Faster versions of a payment, built (POLICY §11; ATTACKS A110).
#include "vault/replace.h"

#include "bitcoin/relay.h"
#include "fakes/spend_world.h"
#include "psbt/finalize.h"
#include "vault/review.h"

#include <doctest/doctest.h>

using namespace strongroom;
using vault::Error;

namespace {

struct Case {
    test::TestVault hot = test::wpkhVault();
    vault::BuiltSpend original = test::spendOf(hot.vault);
    vault::FasterRequest request{base::FeeRate::satPerVb(40), original.fee, {}};

    [[nodiscard]] base::Result<vault::BuiltSpend, Error> raise() const {
        return vault::raiseFee(hot.vault, original.psbt, *original.changeOutput, request);
    }
    [[nodiscard]] Error error() const {
        const auto raised = raise();
        REQUIRE_FALSE(raised);
        return raised.error();
    }
};

} // namespace

TEST_CASE("a faster version spends the same coins, pays the same, and takes the fee from the change alone") {
    for (const auto& one : {test::wpkhVault(), test::multiVault(), test::trVault()}) {
        auto original = test::spendOf(one.vault);
        const psbt::Psbt before = original.psbt;
        REQUIRE(test::signAll(original.psbt, one, one.vault.descriptor.threshold()));
        auto faster = vault::raiseFee(one.vault, original.psbt, *original.changeOutput,
                                      {base::FeeRate::satPerVb(40), original.fee, {}});
        REQUIRE(faster);
        REQUIRE(faster->psbt.tx.inputs == before.tx.inputs);
        for (std::size_t i = 0; i < before.tx.outputs.size(); ++i)
            if (i != *original.changeOutput)
                CHECK(faster->psbt.tx.outputs[i] == before.tx.outputs[i]);
        CHECK(faster->change->satoshi() - original.change->satoshi() ==
              original.fee.satoshi() - faster->fee.satoshi());
        CHECK(faster->psbt.inputs == before.inputs); // nobody's signature is in it
        const auto review =
            vault::reviewSpend(faster->psbt, std::vector{one.vault}, {}, {}, bitcoin::Network::regtest);
        CHECK(review.findings.empty());
        CHECK(policy::deriveFeeRate(review.facts).proven() >= base::FeeRate::satPerVb(40));
        REQUIRE(test::signAll(faster->psbt, one, one.vault.descriptor.threshold()));
        CHECK(psbt::finalize(faster->psbt)->complete());
    }
}

TEST_CASE("a replacement pays all of the fee before and a satoshi a virtual byte more, to the satoshi") {
    Case c;
    const std::int64_t size = c.original.fee.satoshi() * 1'000 / c.original.feeRate.satPerKvb();
    const base::Amount least = vault::leastReplacementFee(c.original.fee, size);
    CHECK(least.satoshi() == c.original.fee.satoshi() + size);
    c.request.feeRate = base::FeeRate::of(least, size);
    CHECK(c.raise());
    c.request.replacedFee = *c.original.fee.plus(base::Amount::sat(1));
    CHECK(c.error() == Error::replacementFeeTooLow);
    c.request.replacedFee = c.original.fee;
    c.request.feeRate = base::FeeRate::satPerKvb(c.request.feeRate.satPerKvb() - 10);
    CHECK(c.error() == Error::replacementFeeTooLow);
}

TEST_CASE("change that would be dust goes to the fee, and change that is too small gives nothing") {
    Case c;
    const std::size_t at = *c.original.changeOutput;
    const std::int64_t paid = c.original.fee.satoshi();
    psbt::Psbt& psbt = c.original.psbt;
    // What is missing to a change of 5,000 sat was never there.
    const base::Amount gone = *psbt.tx.outputs[at].amount.minus(base::Amount::sat(5'000));
    psbt.inputs[0].witnessUtxo->amount = *psbt.inputs[0].witnessUtxo->amount.minus(gone);
    psbt.tx.outputs[at].amount = base::Amount::sat(5'000);
    CHECK(vault::highestFee(psbt, at).satoshi() == paid + 5'000);
    const std::int64_t size = paid * 1'000 / c.original.feeRate.satPerKvb();
    c.request.feeRate = base::FeeRate::satPerKvb((paid + 4'900) * 1'000 / size);
    const auto dropped = c.raise();
    REQUIRE(dropped);
    CHECK_FALSE(dropped->change);
    CHECK(dropped->psbt.tx.outputs.size() == 1);
    CHECK(dropped->psbt.outputs.size() == 1);
    CHECK(dropped->fee.satoshi() == paid + 5'000);
    c.request.feeRate = base::FeeRate::satPerKvb((paid + 5'200) * 1'000 / size);
    CHECK(c.error() == Error::changeTooSmall);
}

TEST_CASE("a rate above the ceiling is refused for that, not for the change that it would take") {
    Case c;
    c.request.feeRate = base::FeeRate::satPerVb(1'000'000);
    CHECK(c.error() == Error::feeRateAboveCeiling);
}

TEST_CASE(
    "what cannot be added up is replaced by nothing: coins that are not stated, fees beyond all money") {
    Case c;
    c.original.psbt.inputs[0].witnessUtxo.reset();
    c.original.psbt.inputs[0].nonWitnessUtxo.reset();
    CHECK(c.error() == Error::previousTransactionMissing);
    Case rich;
    rich.request.limits.maxFeeRate = base::FeeRate::satPerKvb(INT64_MAX);
    rich.request.feeRate = base::FeeRate::satPerKvb(INT64_MAX);
    CHECK(rich.error() == Error::amountRange);
}

TEST_CASE("a faster version of a transaction that pays nobody else keeps its only output") {
    Case c;
    const std::size_t at = *c.original.changeOutput;
    psbt::Psbt& psbt = c.original.psbt;
    const base::Amount paid = psbt.tx.outputs[1 - at].amount;
    psbt.tx.outputs[at].amount = *psbt.tx.outputs[at].amount.plus(paid);
    psbt.tx.outputs.erase(psbt.tx.outputs.begin() + static_cast<std::ptrdiff_t>(1 - at));
    psbt.outputs.erase(psbt.outputs.begin() + static_cast<std::ptrdiff_t>(1 - at));
    c.original.changeOutput = 0;
    const auto raised = c.raise();
    REQUIRE(raised);
    const std::int64_t size = raised->fee.satoshi() * 1'000 / raised->feeRate.satPerKvb();
    const std::int64_t all = vault::highestFee(psbt, 0).satoshi();
    c.request.limits.maxFee = *base::Amount::fromSatoshi(all);
    c.request.limits.maxFeeRate = base::FeeRate::satPerVb(1'000'000);
    c.request.feeRate = base::FeeRate::satPerKvb((all - 100) * 1'000 / size); // leaves dust
    CHECK(c.error() == Error::changeTooSmall);
}

TEST_CASE("a faster version stays below the ceilings and above what nodes relay") {
    Case c;
    c.request.feeRate = base::FeeRate::satPerVb(501);
    CHECK(c.error() == Error::feeRateAboveCeiling);
    c.request.feeRate = base::FeeRate::satPerKvb(999);
    CHECK(c.error() == Error::feeRateTooLow);
    c.request.feeRate = base::FeeRate::satPerVb(100);
    c.request.limits.maxFee = base::Amount::sat(1'000);
    CHECK(c.error() == Error::feeAboveCeiling);
}
