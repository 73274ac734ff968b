#include "bitcoin/slip132.h"

#include <doctest/doctest.h>
#include <string>

using namespace strongroom::bitcoin;

namespace {

// The account keys of SLIP-132's test vectors.
constexpr std::string_view XPUB =
    "xpub6BosfCnifzxcFwrSzQiqu2DBVTshkCXacvNsWGYJVVhhawA7d4R5WSWGFNbi8Aw6ZRc1brxMyWMzG3DSSSSo"
    "ekkudhUd9yLb6qx39T9nMdj";
constexpr std::string_view ZPUB =
    "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDK"
    "f31mGDtKsAYz2oz2AGutZYs";
constexpr std::string_view ZPRV =
    "zprvAdG4iTXWBoARxkkzNpNh8r6Qag3irQB8PzEMkAFeTRXxHpbF9z4QgEvBRmfvqWvGp42t42nvgGpNgYSJA9ie"
    "fm1yYNZKEm7z6qUWCroSQnE";

} // namespace

TEST_CASE("a prefix changes nothing about a key but its letters") {
    const auto parsed = parsePrefixedKey(ZPUB);
    REQUIRE(parsed);
    CHECK(parsed->prefix.letters == "zpub");
    CHECK(parsed->prefix.meaning == "p2wpkh");
    CHECK(withPrefix(parsed->key, *slip132Prefix("zpub")).value() == ZPUB);
    const std::string plain = withPrefix(parsed->key, *slip132Prefix("xpub")).value();
    CHECK(plain == parsed->key.text());
    CHECK(ExtendedPubKey::parse(plain).value() == parsed->key);
    for (const std::string_view letters : {"xpub", "ypub", "Ypub", "zpub", "Zpub"}) {
        const std::string text = withPrefix(parsed->key, *slip132Prefix(letters)).value();
        CHECK(text.starts_with(letters));
        CHECK(parsePrefixedKey(text)->key == parsed->key);
        CHECK(parsePrefixedKey(text)->prefix.letters == letters);
        CHECK((letters == "xpub" || ExtendedPubKey::parse(text).error() == Error::extendedKeySlip132));
    }
}

TEST_CASE("a key keeps its network, and stays public") {
    const auto key = ExtendedPubKey::parse(XPUB).value();
    for (const std::string_view letters : {"tpub", "upub", "Upub", "vpub", "Vpub"})
        CHECK(withPrefix(key, *slip132Prefix(letters)).error() == Error::extendedKeyNetwork);
    CHECK(parsePrefixedKey(ZPRV).error() == Error::extendedKeyPrivate);
    std::string mistyped(ZPUB);
    mistyped.back() = 't';
    CHECK(parsePrefixedKey(mistyped).error() == Error::extendedKeyChecksum);
    CHECK_FALSE(slip132Prefix("xprv"));
    CHECK_FALSE(slip132Prefix("ZPUB"));
}
