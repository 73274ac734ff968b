#include "crypto/secp256k1.h"

#include "support/hex.h"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::crypto;
using test::hex;

namespace {

constexpr auto G = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
constexpr auto MINUS_G = "0379be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
constexpr auto G_XY = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                      "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";
constexpr auto ORDER = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
constexpr auto ORDER_MINUS_1 = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140";
constexpr auto ONE = "0000000000000000000000000000000000000000000000000000000000000001";

} // namespace

TEST_CASE("a compressed key round-trips and an uncompressed one is the same point") {
    const auto key = PublicKey::parse(hex(G));
    REQUIRE(key);
    CHECK(base::toBytes(key->span()) == hex(G));
    CHECK(PublicKey::parseAnyForm(hex(std::string("04") + G_XY)) == key);
    CHECK(*key < *PublicKey::parse(hex(MINUS_G)));
}

TEST_CASE("hybrid, uncompressed where not asked for, and impossible keys are refused") {
    CHECK_FALSE(PublicKey::parse(hex(std::string("04") + G_XY)));
    CHECK_FALSE(PublicKey::parseAnyForm(hex(std::string("06") + G_XY)));
    CHECK_FALSE(PublicKey::parseAnyForm(hex(std::string("07") + G_XY)));
    for (const char* bad : {"", "02", "0079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                            // x = 5 is not on the curve; x = p is no field element
                            "020000000000000000000000000000000000000000000000000000000000000005",
                            "02fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"}) {
        CHECK_FALSE(PublicKey::parse(hex(bad)));
        CHECK_FALSE(PublicKey::parseAnyForm(hex(bad)));
    }
    CHECK_FALSE(XOnlyPublicKey::parse(hex(G)));
    CHECK_FALSE(
        XOnlyPublicKey::parse(hex("0000000000000000000000000000000000000000000000000000000000000005")));
}

TEST_CASE("both signs of a point have the same x-only key") {
    CHECK(PublicKey::parse(hex(G))->xOnly() == PublicKey::parse(hex(MINUS_G))->xOnly());
}

TEST_CASE("a tweak that is no scalar or that leads to infinity is refused") {
    const auto key = *PublicKey::parse(hex(G));
    CHECK_FALSE(tweakAdd(key, test::fromHex<Tweak>(ORDER)));
    CHECK_FALSE(tweakAdd(key, test::fromHex<Tweak>(ORDER_MINUS_1))); // G − G
    CHECK(tweakAdd(key, Tweak()) == key);
    const auto back =
        tweakAdd(*tweakAdd(key, test::fromHex<Tweak>(ONE)), test::fromHex<Tweak>(ORDER_MINUS_1));
    CHECK(back == key);
    CHECK_FALSE(tweakAdd(key.xOnly(), test::fromHex<Tweak>(ORDER)));
}

TEST_CASE("sums and multiples of points are points, and infinity is none") {
    const auto g = *PublicKey::parse(hex(G));
    const auto minusG = *PublicKey::parse(hex(MINUS_G));
    const auto two = test::fromHex<Tweak>("0000000000000000000000000000000000000000000000000000000000000002");
    CHECK(combine(std::array{g}) == g);
    CHECK(combine(std::array{g, g}) == tweakMultiply(g, two));
    CHECK(combine(std::array{g, g}) == tweakAdd(g, test::fromHex<Tweak>(ONE)));
    CHECK(combine(std::array{g, g, minusG}) == g);
    CHECK_FALSE(combine(std::array{g, minusG}));
    CHECK(tweakMultiply(g, test::fromHex<Tweak>(ONE)) == g);
    CHECK(tweakMultiply(g, test::fromHex<Tweak>(ORDER_MINUS_1)) == minusG);
    CHECK_FALSE(tweakMultiply(g, test::fromHex<Tweak>(ORDER)));
    CHECK_FALSE(tweakMultiply(g, Tweak()));
}

TEST_CASE("an encoding is a signature only with R and S from 1 to the order minus 1") {
    const auto der = [](std::string_view r, std::string_view s) {
        return hex("3044"
                   "0220" +
                   std::string(r) + "0220" + std::string(s));
    };
    constexpr auto SMALL = "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";
    CHECK(isEcdsaSignature(der(SMALL, SMALL)));
    CHECK(isEcdsaSignature(hex("3006020101020101")));
    CHECK_FALSE(isEcdsaSignature(hex("3006020100020101")));
    CHECK_FALSE(isEcdsaSignature(hex("3006020101020100")));
    CHECK_FALSE(isEcdsaSignature(hex(std::string("3026022100") + ORDER + "020101")));
    CHECK(isEcdsaSignature(hex(std::string("3026022100") + ORDER_MINUS_1 + "020101")));
    CHECK_FALSE(isEcdsaSignature(hex("300602010102010100"))); // trailing byte
    CHECK_FALSE(isEcdsaSignature(hex("30070201010202"
                                     "0001")));               // padded
    CHECK_FALSE(isEcdsaSignature(hex("3006020181020101")));   // negative
    CHECK_FALSE(isEcdsaSignature(hex("308106020101020101"))); // long form of the length
}
