// BIP32's vectors, the private side; the public side of the same file is judged in vectors_bitcoin.
#include "keys/extended_private_key.h"

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

TEST_CASE("BIP32: every key is derived as written, and every invalid one refused") {
    const auto text = test::readVectors("bips/bip32.json");
    if (!text)
        return;
    test::CountingRandom random;
    const crypto::SecretKeyContext context(random);
    int derived = 0;
    int refused = 0;
    const json document = json::parse(*text);
    for (const json& row : document["cases"]) {
        if (row["kind"] == "invalid") {
            CAPTURE(row["reason"].get<std::string>());
            CHECK_FALSE(ExtendedPrivateKey::parse(test::secretText(row["key"].get<std::string>()), context));
            ++refused;
            continue;
        }
        const auto path = bitcoin::DerivationPath::parse(row["path"].get<std::string>()).value();
        CAPTURE(path.text());
        const auto master = ExtendedPrivateKey::fromSeed(test::hex(row["seed"].get<std::string>()),
                                                         bitcoin::KeyNetwork::main, context)
                                .value();
        const auto key = master.derive(path.steps(), context).value();
        CHECK(test::reveal(key.text()) == row["xprv"].get<std::string>());
        CHECK(key.neuter().text() == row["xpub"].get<std::string>());
        const auto parsed =
            ExtendedPrivateKey::parse(test::secretText(row["xprv"].get<std::string>()), context);
        REQUIRE(parsed);
        CHECK(parsed->neuter().text() == row["xpub"].get<std::string>());
        ++derived;
    }
    CHECK(derived == 17);
    CHECK(refused == 16);
}
