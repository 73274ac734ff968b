#include "bitcoin/script.h"
#include "fakes/counting_random.h"
#include "fakes/spend_world.h"
#include "psbt/codec.h"
#include "psbt/finalize.h"
#include "psbt/tap_tree.h"
#include "vault/review.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace strongroom;
using vault::Error;

namespace {

/// One coin of 10,000,000 sat and one payment of 4,000,000 sat, to be varied.
struct Case {
    test::TestVault hot = test::wpkhVault();
    test::TestChain chain;
    std::vector<vault::Coin> coins{chain.fund(hot.vault, 10'000'000)};
    vault::SpendRequest request;
    std::uint64_t seed = 1;

    Case() {
        request.payments = {{test::payeeScript(), base::Amount::sat(4'000'000), nullptr, {}}};
        request.feeRate = base::FeeRate::satPerVb(5);
    }
    [[nodiscard]] base::Result<vault::BuiltSpend, Error> build() const {
        test::CountingRandom random(seed);
        return vault::buildSpend(hot.vault, request, coins, chain.lookUp(), random);
    }
    [[nodiscard]] Error error() const {
        const auto built = build();
        REQUIRE_FALSE(built);
        return built.error();
    }
};

} // namespace

TEST_CASE("what is built passes the review, and signs") {
    for (const auto& vault : {test::wpkhVault(), test::multiVault(), test::trVault()}) {
        auto spend = test::spendOf(vault.vault);
        const auto review =
            vault::reviewSpend(spend.psbt, std::vector{vault.vault}, {}, {}, bitcoin::Network::regtest);
        CHECK(review.findings.empty());
        CHECK(review.facts.virtualSize.proven() * 12 <= spend.fee.satoshi());
        CHECK(policy::deriveFeeRate(review.facts).proven() == spend.feeRate);
        REQUIRE(test::signAll(spend.psbt, vault, vault.vault.descriptor.threshold()));
        CHECK(psbt::finalize(spend.psbt)->complete());
    }
}

TEST_CASE("what is built of nested scripts and trees passes the review, states them, and signs") {
    for (const auto& vault : {test::nestedVault(), test::recoverableVault(), test::treeVault()}) {
        CAPTURE(vault.vault.name);
        auto spend = test::spendOf(vault.vault);
        const auto parsed = psbt::parsePsbt(psbt::serialize(spend.psbt));
        REQUIRE(parsed);
        CHECK(*parsed == spend.psbt);
        const auto review =
            vault::reviewSpend(spend.psbt, std::vector{vault.vault}, {}, {}, bitcoin::Network::regtest);
        CHECK(review.findings.empty());
        CHECK(review.sourceVault == 0U);
        CHECK(review.outputs[*spend.changeOutput].outputClass == policy::OutputClass::change);
        REQUIRE(test::signAll(spend.psbt, vault, std::min<std::size_t>(2, vault.accounts.size())));
        const auto final = psbt::finalize(spend.psbt);
        REQUIRE(final->complete());
        CHECK(review.facts.virtualSize.proven() >= (final->tx->weight() + 3) / 4);
    }
    const auto nested = test::spendOf(test::recoverableVault().vault);
    const auto& change = nested.psbt.outputs[*nested.changeOutput];
    CHECK(bitcoin::p2wshScript(*change.witnessScript) == *change.redeemScript);
    const auto tree = test::spendOf(test::treeVault().vault);
    const psbt::PsbtInput& input = tree.psbt.inputs[0];
    REQUIRE(input.tapLeafScripts.size() == 1); // the one without a lock
    CHECK(bitcoin::matchMultiA(input.tapLeafScripts.begin()->second.script).has_value());
    CHECK(input.tapMerkleRoot.has_value());
    CHECK(input.tapBip32.size() == 5);
    CHECK(psbt::readTapTree(*tree.psbt.outputs[*tree.changeOutput].tapTree)->size() == 2);
    CHECK(test::spendOf(test::trVault().vault).psbt.inputs[0].tapLeafScripts.empty());
}

TEST_CASE("every input carries its full previous transaction and derivation, and is replaceable") {
    const auto spend = test::spendOf(test::multiVault().vault);
    for (std::size_t i = 0; i < spend.psbt.inputs.size(); ++i) {
        CHECK(spend.psbt.inputs[i].nonWitnessUtxo->txid() == spend.psbt.tx.inputs[i].prevout.txid);
        CHECK(spend.psbt.inputs[i].bip32.size() == 3);
        CHECK(spend.psbt.inputs[i].witnessScript.has_value());
        CHECK(spend.psbt.tx.inputs[i].sequence == 0xfffffffd);
    }
    CHECK(spend.psbt.outputs[*spend.changeOutput].bip32.size() == 3);
    CHECK(spend.inputs.size() == 2);
    const auto taproot = test::spendOf(test::trVault().vault);
    CHECK(taproot.psbt.inputs[0].tapInternalKey.has_value());
    CHECK(taproot.psbt.inputs[0].tapBip32.size() == 1);
}

