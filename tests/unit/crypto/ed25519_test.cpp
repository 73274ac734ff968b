#include "crypto/ed25519.h"

#include "fakes/counting_random.h"
#include "support/hex.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::crypto;

TEST_CASE("a signature verifies for its key and message only") {
    test::CountingRandom random;
    const Ed25519KeyPair anna = Ed25519KeyPair::generate(random);
    const Ed25519KeyPair ben = Ed25519KeyPair::generate(random);
    CHECK(anna.publicKey() != ben.publicKey());
    const Ed25519Signature signature = anna.sign(base::asBytes("message"));
    CHECK(verifyEd25519(anna.publicKey(), base::asBytes("message"), signature));
    CHECK_FALSE(verifyEd25519(ben.publicKey(), base::asBytes("message"), signature));
    CHECK_FALSE(verifyEd25519(anna.publicKey(), base::asBytes("messagf"), signature));
}

TEST_CASE("the seed brings the same key back") {
    test::CountingRandom random;
    const Ed25519KeyPair pair = Ed25519KeyPair::generate(random);
    CHECK(Ed25519KeyPair::fromSeed(pair.seed()).publicKey() == pair.publicKey());
}

TEST_CASE("a key of small order verifies nothing") {
    // With the neutral element as key and R and S = 0, the equation holds for every message.
    const auto neutral =
        test::fromHex<Ed25519PublicKey>("0100000000000000000000000000000000000000000000000000000000000000");
    Ed25519Signature signature;
    signature.mutableSpan()[0] = 1;
    CHECK_FALSE(verifyEd25519(neutral, base::asBytes("any message"), signature));
}

TEST_CASE("adding the group order to S makes another signature, which is refused") {
    test::CountingRandom random;
    const Ed25519KeyPair pair = Ed25519KeyPair::generate(random);
    Ed25519Signature signature = pair.sign(base::asBytes("message"));
    const base::Bytes order = test::hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    unsigned carry = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        carry += signature.array()[32 + i] + unsigned{order[i]};
        signature.mutableSpan()[32 + i] = static_cast<std::uint8_t>(carry);
        carry >>= 8U;
    }
    REQUIRE(carry == 0);
    CHECK_FALSE(verifyEd25519(pair.publicKey(), base::asBytes("message"), signature));
}
