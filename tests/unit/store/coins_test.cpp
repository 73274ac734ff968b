#include "store/coins.h"
#include "support/temporary_folder.h"

#include <doctest/doctest.h>

using namespace strongroom;
using store::Database;

namespace {

const base::Bytes VAULT{7, 7};

store::CoinRecord coinOf(std::uint32_t vout, std::uint32_t height) {
    store::CoinRecord coin;
    coin.outpoint = {bitcoin::Txid(), vout};
    coin.script = {0, 1};
    coin.amount = base::Amount::sat(1'000);
    coin.height = height;
    return coin;
}

struct Fixture {
    test::TemporaryFolder folder;
    Database database = *Database::create(folder / "db", base::Bytes(32, 1));
    store::Coins coins{database};
    Fixture() { REQUIRE(coins.watch({{0, 1}, VAULT, 0, 4, "label"})); }
};

const crypto::Hash256 FIRST = crypto::sha256(base::asBytes("first"));
const crypto::Hash256 SECOND = crypto::sha256(base::asBytes("second"));

} // namespace

TEST_CASE("a coin is reserved by one withdrawal at a time, until it expires") {
    Fixture fixture;
    REQUIRE(fixture.coins.put(coinOf(0, 10)));
    const bitcoin::OutPoint outpoint = coinOf(0, 10).outpoint;
    REQUIRE(fixture.coins.reserve(outpoint, FIRST, base::UnixTime{100}, {50}));
    CHECK(fixture.coins.reserve(outpoint, FIRST, base::UnixTime{110}, {50}).has_value());
    CHECK(fixture.coins.reserve(outpoint, SECOND, base::UnixTime{200}, {109}).error() ==
          store::Error::conflict);
    CHECK(fixture.coins.reserve(outpoint, SECOND, base::UnixTime{200}, {110}).has_value());
    REQUIRE(fixture.coins.releaseReservations(SECOND));
    CHECK(fixture.coins.reserve(outpoint, FIRST, std::nullopt, {110}).has_value());
    CHECK(fixture.coins.reserve(outpoint, SECOND, std::nullopt, {INT64_MAX}).error() ==
          store::Error::conflict);
    CHECK(fixture.coins.reserve({bitcoin::Txid(), 9}, FIRST, std::nullopt, {0}).error() ==
          store::Error::conflict);
}

TEST_CASE("undoing blocks makes their coins unconfirmed and their spends open again") {
    Fixture fixture;
    auto spent = coinOf(1, 9);
    spent.spentBy = bitcoin::Txid();
    spent.spentHeight = 10;
    REQUIRE(fixture.coins.put(coinOf(0, 10)));
    REQUIRE(fixture.coins.put(spent));
    for (const std::uint32_t height : {9U, 10U})
        REQUIRE(fixture.coins.putBlock({height, {static_cast<std::uint8_t>(height)}, {1}}));
    REQUIRE(fixture.coins.undoFrom(10));
    CHECK_FALSE(fixture.coins.find(coinOf(0, 10).outpoint)->value().height);
    CHECK_FALSE(fixture.coins.find(spent.outpoint)->value().spentHeight);
    CHECK(fixture.coins.find(spent.outpoint)->value().height == 9);
    CHECK(fixture.coins.tip()->value().height == 9);
}

TEST_CASE("only coins in no block are unconfirmed and can be forgotten") {
    Fixture fixture;
    auto waiting = coinOf(1, 9);
    waiting.height.reset();
    auto beingSpent = coinOf(2, 9);
    beingSpent.spentBy = bitcoin::Txid();
    for (const auto& coin : {coinOf(0, 9), waiting, beingSpent})
        REQUIRE(fixture.coins.put(coin));
    CHECK(fixture.coins.unconfirmed()->size() == 2);
    REQUIRE(fixture.coins.forgetUnconfirmed(waiting.outpoint));
    REQUIRE(fixture.coins.forgetUnconfirmed(coinOf(0, 9).outpoint));
    CHECK_FALSE(fixture.coins.find(waiting.outpoint)->has_value());
    CHECK(fixture.coins.find(coinOf(0, 9).outpoint)->has_value());
}

TEST_CASE("the coins of a vault are those of its scripts") {
    Fixture fixture;
    REQUIRE(fixture.coins.put(coinOf(0, 10)));
    auto foreign = coinOf(5, 10);
    foreign.script = {0, 2};
    REQUIRE(fixture.coins.put(foreign));
    CHECK(fixture.coins.ofVault(VAULT)->size() == 1);
    CHECK(fixture.coins.watched(base::Bytes{0, 1})->value().index == 4);
    CHECK_FALSE(fixture.coins.watched(base::Bytes{0, 2})->has_value());
    CHECK(*fixture.coins.watchedUpTo(VAULT, 0) == 5);
    CHECK(*fixture.coins.watchedUpTo(VAULT, 1) == 0);
}

TEST_CASE("a conflict is kept by the first block that decided it, and open again when that is left") {
    Fixture fixture;
    const auto loser = *bitcoin::Txid::from(base::Bytes(32, 9));
    CHECK_FALSE(fixture.coins.conflictHeight(loser).value().has_value());
    REQUIRE(fixture.coins.putConflict(loser, 7));
    REQUIRE(fixture.coins.putConflict(loser, 8));
    CHECK(fixture.coins.conflictHeight(loser).value() == 7U);
    REQUIRE(fixture.coins.undoFrom(8));
    CHECK(fixture.coins.conflictHeight(loser).value() == 7U);
    REQUIRE(fixture.coins.undoFrom(7));
    CHECK_FALSE(fixture.coins.conflictHeight(loser).value().has_value());
}
