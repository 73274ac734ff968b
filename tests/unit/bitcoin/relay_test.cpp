#include "bitcoin/relay.h"

#include "support/hex.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::bitcoin;

TEST_CASE("dust thresholds are those of Bitcoin Core at its default rate") {
    const std::string hash20(40, 'a');
    const std::string hash32(64, 'a');
    CHECK(dustThreshold(test::hex("76a914" + hash20 + "88ac")) == base::Amount::sat(546));
    CHECK(dustThreshold(test::hex("a914" + hash20 + "87")) == base::Amount::sat(540));
    CHECK(dustThreshold(test::hex("0014" + hash20)) == base::Amount::sat(294));
    CHECK(dustThreshold(test::hex("0020" + hash32)) == base::Amount::sat(330));
    CHECK(dustThreshold(test::hex("5120" + hash32)) == base::Amount::sat(330));
}

TEST_CASE("what cannot be spent is never dust") {
    CHECK(dustThreshold(test::hex("6a0401020304")) == base::Amount());
    CHECK(dustThreshold(base::Bytes(10'001, 0x51)) == base::Amount());
}

TEST_CASE("the dust threshold follows the rate") {
    const auto script = test::hex("0014" + std::string(40, 'a'));
    CHECK(dustThreshold(script, base::FeeRate::satPerKvb(1'000)) == base::Amount::sat(98));
    CHECK(dustThreshold(script, base::FeeRate::satPerKvb(0)) == base::Amount());
}
