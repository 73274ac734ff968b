#include "vault/sweep.h"

#include "fakes/counting_random.h"
#include "fakes/spend_world.h"
#include "psbt/finalize.h"
#include "vault/review.h"

#include <doctest/doctest.h>

using namespace strongroom;
using vault::Error;

namespace {

struct Case {
    test::TestVault hot = test::wpkhVault();
    test::TestChain chain;
    std::vector<vault::Coin> coins{chain.fund(hot.vault, 700'000), chain.fund(hot.vault, 300'000, 1, 4)};
    vault::SweepRequest request;

    Case() {
        request.feeRate = base::FeeRate::satPerVb(5);
        request.changeIndex = 7;
    }
    [[nodiscard]] base::Result<vault::BuiltSpend, Error> build() const {
        test::CountingRandom random(1);
        return vault::sweepCoins(hot.vault, request, coins, chain.lookUp(), random);
    }
    [[nodiscard]] Error error() const {
        const auto built = build();
        REQUIRE_FALSE(built);
        return built.error();
    }
};

} // namespace

TEST_CASE("a sweep moves all of the coins to one change address, less the fee, and nothing leaves") {
    Case c;
    auto swept = c.build();
    REQUIRE(swept);
    CHECK(swept->inputs == std::vector{c.coins[0].outpoint, c.coins[1].outpoint});
    CHECK(swept->change->satoshi() + swept->fee.satoshi() == 1'000'000);
    auto review =
        vault::reviewSpend(swept->psbt, std::vector{c.hot.vault}, {}, {}, bitcoin::Network::regtest);
    CHECK(review.findings.empty());
    review.facts.conflictsWithAuthorized = policy::Fact<bool>::fromJournal(true);
    CHECK(policy::deriveAction(review.facts).proven() == policy::Action::consolidate);
    CHECK(policy::deriveOutflow(review.facts).proven() == swept->fee);
    REQUIRE(test::signAll(swept->psbt, c.hot, 1));
    CHECK(psbt::finalize(swept->psbt)->complete());
}

TEST_CASE("no coins, and coins of more than all money, are swept nowhere") {
    Case c;
    c.coins.clear();
    c.request.feeRate = base::FeeRate::satPerKvb(999); // for nothing, at no rate
    CHECK(c.error() == Error::insufficientFunds);
    Case rich;
    for (vault::Coin& coin : rich.coins)
        coin.amount = base::Amount::sat(base::Amount::MAX_SATOSHI);
    CHECK(rich.error() == Error::amountRange);
}

TEST_CASE("the fee of a sweep is what it was asked to be at least") {
    Case c;
    const auto cheap = c.build();
    REQUIRE(cheap);
    c.request.leastFee = base::Amount::sat(40'000);
    CHECK(c.build()->fee == c.request.leastFee);
    c.request.leastFee = base::Amount::sat(1);
    CHECK(c.build()->fee == cheap->fee);
    c.request.replacedFee = cheap->fee;
    const std::int64_t size = cheap->fee.satoshi() * 1'000 / cheap->feeRate.satPerKvb();
    CHECK(c.build()->fee.satoshi() == cheap->fee.satoshi() + size); // BIP125 rules 3 and 4
}

TEST_CASE("a sweep of nothing, of dust, above the ceilings or of strangers' coins is refused") {
    Case c;
    c.request.feeRate = base::FeeRate::satPerKvb(500);
    CHECK(c.error() == Error::feeRateTooLow);
    c.request.feeRate = base::FeeRate::satPerVb(5);
    c.request.leastFee = base::Amount::sat(1'000'000);
    CHECK(c.error() == Error::insufficientFunds);
    c.request.leastFee = base::Amount::sat(200'000);
    CHECK(c.error() == Error::feeAboveCeiling);
    c.request.leastFee = {};
    c.request.changeIndex = 0x80000000U;
    CHECK(c.error() == Error::underivable);
    c.request.changeIndex = 7;
    const test::TestVault other = test::wpkhVault("other");
    c.coins.push_back(c.chain.fund(other.vault, 300'000));
    CHECK(c.error() == Error::coinNotOfVault);
    c.coins.assign(6'000, vault::Coin(c.coins.front()));
    CHECK(c.error() == Error::transactionTooLarge);
    c.coins.clear();
    CHECK(c.error() == Error::insufficientFunds);
}
