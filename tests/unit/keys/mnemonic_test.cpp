#include "keys/mnemonic.h"

#include "keys/bip39_words.h"

#include "fakes/counting_random.h"
#include "support/hex.h"
#include "support/secret_text.h"

#include <doctest/doctest.h>
#include <string>

using namespace strongroom;
using namespace strongroom::keys;
using test::reveal;
using test::secretText;

namespace {

const std::string ABOUT =
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

std::string times(std::size_t count, std::string_view word) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += (i == 0 ? "" : " ") + std::string(word);
    return text;
}

Error errorOf(const std::string& words) {
    const auto result = Mnemonic::parse(secretText(words));
    REQUIRE_FALSE(result);
    return result.error();
}

} // namespace

TEST_CASE("case, spaces and a final line break of a typed mnemonic do not matter") {
    const auto plain = Mnemonic::parse(secretText(ABOUT));
    REQUIRE(plain);
    CHECK(plain->wordCount() == 12);
    CHECK(base::toBytes(plain->entropy()) == base::Bytes(16));
    const auto typed = Mnemonic::parse(secretText("  Abandon" + ABOUT.substr(7, 80) + "  \t ABOUT\r\n"));
    REQUIRE(typed);
    CHECK(reveal(typed->words()) == ABOUT);
}

TEST_CASE("only 12, 15, 18, 21 and 24 words can be a mnemonic") {
    for (std::size_t count = 0; count <= 30; ++count) {
        const bool possible = count >= 12 && count <= 24 && count % 3 == 0;
        const auto result = Mnemonic::parse(secretText(times(count, "zoo")));
        CAPTURE(count);
        REQUIRE_FALSE(result);
        CHECK(result.error() == (possible ? Error::mnemonicChecksum : Error::mnemonicWordCount));
    }
}

TEST_CASE("an unknown word is refused as such") {
    CHECK(errorOf(times(11, "abandon") + " abou") == Error::mnemonicUnknownWord);
    CHECK(errorOf(times(11, "abandon") + " aboutabout") == Error::mnemonicUnknownWord);
    CHECK(errorOf(times(11, "abandon") + " ab\xc3\xb6ut") == Error::mnemonicUnknownWord);
}

TEST_CASE("exactly one in sixteen last words satisfies the checksum of twelve") {
    int valid = 0;
    for (const std::string_view last : BIP39_ENGLISH)
        valid += Mnemonic::parse(secretText(times(11, "legal") + " " + std::string(last))) ? 1 : 0;
    CHECK(valid == 128);
}

TEST_CASE("two words exchanged break the checksum") {
    CHECK(errorOf("winner legal thank year wave sausage worth useful legal winner thank yellow") ==
          Error::mnemonicChecksum);
}

TEST_CASE("a generated mnemonic draws its entropy from the random source and parses back") {
    test::CountingRandom random;
    const Mnemonic first = Mnemonic::generate(MnemonicSize::words24, random);
    CHECK(random.bytesDrawn() == 32);
    const Mnemonic second = Mnemonic::generate(MnemonicSize::words12, random);
    CHECK(first.wordCount() == 24);
    CHECK(second.wordCount() == 12);
    const auto parsed = Mnemonic::parse(first.words());
    REQUIRE(parsed);
    CHECK(base::toBytes(parsed->entropy()) == base::toBytes(first.entropy()));
    CHECK(reveal(first.words()).substr(0, 20) != reveal(second.words()).substr(0, 20));
}

TEST_CASE("a passphrase changes the seed, and one beyond ASCII is refused plainly") {
    const auto mnemonic = Mnemonic::parse(secretText(ABOUT)).value();
    const auto without = mnemonic.seed(secret::SecretText());
    const auto with = mnemonic.seed(secretText("TREZOR"));
    REQUIRE(without);
    REQUIRE(with);
    CHECK(base::toHex(without->span())
              .starts_with("5eb00bbddcf069084889a8ab9155568165f5c453ccb85e70811aaed6f6da5fc1"));
    CHECK(base::toHex(with->span())
              .starts_with("c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e5349553"));
    CHECK(mnemonic.seed(secretText("p\xc3\xa4ssword")).error() == Error::passphraseNotAscii);
    CHECK(mnemonic.seed(secretText(std::string(256, 'x'))));
    CHECK(mnemonic.seed(secretText(std::string(257, 'x'))).error() == Error::passphraseTooLong);
}
