#include "keys/mnemonic_import.h"

#include "fakes/counting_random.h"
#include "support/secret_text.h"

#include <doctest/doctest.h>
#include <string>

using namespace strongroom;
using namespace strongroom::keys;
using bitcoin::DerivationPath;
using bitcoin::Network;
using test::reveal;
using test::secretText;

namespace {

const std::string ABOUT =
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
/// m/84h/0h/0h of these words; BIP84 prints it with the prefix zpub.
const std::string BIP84_ACCOUNT =
    "xpub6CatWdiZiodmUeTDp8LT5or8nmbKNcuyvz7WyksVFkKB4RHwCD3XyuvPEbvqAQY3rAPshWcMLoP2fMFMKHPJ4"
    "ZeZXYVUhLv1VMrjPC7PW6V";

} // namespace

TEST_CASE("a verdict counts the words and names the problem") {
    auto verdict = checkMnemonic(secretText(ABOUT));
    CHECK(verdict.words == 12);
    CHECK_FALSE(verdict.problem);
    verdict = checkMnemonic(secretText(ABOUT + " about"));
    CHECK(verdict.words == 13);
    CHECK(verdict.problem == Error::mnemonicWordCount);
    verdict = checkMnemonic(secretText(ABOUT.substr(8) + " abandon"));
    CHECK(verdict.words == 12);
    CHECK(verdict.problem == Error::mnemonicChecksum);
    verdict = checkMnemonic(secret::SecretText());
    CHECK(verdict.words == 0);
    CHECK(verdict.problem == Error::mnemonicWordCount);
}

TEST_CASE("an account key comes with the origin that descriptors want") {
    test::CountingRandom random;
    const auto path = DerivationPath::parse("m/84h/0h/0h").value();
    const auto account = mnemonicToXpub(secretText(ABOUT), secret::SecretText(), path, Network::main, random);
    REQUIRE(account);
    CHECK(account->xpub.text() == BIP84_ACCOUNT);
    CHECK(bitcoin::toText(account->origin.fingerprint) == "73c5da0a");
    CHECK(account->origin.path == path);
    const auto onTest =
        mnemonicToXpub(secretText(ABOUT), secret::SecretText(), path, Network::regtest, random);
    CHECK(onTest->xpub.text().starts_with("tpub"));
    const auto other = mnemonicToXpub(secretText(ABOUT), secretText("x"), path, Network::main, random);
    CHECK(other->xpub.text() != BIP84_ACCOUNT);
}

TEST_CASE("words that are no mnemonic give no account key") {
    test::CountingRandom random;
    CHECK(mnemonicToXpub(secretText("zoo zoo"), secret::SecretText(), DerivationPath(), Network::main, random)
              .error() == Error::mnemonicWordCount);
}

TEST_CASE("a typed key is a mnemonic or an extended private key of the right network") {
    test::CountingRandom random;
    const crypto::SecretKeyContext context(random);
    const auto master = importKey(secretText(ABOUT + "\n"), secret::SecretText(), Network::regtest, context);
    REQUIRE(master);
    const auto again = importKey(master->text(), secret::SecretText(), Network::signet, context);
    REQUIRE(again);
    CHECK(reveal(again->text()) == reveal(master->text()));
    CHECK(importKey(master->text(), secret::SecretText(), Network::main, context).error() ==
          Error::wrongNetwork);
    CHECK(importKey(secretText(BIP84_ACCOUNT), secret::SecretText(), Network::main, context).error() ==
          Error::extendedKeyPublic);
    CHECK(importKey(secretText("nonsense"), secret::SecretText(), Network::main, context).error() ==
          Error::extendedKeyEncoding);
}
