#include "keys/secret_base58.h"

#include "bitcoin/base58check.h"

#include "fakes/counting_random.h"
#include "support/secret_text.h"

#include <doctest/doctest.h>
#include <string>

using namespace strongroom;
using namespace strongroom::keys;
using test::reveal;
using test::secretText;

namespace {

ExtendedKeyBytes randomPayload(test::CountingRandom& random) {
    ExtendedKeyBytes payload;
    random.fill(payload.mutableSpan());
    payload.mutableSpan()[0] = 0x04; // as all extended keys begin
    return payload;
}

} // namespace

TEST_CASE("secrets are written as the public encoder writes public bytes, and read back") {
    test::CountingRandom random;
    for (int i = 0; i < 200; ++i) {
        const ExtendedKeyBytes payload = randomPayload(random);
        const secret::SecretText text = encodeSecretBase58Check(payload);
        CHECK(reveal(text) == bitcoin::encodeBase58Check(payload.span()));
        const auto back = decodeSecretBase58Check(text);
        REQUIRE(back);
        CHECK(base::toBytes(back->span()) == base::toBytes(payload.span()));
    }
}

TEST_CASE("a changed character breaks the checksum or is none") {
    test::CountingRandom random;
    const std::string text = reveal(encodeSecretBase58Check(randomPayload(random)));
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string altered = text;
        altered[i] = altered[i] == 'x' ? 'y' : 'x';
        CHECK_FALSE(decodeSecretBase58Check(secretText(altered)));
        altered[i] = '0';
        CHECK(decodeSecretBase58Check(secretText(altered)).error() == Error::extendedKeyEncoding);
    }
}

TEST_CASE("a character that is none is refused where it stands, not passed over") {
    test::CountingRandom random;
    const std::string text = reveal(encodeSecretBase58Check(randomPayload(random)));
    for (const char* none : {"0", "O", "I", "l", " ", "+"})
        CHECK(decodeSecretBase58Check(secretText(std::string(text).insert(5, none))).error() ==
              Error::extendedKeyEncoding);
}

TEST_CASE("shorter and longer texts are no extended keys") {
    test::CountingRandom random;
    const std::string text = reveal(encodeSecretBase58Check(randomPayload(random)));
    const auto errorOf = [](const std::string& t) { return decodeSecretBase58Check(secretText(t)).error(); };
    CHECK(errorOf("") == Error::extendedKeyEncoding);
    CHECK(errorOf("1" + text) == Error::extendedKeyEncoding);
    CHECK(errorOf(text + "xx") == Error::extendedKeyEncoding);
    CHECK(errorOf(text.substr(0, 60)) == Error::extendedKeyEncoding);
    CHECK(errorOf(std::string(1'000, 'z')) == Error::extendedKeyEncoding);
    CHECK(errorOf(text.substr(0, 50) + " " + text.substr(50)) == Error::extendedKeyEncoding);
    CHECK(decodeSecretBase58Check(secretText(" " + text + "\n")));
}
