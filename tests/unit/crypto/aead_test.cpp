#include "crypto/aead.h"

#include "fakes/counting_random.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::crypto;

namespace {

AeadKey key(std::uint8_t fill) {
    return AeadKey::copyOf(base::Bytes(32, fill));
}

} // namespace

TEST_CASE("what was sealed opens with the same key, nonce and associated data only") {
    const AeadNonce nonce = AeadNonce();
    const base::Bytes sealed =
        xchacha20Poly1305Seal(key(1), nonce, base::asBytes("for vault 1"), base::asBytes("plaintext"));
    const auto opened = xchacha20Poly1305Open(key(1), nonce, base::asBytes("for vault 1"), sealed);
    REQUIRE(opened);
    CHECK(base::asText(opened->span()) == "plaintext");

    AeadNonce otherNonce;
    otherNonce.mutableSpan()[23] = 1;
    CHECK_FALSE(xchacha20Poly1305Open(key(2), nonce, base::asBytes("for vault 1"), sealed));
    CHECK_FALSE(xchacha20Poly1305Open(key(1), otherNonce, base::asBytes("for vault 1"), sealed));
    CHECK_FALSE(xchacha20Poly1305Open(key(1), nonce, base::asBytes("for vault 2"), sealed));
}

TEST_CASE("a flipped bit anywhere in the ciphertext is refused") {
    const base::Bytes sealed = xchacha20Poly1305Seal(key(1), AeadNonce(), {}, base::asBytes("plaintext"));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        base::Bytes altered = sealed;
        altered[i] ^= 0x80U;
        const auto result = xchacha20Poly1305Open(key(1), AeadNonce(), {}, altered);
        REQUIRE_FALSE(result);
        CHECK(result.error() == Error::decryptionFailed);
    }
}

TEST_CASE("a ciphertext shorter than its tag is refused") {
    for (std::size_t length = 0; length < AEAD_TAG_SIZE; ++length)
        CHECK_FALSE(xchacha20Poly1305Open(key(1), AeadNonce(), {}, base::Bytes(length)));
}

TEST_CASE("an empty plaintext is authenticated too") {
    base::Bytes sealed = xchacha20Poly1305Seal(key(1), AeadNonce(), {}, {});
    CHECK(sealed.size() == AEAD_TAG_SIZE);
    CHECK(xchacha20Poly1305Open(key(1), AeadNonce(), {}, sealed));
    sealed[0] ^= 1U;
    CHECK_FALSE(xchacha20Poly1305Open(key(1), AeadNonce(), {}, sealed));
}

TEST_CASE("nonces come from the random source, all 24 bytes of them") {
    test::CountingRandom random;
    const AeadNonce first = randomNonce(random);
    const AeadNonce second = randomNonce(random);
    CHECK(first != second);
    CHECK(random.bytesDrawn() == 48);
}
