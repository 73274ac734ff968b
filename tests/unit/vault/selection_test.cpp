#include "fakes/counting_random.h"
#include "vault/draw.h"
#include "vault/selection.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace strongroom;
using vault::Error;

namespace {

vault::Coin coin(std::int64_t satoshi, std::optional<std::uint32_t> height = 100,
                 vault::CoinState state = {}) {
    static std::uint32_t number = 0;
    return {{{}, number++}, *base::Amount::fromSatoshi(satoshi), {}, 0, 0, height, state};
}

/// Sizes of wpkh: 68 vB an input, 31 vB a change output.
vault::SelectionRequest requestFor(std::int64_t satoshi, std::int64_t satPerVb = 10) {
    vault::SelectionRequest request;
    request.target = *base::Amount::fromSatoshi(satoshi);
    request.feeRate = base::FeeRate::satPerVb(satPerVb);
    request.baseWeight = 166;
    request.inputWeight = 272;
    request.changeWeight = 124;
    request.minChange = base::Amount::sat(680);
    return request;
}

base::Result<vault::Selection, Error> select(const vault::SelectionRequest& request,
                                             const std::vector<vault::Coin>& coins, std::uint64_t seed = 1) {
    test::CountingRandom random(seed);
    return vault::selectCoins(request, coins, random);
}

/// The books balance, and the fee rate is reached.
bool isSound(const vault::SelectionRequest& request, const std::vector<vault::Coin>& coins,
             const vault::Selection& selection) {
    std::int64_t sum = 0;
    for (const std::size_t index : selection.coins)
        sum += coins[index].amount.satoshi();
    const std::int64_t out = request.target.satoshi() + selection.fee.satoshi() +
                             (selection.change ? selection.change->satoshi() : 0);
    const std::int64_t weight = vault::transactionWeight(request, selection.coins.size()) +
                                (selection.change ? request.changeWeight : 0);
    const std::set<std::size_t> distinct(selection.coins.begin(), selection.coins.end());
    return sum == selection.inputSum.satoshi() && sum == out && distinct.size() == selection.coins.size() &&
           selection.fee >= *request.feeRate.feeFor((weight + 3) / 4) &&
           (!selection.change || *selection.change >= request.minChange);
}

} // namespace

TEST_CASE("a set that pays exactly makes no change") {
    const auto request = requestFor(3'000'000);
    const std::vector coins{coin(5'000'000), coin(1'000'680), coin(9'000'000), coin(2'001'100),
                            coin(700'000)};
    const auto selection = select(request, coins);
    REQUIRE(selection);
    CHECK(std::set<std::size_t>(selection->coins.begin(), selection->coins.end()) ==
          std::set<std::size_t>{1, 3});
    CHECK_FALSE(selection->change.has_value());
    CHECK(isSound(request, coins, *selection));
}

TEST_CASE("without an exact set coins are drawn at random, and the rest is change") {
    const auto request = requestFor(3'000'000);
    const std::vector coins{coin(5'000'000), coin(6'000'000), coin(7'000'000), coin(8'000'000)};
    std::set<std::size_t> first;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const auto selection = select(request, coins, seed);
        REQUIRE(selection);
        CHECK(selection->change.has_value());
        CHECK(isSound(request, coins, *selection));
        first.insert(selection->coins.front());
    }
    CHECK(first.size() == 4);
}

TEST_CASE("held, reserved and unconfirmed coins are never chosen") {
    const std::vector coins{coin(9'000'000, 100, {true, false}), coin(9'000'000, 100, {false, true}),
                            coin(9'000'000, std::nullopt), coin(2'000'000)};
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const auto selection = select(requestFor(1'000'000), coins, seed);
        REQUIRE(selection);
        CHECK(selection->coins == std::vector<std::size_t>{3});
    }
    CHECK(select(requestFor(2'000'000), coins).error() == Error::insufficientFunds);
    const vault::Reach reach = vault::reachOf(requestFor(2'000'000), coins);
    CHECK(reach.has == base::Amount::sat(2'000'000));
    CHECK(reach.most == base::Amount::sat(2'000'000 - 680 - 420));
    CHECK(reach.needed == base::Amount::sat(2'000'000 + 680 + 420));
}

