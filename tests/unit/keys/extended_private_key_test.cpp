#include "keys/extended_private_key.h"

#include "fakes/counting_random.h"
#include "support/hex.h"
#include "support/secret_text.h"

#include <doctest/doctest.h>
#include <string>

using namespace strongroom;
using namespace strongroom::keys;
using bitcoin::HARDENED;
using test::reveal;
using test::secretText;

namespace {

constexpr auto SEED = "000102030405060708090a0b0c0d0e0f";
const std::string MASTER =
    "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMR"
    "NNU3TGtRBeJgk33yuGBxrMPHi";

struct Fixture {
    test::CountingRandom random;
    crypto::SecretKeyContext context{random};
    ExtendedPrivateKey master =
        ExtendedPrivateKey::fromSeed(test::hex(SEED), bitcoin::KeyNetwork::main, context).value();

    Error errorOf(const std::string& text) const {
        const auto result = ExtendedPrivateKey::parse(secretText(text), context);
        REQUIRE_FALSE(result);
        return result.error();
    }
    /// The master key's bytes with one byte changed.
    base::Result<ExtendedPrivateKey, Error> changed(std::size_t at, std::uint8_t value) const {
        base::Bytes bytes = base::toBytes(master.bytes().span());
        bytes[at] = value;
        return ExtendedPrivateKey::fromBytes(bytes, context);
    }
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "a master key is written and read as BIP32 has it") {
    CHECK(reveal(master.text()) == MASTER);
    const auto parsed = ExtendedPrivateKey::parse(secretText(MASTER + "\n"), context);
    REQUIRE(parsed);
    CHECK(parsed->neuter() == master.neuter());
    CHECK(reveal(parsed->text()) == MASTER);
}

TEST_CASE_FIXTURE(Fixture, "children that are not hardened are those of the public key") {
    const auto account = master.derive({48 + HARDENED, HARDENED}, context).value();
    for (const std::uint32_t index : {0U, 1U, 77U, 0x7fffffffU}) {
        const auto child = account.derive(index, context).value();
        CHECK(child.neuter() == account.neuter().derive(index).value());
        CHECK(context.publicKey(child.key()).value() == child.publicKey());
    }
}

TEST_CASE_FIXTURE(Fixture, "a hardened child cannot be found from the public key and knows its parent") {
    const auto child = master.derive(HARDENED, context).value();
    CHECK_FALSE(master.neuter().derive(HARDENED));
    CHECK(child.neuter().parentFingerprint() == master.fingerprint());
    CHECK(child.neuter().childNumber() == HARDENED);
    CHECK(child.depth() == 1);
}

TEST_CASE_FIXTURE(Fixture, "steps one by one lead to the same key as a path") {
    const auto byPath = master.derive({1, 2 + HARDENED, 3}, context).value();
    const auto byStep =
        master.derive(1, context).value().derive(2 + HARDENED, context).value().derive(3, context).value();
    CHECK(reveal(byPath.text()) == reveal(byStep.text()));
    CHECK(reveal(master.derive(std::vector<std::uint32_t>(), context).value().text()) == MASTER);
}

TEST_CASE_FIXTURE(Fixture, "seeds shorter than 16 or longer than 64 bytes are refused") {
    const auto make = [&](std::size_t size) {
        return ExtendedPrivateKey::fromSeed(base::Bytes(size, 1), bitcoin::KeyNetwork::test, context);
    };
    CHECK(make(15).error() == Error::seedLength);
    CHECK(make(16));
    CHECK(make(64));
    CHECK(make(65).error() == Error::seedLength);
}

TEST_CASE_FIXTURE(Fixture, "a key cannot be deeper than 255 steps") {
    const auto deep = changed(4, 255);
    REQUIRE(deep);
    CHECK(deep->derive(0, context).error() == Error::depthExceeded);
    CHECK(changed(4, 254)->derive(0, context));
}

TEST_CASE_FIXTURE(Fixture, "a root with a parent or a child number is refused") {
    CHECK(changed(5, 1).error() == Error::extendedKeyRootFields);
    CHECK(changed(12, 1).error() == Error::extendedKeyRootFields);
}

TEST_CASE_FIXTURE(Fixture, "what is no private key inside is refused") {
    CHECK(changed(45, 2).error() == Error::extendedKeyInvalid);
    base::Bytes bytes = base::toBytes(master.bytes().span());
    std::fill(bytes.begin() + 46, bytes.end(), 0xff);
    CHECK(ExtendedPrivateKey::fromBytes(bytes, context).error() == Error::extendedKeyInvalid);
    std::fill(bytes.begin() + 46, bytes.end(), 0);
    CHECK(ExtendedPrivateKey::fromBytes(bytes, context).error() == Error::extendedKeyInvalid);
    bytes.pop_back();
    CHECK(ExtendedPrivateKey::fromBytes(bytes, context).error() == Error::extendedKeyEncoding);
}

TEST_CASE_FIXTURE(Fixture, "public keys and other prefixes are refused with codes of their own") {
    CHECK(errorOf(master.neuter().text()) == Error::extendedKeyPublic);
    CHECK(changed(3, 0).error() == Error::extendedKeyVersion);
    // SLIP132's zprv of the BIP84 vectors
    CHECK(
        errorOf(
            "zprvAWgYBBk7JR8Gjrh4UJQ2uJdG1r3WNRRfURiABBE3RvMXYSrRJL62XuezvGdPvG6GFBZduosCc1YP5wixPox7zhZLfiU"
            "m8aunE96BBa4Kei5") == Error::extendedKeyVersion);
    std::string altered = MASTER;
    altered.back() = 'j';
    CHECK(errorOf(altered) == Error::extendedKeyChecksum);
}

TEST_CASE_FIXTURE(Fixture, "keys of the test networks begin with tprv") {
    const auto key =
        ExtendedPrivateKey::fromSeed(test::hex(SEED), bitcoin::KeyNetwork::test, context).value();
    CHECK(reveal(key.text()).starts_with("tprv"));
    CHECK(key.neuter().text().starts_with("tpub"));
    CHECK(ExtendedPrivateKey::parse(key.text(), context)->network() == bitcoin::KeyNetwork::test);
}