TEST_CASE("change stands anywhere among the payments") {
    Case one;
    one.request.payments.assign(3, one.request.payments[0]);
    one.request.payments[1].amount = base::Amount::sat(1'000'000);
    one.request.payments[2].amount = base::Amount::sat(500'000);
    std::set<std::size_t> positions;
    for (one.seed = 0; one.seed < 60; ++one.seed) {
        const auto spend = one.build();
        REQUIRE(spend);
        positions.insert(*spend->changeOutput);
        CHECK(spend->psbt.tx.outputs[*spend->changeOutput].amount == *spend->change);
    }
    CHECK(positions == std::set<std::size_t>{0, 1, 2, 3});
}

TEST_CASE("the lock time is the tip, or now and then up to 100 blocks less") {
    Case one;
    CHECK(one.build()->psbt.tx.lockTime == 0);
    one.request.tipHeight = 500;
    std::set<std::uint32_t> lockTimes;
    for (one.seed = 0; one.seed < 200; ++one.seed)
        lockTimes.insert(one.build()->psbt.tx.lockTime);
    CHECK(*lockTimes.rbegin() == 500);
    CHECK(*lockTimes.begin() > 400);
    CHECK(lockTimes.size() > 5);
}

TEST_CASE("a transfer to another vault names the place, so that signers can derive it") {
    Case one;
    const auto cold = test::multiVault();
    one.request.payments[0].scriptPubKey = cold.vault.descriptor.derive(0, 7)->scriptPubKey;
    one.request.payments[0].toVault = &cold.vault;
    one.request.payments[0].place = {0, 7};
    const auto spend = one.build();
    REQUIRE(spend);
    const auto review = vault::reviewSpend(spend->psbt, std::vector{one.hot.vault, cold.vault}, {}, {},
                                           bitcoin::Network::regtest);
    CHECK(std::ranges::count(review.outputs, policy::OutputClass::internal,
                             &vault::ReviewedOutput::outputClass) == 1);
    one.request.payments[0].place = {0, 8};
    CHECK(one.error() == Error::underivable);
}

TEST_CASE("nothing to pay is refused") {
    Case one;
    one.request.payments.clear();
    CHECK(one.error() == Error::noPayments);
}

TEST_CASE("dust is not paid, up to the exact threshold") {
    Case one;
    one.request.payments[0].amount = base::Amount::sat(293);
    CHECK(one.error() == Error::dustPayment);
    one.request.payments[0].amount = base::Amount::sat(294);
    one.request.feeRate = base::FeeRate::satPerVb(1);
    CHECK(one.build().has_value());
}

TEST_CASE("payments of more than 21 million bitcoin together are refused") {
    Case one;
    one.request.payments.assign(
        2, {test::payeeScript(), base::Amount::sat(base::Amount::MAX_SATOSHI), nullptr, {}});
    CHECK(one.error() == Error::amountRange);
}

TEST_CASE("more than the coins hold is refused") {
    Case one;
    one.request.payments[0].amount = base::Amount::sat(10'000'000);
    CHECK(one.error() == Error::insufficientFunds);
}

TEST_CASE("a payment that needs more coins than one transaction can carry is refused") {
    Case one;
    one.coins.assign(2'000, one.coins[0]);
    for (vault::Coin& coin : one.coins)
        coin.amount = base::Amount::sat(10'000);
    one.request.payments[0].amount = base::Amount::sat(17'000'000);
    CHECK(one.error() == Error::transactionTooLarge);
}

TEST_CASE("fee rates below relay and above the ceiling are refused") {
    Case one;
    one.request.feeRate = base::FeeRate::satPerKvb(999);
    CHECK(one.error() == Error::feeRateTooLow);
    one.request.feeRate = base::FeeRate::satPerKvb(500'001);
    CHECK(one.error() == Error::feeRateAboveCeiling);
    one.request.feeRate = base::FeeRate::satPerVb(1'000'000); // for that, not for want of coins
    CHECK(one.error() == Error::feeRateAboveCeiling);
}

TEST_CASE("a fee above the ceiling is refused before anything is built") {
    Case one;
    one.request.limits.maxFee = one.build()->fee;
    CHECK(one.build().has_value());
    one.request.limits.maxFee = *one.request.limits.maxFee.minus(base::Amount::sat(1));
    CHECK(one.error() == Error::feeAboveCeiling);
    Case share; // no change: the fee is a tenth of almost nothing
    share.coins = {share.chain.fund(share.hot.vault, 2'000)};
    share.request.payments[0].amount = base::Amount::sat(1'000);
    CHECK(share.error() == Error::feeAboveCeiling);
}

TEST_CASE("a coin that the vault's descriptor does not give is refused") {
    Case one;
    one.coins[0].index = 1;
    CHECK(one.error() == Error::coinNotOfVault);
}

TEST_CASE("a coin whose transaction is unknown or says otherwise is refused") {
    Case one;
    one.coins[0].outpoint.txid = {};
    CHECK(one.error() == Error::previousTransactionMissing);
    Case lie;
    lie.coins[0].amount = base::Amount::sat(10'000'001);
    CHECK(lie.error() == Error::previousTransactionMismatch);
    Case range;
    range.coins[0].outpoint.vout = 9;
    CHECK(range.error() == Error::previousTransactionMismatch);
}

TEST_CASE("coins that a person chose are all spent, and nothing else") {
    Case c;
    c.coins = {c.chain.fund(c.hot.vault, 10'000'000), c.chain.fund(c.hot.vault, 20'000'000, 0, 1),
               c.chain.fund(c.hot.vault, 400, 0, 2)}; // the last costs more than it is worth
    c.request.choice = vault::Choice::all;
    const auto built = c.build();
    REQUIRE(built);
    CHECK(built->inputs.size() == 3);
    CHECK(built->change->satoshi() + built->fee.satoshi() == 26'000'400);
    c.coins[1].state.held = true;
    CHECK(c.error() == Error::insufficientFunds);
    c.coins.assign({c.chain.fund(c.hot.vault, 4'000'300)});
    CHECK(c.error() == Error::insufficientFunds);
    c.coins.assign(6'000, vault::Coin(c.coins.front()));
    CHECK(c.error() == Error::transactionTooLarge);
}
