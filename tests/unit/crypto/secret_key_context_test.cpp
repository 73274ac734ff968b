#include "crypto/secret_key_context.h"

#include "fakes/counting_random.h"
#include "support/hex.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::crypto;
using test::hex;

namespace {

SecretKey secretKey(std::string_view text) {
    return SecretKey::copyOf(hex(text));
}

constexpr auto ZERO = "0000000000000000000000000000000000000000000000000000000000000000";
constexpr auto ONE = "0000000000000000000000000000000000000000000000000000000000000001";
constexpr auto ORDER = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
constexpr auto ORDER_MINUS_1 = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140";

struct Fixture {
    test::CountingRandom random;
    SecretKeyContext context{random};
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "making a context draws 32 bytes of blinding") {
    CHECK(random.bytesDrawn() == 32);
}

TEST_CASE_FIXTURE(Fixture, "zero and the group order are no private keys") {
    for (const char* bad : {ZERO, ORDER}) {
        const SecretKey key = secretKey(bad);
        CHECK(context.publicKey(key).error() == Error::invalidSecretKey);
        CHECK(context.ecdsaSign(key, Hash256()).error() == Error::invalidSecretKey);
        CHECK(context.schnorrSign(key, std::nullopt, Hash256().span(), SchnorrAux()).error() ==
              Error::invalidSecretKey);
        CHECK(context.tweakAdd(key, hex(ONE)).error() == Error::invalidSecretKey);
    }
    CHECK(context.publicKey(secretKey(ORDER_MINUS_1)));
}

TEST_CASE_FIXTURE(Fixture,
                  "grinding gives a 32-byte R every time and about half of the plain signatures lack it") {
    const SecretKey key = secretKey(ONE);
    const PublicKey publicKey = context.publicKey(key).value();
    int highR = 0;
    for (std::uint8_t i = 0; i < 64; ++i) {
        Hash256 digest;
        digest.mutableSpan()[0] = i;
        const base::Bytes plain = context.ecdsaSign(key, digest, EcdsaNonce::plain).value();
        const base::Bytes ground = context.ecdsaSign(key, digest, EcdsaNonce::lowR).value();
        CHECK(verifyEcdsa(publicKey, digest, plain));
        CHECK(verifyEcdsa(publicKey, digest, ground));
        CHECK(ground[3] <= 32);
        CHECK(ground.size() <= 70);
        highR += plain[3] == 33 ? 1 : 0;
        if (plain[3] <= 32)
            CHECK(ground == plain); // nothing to grind
    }
    CHECK(highR > 16);
    CHECK(highR < 48);
}

TEST_CASE_FIXTURE(Fixture, "the same key and digest give the same signature, another digest another nonce") {
    const SecretKey key = secretKey(ONE);
    Hash256 other;
    other.mutableSpan()[31] = 1;
    const base::Bytes first = context.ecdsaSign(key, Hash256()).value();
    CHECK(context.ecdsaSign(key, Hash256()).value() == first);
    const base::Bytes second = context.ecdsaSign(key, other).value();
    CHECK(base::toBytes(std::span(first).subspan(4, 28)) != base::toBytes(std::span(second).subspan(4, 28)));
}

TEST_CASE_FIXTURE(Fixture, "a tweaked Schnorr signature is one by the tweaked key") {
    const SecretKey key = secretKey("b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfef");
    const XOnlyPublicKey internal = context.publicKey(key).value().xOnly();
    const Tweak tweak = tapTweak(internal, {});
    const auto signature = context.schnorrSign(key, tweak, Hash256().span(), SchnorrAux()).value();
    CHECK(verifySchnorr(tweakAdd(internal, tweak)->key, Hash256(), signature));
    CHECK_FALSE(verifySchnorr(internal, Hash256(), signature));
    CHECK(context.schnorrSign(key, test::fromHex<Tweak>(ORDER), Hash256().span(), SchnorrAux()).error() ==
          Error::invalidTweak);
}

TEST_CASE_FIXTURE(Fixture, "secret and public tweaks lead to the same point") {
    const SecretKey key = secretKey("b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfef");
    const Tweak tweak =
        test::fromHex<Tweak>("00000000000000000000000000000000000000000000000000000000000000ff");
    const SecretKey sum = context.tweakAdd(key, tweak.span()).value();
    CHECK(context.publicKey(sum).value() == tweakAdd(context.publicKey(key).value(), tweak));
    CHECK(context.tweakAdd(secretKey(ONE), hex(ORDER_MINUS_1)).error() == Error::invalidTweak); // sum is zero
    CHECK(context.tweakAdd(secretKey(ONE), hex(ORDER)).error() == Error::invalidTweak);
}

TEST_CASE_FIXTURE(Fixture, "a taproot signature is the same with the public key known and not known") {
    int odd = 0;
    for (std::uint8_t i = 1; i <= 20; ++i) {
        const auto key = SecretKey::copyOf(base::Bytes(32, i));
        const PublicKey publicKey = context.publicKey(key).value();
        odd += publicKey.span().front() == 3 ? 1 : 0;
        const Tweak tweak = tapTweak(publicKey.xOnly(), {});
        const Hash256 digest = sha256(base::Bytes(1, i));
        const SchnorrAux aux;
        const auto known = context.taprootSign(key, publicKey, tweak, digest.span(), aux).value();
        CHECK(known == context.schnorrSign(key, tweak, digest.span(), aux).value());
        CHECK(verifySchnorr(crypto::tweakAdd(publicKey.xOnly(), tweak)->key, digest, known));
    }
    CHECK(odd > 0);
    CHECK(odd < 20);
}

TEST_CASE_FIXTURE(Fixture, "taproot signing refuses what is no key and what is no tweak") {
    const SecretKey zero;
    const auto key = SecretKey::copyOf(base::Bytes(32, 5));
    const PublicKey publicKey = context.publicKey(key).value();
    const Tweak tooLarge = *Tweak::from(base::Bytes(32, 0xff));
    CHECK(context.taprootSign(zero, publicKey, Tweak(), {}, {}).error() == Error::invalidSecretKey);
    CHECK(context.taprootSign(key, publicKey, tooLarge, {}, {}).error() == Error::invalidTweak);
}
