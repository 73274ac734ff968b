#include "crypto/compact_signature.h"

#include "support/hex.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::crypto;
using test::hex;

namespace {

constexpr auto G = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
constexpr auto MINUS_G = "0379be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
constexpr auto ORDER = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

} // namespace

TEST_CASE("a compact signature counts with S in either half, and nothing near it does") {
    const auto key = *PublicKey::parse(hex(G));
    const Hash256 digest = sha256(base::asBytes("Satoshi Nakamoto"));
    const std::string r = "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8";
    const std::string low = "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5";
    const std::string high = "dbbd3162d46e9f9bef7feb87c16dc13b4f6568a87f4e83f728e2443ba586675c"; // order − S
    CHECK(verifyEcdsaCompact(key, digest, hex(r + low)));
    CHECK(verifyEcdsaCompact(key, digest, hex(r + high)));
    CHECK_FALSE(verifyEcdsaCompact(*PublicKey::parse(hex(MINUS_G)), digest, hex(r + low)));
    CHECK_FALSE(verifyEcdsaCompact(key, sha256({}), hex(r + low)));
    const std::string zero(64, '0');
    for (const std::string& bad :
         {std::string(), r, r + low + "00", low + r, zero + zero, r + zero, r + std::string(ORDER)})
        CHECK_FALSE(verifyEcdsaCompact(key, digest, hex(bad)));
}
