#include "keys/bip39_words.h"
#include "keys/extended_private_key.h"
#include "keys/mnemonic.h"

#include "fakes/counting_random.h"
#include "support/hex.h"
#include "support/secret_text.h"
#include "support/vectors.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <string>

using namespace strongroom;
using namespace strongroom::keys;
using nlohmann::json;

TEST_CASE("BIP39: entropy, words, seed and master key are those of the vectors") {
    const auto text = test::readVectors("bips/bip39_vectors.json");
    if (!text)
        return;
    test::CountingRandom random;
    const crypto::SecretKeyContext context(random);
    int count = 0;
    const json document = json::parse(*text);
    for (const json& row : document["cases"]) {
        const base::Bytes entropy = test::hex(row[0].get<std::string>());
        const auto words = row[1].get<std::string>();
        CAPTURE(words);
        CHECK(test::reveal(Mnemonic::fromEntropy(entropy).words()) == words);
        const auto mnemonic = Mnemonic::parse(test::secretText(words));
        REQUIRE(mnemonic);
        CHECK(base::toBytes(mnemonic->entropy()) == entropy);
        const auto seed = mnemonic->seed(test::secretText("TREZOR"));
        REQUIRE(seed);
        CHECK(base::toHex(seed->span()) == row[2].get<std::string>());
        const auto master = ExtendedPrivateKey::fromSeed(seed->span(), bitcoin::KeyNetwork::main, context);
        CHECK(test::reveal(master->text()) == row[3].get<std::string>());
        ++count;
    }
    CHECK(count == 24);
}

TEST_CASE("BIP39: the word list is the standard's") {
    const auto text = test::readVectors("bips/bip39_english.txt");
    if (!text)
        return;
    std::string ours;
    for (const std::string_view word : BIP39_ENGLISH)
        ours += std::string(word) + "\n";
    CHECK(ours == *text);
}
