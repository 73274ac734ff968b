#include "base/amount.h"

#include <doctest/doctest.h>

using namespace strongroom::base;

TEST_CASE("an amount outside 0 to 21 million bitcoin is no amount") {
    CHECK(Amount::fromSatoshi(0));
    CHECK(Amount::fromSatoshi(Amount::MAX_SATOSHI));
    CHECK_FALSE(Amount::fromSatoshi(-1));
    CHECK_FALSE(Amount::fromSatoshi(Amount::MAX_SATOSHI + 1));
    CHECK_FALSE(Amount::fromSatoshi(INT64_MIN));
    CHECK_FALSE(Amount::fromSatoshi(INT64_MAX));
}

TEST_CASE("a sum past 21 million bitcoin and a negative difference are no amounts") {
    const Amount most = Amount::sat(Amount::MAX_SATOSHI);
    CHECK_FALSE(most.plus(Amount::sat(1)));
    CHECK(most.plus(Amount()) == most);
    CHECK_FALSE(Amount::sat(1).minus(Amount::sat(2)));
    CHECK(Amount::sat(2).minus(Amount::sat(2)) == Amount());
}

TEST_CASE("a fee that leaves 63 bits on the way is none, at any rate") {
    // Constant expressions, because overflow does not compile there.
    constexpr std::int64_t MOST = INT64_MAX - 1;
    static_assert(!FeeRate::satPerKvb(1).feeFor(MOST));
    static_assert(!FeeRate::satPerKvb(999).feeFor(MOST / 999));
    static_assert(!FeeRate::satPerKvb(INT64_MAX).feeFor(1));
    static_assert(FeeRate::satPerVb(INT64_MAX) == FeeRate::satPerKvb(INT64_MAX));
    static_assert(FeeRate::satPerVb(INT64_MIN) == FeeRate());
    CHECK(FeeRate().feeFor(INT64_MAX) == Amount());
}

TEST_CASE("a fee for a size is rounded up so that the rate is reached") {
    CHECK(FeeRate::satPerKvb(1'001).feeFor(1'000) == Amount::sat(1'001));
    CHECK(FeeRate::satPerKvb(1'001).feeFor(999) == Amount::sat(1'000));
    CHECK(FeeRate::satPerVb(2).feeFor(141) == Amount::sat(282));
    CHECK_FALSE(FeeRate::satPerKvb(INT64_MAX).feeFor(1'000'000));
    CHECK(FeeRate::of(Amount::sat(282), 141) == FeeRate::satPerVb(2));
    CHECK(FeeRate::of(Amount::sat(282), 0) == FeeRate());
}