TEST_CASE("the last satoshi counts: enough for the payment and the fee, one less is not") {
    const auto request = requestFor(1'000'000); // 42 vB + 68 vB at 10 sat/vB: 1,100 sat
    const std::vector enough{coin(1'001'100)};
    REQUIRE(select(request, enough));
    CHECK(select(request, enough)->fee == base::Amount::sat(1'100));
    CHECK(select(request, std::vector{coin(1'001'099)}).error() == Error::insufficientFunds);
}

TEST_CASE("amounts and rates that add up to more than all money are refused") {
    const std::int64_t all = base::Amount::MAX_SATOSHI;
    const std::vector rich{coin(all), coin(all)};
    CHECK(select(requestFor(all), rich).error() == Error::amountRange); // takes both
    vault::SelectionRequest byHand = requestFor(1'000'000);
    byHand.choice = vault::Choice::all;
    CHECK(select(byHand, rich).error() == Error::amountRange);
    vault::SelectionRequest dear = requestFor(1'000'000);
    dear.feeRate = base::FeeRate::satPerKvb(INT64_MAX);
    CHECK(select(dear, std::vector{coin(5'000'000)}).error() == Error::amountRange);
}

TEST_CASE("coins that cost more than they are worth are left alone") {
    std::vector<vault::Coin> coins{coin(3'000'000)};
    for (int i = 0; i < 50; ++i)
        coins.push_back(coin(680)); // 68 vB at 10 sat/vB
    const auto selection = select(requestFor(1'000'000), coins);
    REQUIRE(selection);
    CHECK(selection->coins == std::vector<std::size_t>{0});
}

TEST_CASE("change that is not worth making goes to the fee") {
    const auto request = requestFor(1'000'000);
    const std::vector coins{coin(1'001'100 + 310 + 679)}; // one satoshi below the least change
    const auto selection = select(request, coins);
    REQUIRE(selection);
    CHECK_FALSE(selection->change.has_value());
    CHECK(selection->fee == base::Amount::sat(1'100 + 310 + 679));
    CHECK(isSound(request, coins, *selection));
}

TEST_CASE("a payment that needs too many coins for one transaction is refused, fewer large ones are found") {
    std::vector<vault::Coin> coins(2'000, coin(10'000));
    CHECK(select(requestFor(15'000'000), coins).error() == Error::transactionTooLarge);
    for (int i = 0; i < 20; ++i)
        coins.push_back(coin(1'000'000));
    const auto request = requestFor(15'000'000);
    const auto selection = select(request, coins);
    REQUIRE(selection);
    CHECK(isSound(request, coins, *selection));
    CHECK(vault::transactionWeight(request, selection->coins.size()) <= vault::MAX_STANDARD_WEIGHT);
}

TEST_CASE("the longer count of 253 inputs and more is paid for, with change and without") {
    constexpr std::size_t COUNT = 300;
    constexpr std::int64_t VALUE = 10'000;
    const std::vector<vault::Coin> coins(COUNT, coin(VALUE));
    // Everything the coins are worth at ten a virtual byte: 680 each, 420 for the rest of the transaction.
    const std::int64_t all = COUNT * (VALUE - 680) - 420;
    for (const std::int64_t less : {0, 1, 19, 20, 21, 500, 2'000}) {
        const auto request = requestFor(all - less);
        const auto selection = select(request, coins);
        CHECK(selection.has_value() == (less >= 20)); // two bytes more
        CHECK((!selection || isSound(request, coins, *selection)));
    }
}

TEST_CASE("for any coins and target the books balance and the fee rate is reached") {
    test::CountingRandom random(7);
    std::size_t paid = 0;
    for (int round = 0; round < 300; ++round) {
        std::vector<vault::Coin> coins;
        for (std::uint64_t i = vault::drawBelow(random, 300) + 1; i > 0; --i)
            coins.push_back(coin(static_cast<std::int64_t>(vault::drawBelow(random, 1'000'000)) + 1));
        const auto request =
            requestFor(static_cast<std::int64_t>(vault::drawBelow(random, 50'000'000)) + 1'000,
                       static_cast<std::int64_t>(vault::drawBelow(random, 100)) + 1);
        const auto selection = vault::selectCoins(request, coins, random);
        if (!selection) {
            CHECK(selection.error() == Error::insufficientFunds);
            CHECK(vault::reachOf(request, coins).most < request.target);
            continue;
        }
        CHECK(isSound(request, coins, *selection));
        ++paid;
    }
    CHECK(paid > 100);
}

TEST_CASE("waste is counted with the figures of Bitcoin Core's own test") {
    // src/wallet/test/coinselector_tests.cpp, waste_test: two inputs at fee 100 each, 40 more or less later,
    // change for 125, an excess of 80.
    constexpr std::int64_t NOW = 200;
    CHECK(vault::waste(NOW, NOW - 80, 125) == 2 * 40 + 125);
    CHECK(vault::waste(NOW, NOW + 80, 125) == -2 * 40 + 125);
    CHECK(vault::waste(NOW, NOW - 80, 80) == 2 * 40 + 80);
    CHECK(vault::waste(NOW, NOW + 80, 80) == -2 * 40 + 80);
    CHECK(vault::waste(NOW, NOW, 125) == 125);
    CHECK(vault::waste(NOW, NOW, 80) == 80);
    CHECK(vault::waste(NOW, NOW - 80, 0) == 2 * 40);
    CHECK(vault::waste(NOW, NOW, 0) == 0);
}

TEST_CASE("of sets without change fewer coins are spent when fees are high, and more when they are low") {
    // As Bitcoin Core's coinselector_tests.cpp: 10, or 9 and 1, each with its own fee on top.
    constexpr std::int64_t CENT = 1'000'000;
    const auto choose = [](std::int64_t now, std::int64_t later) {
        auto request = requestFor(10 * CENT, now);
        request.longTermFeeRate = base::FeeRate::satPerVb(later);
        request.baseWeight = 0;
        const std::int64_t fee = 68 * now;
        const std::vector coins{coin(10 * CENT + fee), coin(9 * CENT + fee), coin(CENT + fee)};
        const auto selection = select(request, coins);
        REQUIRE(selection);
        CHECK(selection->method == vault::Method::exact);
        CHECK(selection->waste == static_cast<std::int64_t>(selection->coins.size()) * 68 * (now - later));
        return std::set<std::size_t>(selection->coins.begin(), selection->coins.end());
    };
    CHECK(choose(5, 3) == std::set<std::size_t>{0});
    CHECK(choose(3, 5) == std::set<std::size_t>{1, 2});
}

TEST_CASE("the largest coins pay when fees are high, because a draw of small ones would waste more") {
    std::vector<vault::Coin> coins{coin(50'000'000)};
    for (int i = 0; i < 200; ++i)
        coins.push_back(coin(1'000'000));
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const auto request = requestFor(30'300'000, 100);
        const auto selection = select(request, coins, seed);
        REQUIRE(selection);
        CHECK(selection->coins == std::vector<std::size_t>{0});
        // 68 vB at 90 sat/vB above the long-term rate; change for 31 vB now and 68 vB at 10 sat/vB one day.
        CHECK(selection->waste == 68 * 90 + 31 * 100 + 68 * 10);
        CHECK(isSound(request, coins, *selection));
    }
}

TEST_CASE("a draw of small coins pays when fees are low, because it saves later") {
    std::vector<vault::Coin> coins{coin(50'000'000)};
    for (int i = 0; i < 200; ++i)
        coins.push_back(coin(1'000'000));
    std::size_t most = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const auto selection = select(requestFor(30'300'000, 1), coins, seed);
        REQUIRE(selection);
        CHECK(selection->method == vault::Method::drawn);
        CHECK(selection->waste < 31 * 1 + 68 * 10);
        most = std::max(most, selection->coins.size());
    }
    CHECK(most > 5);
}

TEST_CASE("coins chosen by hand say what can be paid with all of them") {
    auto request = requestFor(5'000'000);
    request.choice = vault::Choice::all;
    const std::vector coins{coin(3'000'000), coin(100)}; // the second costs more than it is worth
    CHECK(select(request, coins).error() == Error::insufficientFunds);
    const vault::Reach reach = vault::reachOf(request, coins);
    CHECK(reach.has == base::Amount::sat(3'000'100));
    CHECK(reach.most == base::Amount::sat(3'000'100 - 1'780));
    CHECK(reach.needed == base::Amount::sat(5'001'780));
    request.target = reach.most;
    REQUIRE(select(request, coins));
    CHECK(select(request, coins)->method == vault::Method::byHand);
}

TEST_CASE("draws are uniform within their bound") {
    test::CountingRandom random(3);
    std::vector<int> seen(5);
    for (int i = 0; i < 5'000; ++i)
        ++seen.at(vault::drawBelow(random, 5));
    CHECK(std::ranges::min(seen) > 850);
    CHECK(std::ranges::max(seen) < 1'150);
}
