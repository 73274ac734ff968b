#include "bitcoin/bip32.h"

#include "bitcoin/base58check.h"
#include "support/hex.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::bitcoin;

namespace {

// BIP32 vector 1: m, and m/0h/1 with its parent m/0h.
const std::string ROOT =
    "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg"
    "7usUDFdp6W1EGMcet8";
const std::string PARENT =
    "xpub68Gmy5EdvgibQVfPdqkBBCHxA5htiqg55crXYuXoQRKfDBFA1WEjWgP6LHhwBZeNK1VTsfTFUHCdrfp1bgwQ9x"
    "v5ski8PX9rL2dZXvgGDnw";
const std::string CHILD =
    "xpub6ASuArnXKPbfEwhqN6e3mwBcDTgzisQN1wXN9BJcM47sSikHjJf3UFHKkNAWbWMiGj7Wf5uMash7SyYq527Hqck"
    "2AxYysAA7xmALppuCkwQ";

/// A serialised key with its version or other bytes replaced, and the checksum made good again.
std::string patched(const std::string& text, std::size_t at, const std::string& bytesHex) {
    base::Bytes bytes = *decodeBase58Check(text);
    const base::Bytes patch = test::hex(bytesHex);
    std::copy(patch.begin(), patch.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
    return encodeBase58Check(bytes);
}

Error keyFault(const std::string& text) {
    const auto key = ExtendedPubKey::parse(text);
    REQUIRE_FALSE(key);
    return key.error();
}

Error pathFault(const std::string& text) {
    const auto path = DerivationPath::parse(text);
    REQUIRE_FALSE(path);
    return path.error();
}

} // namespace

TEST_CASE("paths read in either spelling and are written in one") {
    CHECK(DerivationPath::parse("m")->empty());
    CHECK(DerivationPath::parse("m/48h/0'/0h/2'")->text() == "m/48h/0h/0h/2h");
    CHECK(DerivationPath::parse("0/1")->text() == "m/0/1");
    CHECK(DerivationPath::parse("m/2147483647h")->steps() == std::vector<std::uint32_t>{0xffffffff});
    CHECK(DerivationPath::parse("m/0")->relativeText() == "0");
    CHECK(DerivationPath().text() == "m");
    CHECK(DerivationPath::parse("m/1h/2")->hasHardenedStep());
    CHECK_FALSE(DerivationPath::parse("m/1/2")->hasHardenedStep());
    CHECK(DerivationPath::parse("m/1h")->then({2, 3}).text() == "m/1h/2/3");
}

TEST_CASE("what is not a path is refused") {
    for (const char* text :
         {"",     "/",       "m/",   "M/0",   "mm",           "m/m",           "m//0",
          "m/0/", "m/h",     "m/'",  "m/0H",  "m/0hh",        "m/-1",          "m/+1",
          "m/ 1", "m/1 ",    "m/01", "m/0x1", "m/2147483648", "m/4294967296h", "m/99999999999999999999",
          "m/*",  "m/<0;1>", "m/1a"})
        CHECK_MESSAGE(pathFault(text) == Error::pathSyntax, text);
}

TEST_CASE("a path of 255 steps is the longest") {
    std::string text = "m";
    for (int i = 0; i < 255; ++i)
        text += "/1";
    CHECK(DerivationPath::parse(text)->size() == 255);
    CHECK(pathFault(text + "/1") == Error::pathTooLong);
}

TEST_CASE("a fingerprint has eight hex digits") {
    CHECK(toText(*parseFingerprint("D34DB33F")) == "d34db33f");
    for (const char* text : {"", "d34db33", "d34db33f0", "g34db33f", "0xd34db3"})
        CHECK(parseFingerprint(text).error() == Error::fingerprintSyntax);
}

TEST_CASE("an extended public key writes back to its text") {
    for (const std::string& text : {ROOT, PARENT, CHILD}) {
        const auto key = ExtendedPubKey::parse(text);
        REQUIRE(key);
        CHECK(key->text() == text);
        CHECK(*ExtendedPubKey::fromBytes(key->bytes()) == *key);
        CHECK(key->network() == KeyNetwork::main);
    }
    CHECK(ExtendedPubKey::parse(ROOT)->depth() == 0);
    CHECK(toText(ExtendedPubKey::parse(ROOT)->fingerprint()) == "3442193e");
    CHECK(ExtendedPubKey::parse(patched(ROOT, 0, "043587cf"))->network() == KeyNetwork::test);
}

TEST_CASE("a child derives from its parent's public key") {
    const auto parent = ExtendedPubKey::parse(PARENT);
    CHECK(parent->derive(1)->text() == CHILD);
    CHECK(parent->derive(std::vector<std::uint32_t>{1})->text() == CHILD);
    CHECK(*parent->deriveKey(1) == ExtendedPubKey::parse(CHILD)->publicKey());
    CHECK(parent->derive(2)->text() != CHILD);
    CHECK(parent->derive(std::vector<std::uint32_t>{}).value() == *parent);
}

TEST_CASE("a hardened child and one below depth 255 cannot be derived") {
    const auto key = ExtendedPubKey::parse(PARENT);
    CHECK(key->derive(HARDENED).error() == Error::hardenedDerivation);
    CHECK(key->deriveKey(0xffffffff).error() == Error::hardenedDerivation);
    CHECK(key->derive(std::vector<std::uint32_t>{1, HARDENED}).error() == Error::hardenedDerivation);
    const auto deepest = ExtendedPubKey::parse(patched(PARENT, 4, "ff"));
    REQUIRE(deepest);
    CHECK(deepest->derive(0).error() == Error::depthExceeded);
    CHECK(deepest->deriveKey(0).error() == Error::depthExceeded);
}

TEST_CASE("the same key behind other metadata is the same key") {
    const auto key = ExtendedPubKey::parse(PARENT);
    const auto renamed = ExtendedPubKey::parse(patched(PARENT, 4, "05aabbccdd00000007"));
    REQUIRE(renamed);
    CHECK(renamed->text() != key->text());
    CHECK(key->sameKey(*renamed));
    CHECK_FALSE(key->sameKey(*ExtendedPubKey::parse(ROOT)));
    CHECK_FALSE(key->sameKey(*ExtendedPubKey::parse(patched(PARENT, 13, "ff")))); // another chain code
}

TEST_CASE("each SLIP-132 prefix is refused with its own code") {
    for (const char* version :
         {"049d7cb2", "0295b43f", "04b24746", "02aa7ed3", "044a5262", "024289ef", "045f1cf6", "02575483"})
        CHECK_MESSAGE(keyFault(patched(PARENT, 0, version)) == Error::extendedKeySlip132, version);
}

TEST_CASE("private extended keys are refused as such") {
    for (const char* version : {"0488ade4", "04358394", "049d7878", "04b2430c", "02aa7a99", "045f18bc"})
        CHECK_MESSAGE(keyFault(patched(PARENT, 0, version)) == Error::extendedKeyPrivate, version);
}

TEST_CASE("an invalid extended key is refused") {
    CHECK(keyFault("") == Error::extendedKeyChecksum);
    CHECK(keyFault(PARENT.substr(1)) == Error::extendedKeyChecksum);
    CHECK(keyFault(PARENT + "0") == Error::extendedKeyEncoding);
    CHECK(keyFault(std::string(10'000, 'z')) == Error::extendedKeyTooLong);
    CHECK(keyFault(patched(PARENT, 0, "0488b21f")) == Error::extendedKeyVersion);
    CHECK(keyFault(patched(PARENT, 45, "04")) == Error::extendedKeyPoint);
    CHECK(keyFault(patched(PARENT, 45, "00")) == Error::extendedKeyPoint);
    CHECK(keyFault(patched(PARENT, 4, "00")) == Error::extendedKeyRootFields);
    CHECK(keyFault(patched(ROOT, 5, "00000001")) == Error::extendedKeyRootFields);
    CHECK(keyFault(patched(ROOT, 9, "00000001")) == Error::extendedKeyRootFields);
    base::Bytes longer = *decodeBase58Check(PARENT);
    longer.push_back(0);
    CHECK(ExtendedPubKey::fromBytes(longer).error() == Error::extendedKeyLength);
    longer.resize(77);
    CHECK(ExtendedPubKey::fromBytes(longer).error() == Error::extendedKeyLength);
    CHECK(keyFault(encodeBase58Check(longer)) == Error::extendedKeyLength);
}
