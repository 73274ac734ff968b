// BIP84 and BIP86: from a mnemonic to keys, with private keys where the vectors give them.
#include "keys/mnemonic_import.h"

#include "keys/mnemonic.h"

#include "base/text_encoding.h"
#include "bitcoin/base58check.h"
#include "fakes/counting_random.h"
#include "support/secret_text.h"
#include "support/vectors.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <string>

using namespace strongroom;
using namespace strongroom::keys;
using nlohmann::json;

namespace {

/// "Account 0, … = m/84'/0'/0'/0/0" → the path.
bitcoin::DerivationPath pathOf(const std::string& context) {
    return bitcoin::DerivationPath::parse(context.substr(context.find("m/"))).value();
}

/// The private key inside a WIF text (0x80 ‖ key ‖ 0x01).
base::Bytes keyOfWif(const std::string& wif) {
    const base::Bytes bytes = bitcoin::decodeBase58Check(wif).value();
    REQUIRE(bytes.size() == 34);
    return base::Bytes(bytes.begin() + 1, bytes.end() - 1);
}

/// SLIP132's zprv/zpub with the version of an xprv/xpub.
std::string withoutSlip132(const std::string& text, std::uint32_t version) {
    base::Bytes bytes = bitcoin::decodeBase58Check(text).value();
    for (std::size_t i = 0; i < 4; ++i)
        bytes[i] = static_cast<std::uint8_t>(version >> (24 - 8 * i));
    return bitcoin::encodeBase58Check(bytes);
}

constexpr std::uint32_t XPRV = 0x0488ade4;
constexpr std::uint32_t XPUB = 0x0488b21e;

struct Fixture {
    test::CountingRandom random;
    crypto::SecretKeyContext context{random};

    ExtendedPrivateKey master(const json& root) const {
        return importKey(test::secretText(root["mnemonic"].get<std::string>()), secret::SecretText(),
                         bitcoin::Network::main, context)
            .value();
    }
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "BIP84: account and leaf keys of the mnemonic") {
    const auto text = test::readVectors("bips/bip84.json");
    if (!text)
        return;
    const json document = json::parse(*text);
    const json& cases = document["cases"];
    const ExtendedPrivateKey root = master(cases[0]);
    CHECK(test::reveal(root.text()) == withoutSlip132(cases[0]["rootpriv"].get<std::string>(), XPRV));
    const auto account = root.derive(pathOf(cases[1]["context"].get<std::string>()).steps(), context).value();
    CHECK(test::reveal(account.text()) == withoutSlip132(cases[1]["xpriv"].get<std::string>(), XPRV));
    CHECK(account.neuter().text() == withoutSlip132(cases[1]["xpub"].get<std::string>(), XPUB));
    REQUIRE(cases.size() == 5);
    for (std::size_t i = 2; i < cases.size(); ++i) {
        const auto leaf =
            root.derive(pathOf(cases[i]["context"].get<std::string>()).steps(), context).value();
        CHECK(base::toBytes(leaf.key().span()) == keyOfWif(cases[i]["privkey"].get<std::string>()));
        CHECK(base::toHex(leaf.publicKey().span()) == cases[i]["pubkey"].get<std::string>());
    }
}

TEST_CASE_FIXTURE(Fixture, "BIP86: account, leaf, internal and output keys of the mnemonic") {
    const auto text = test::readVectors("bips/bip86.json");
    if (!text)
        return;
    const json document = json::parse(*text);
    const json& cases = document["cases"];
    const ExtendedPrivateKey root = master(cases[0]);
    CHECK(test::reveal(root.text()) == cases[0]["rootpriv"].get<std::string>());
    REQUIRE(cases.size() == 5);
    for (std::size_t i = 1; i < cases.size(); ++i) {
        const json& row = cases[i];
        const auto key = root.derive(pathOf(row["context"].get<std::string>()).steps(), context).value();
        CHECK(test::reveal(key.text()) == row["xprv"].get<std::string>());
        CHECK(key.neuter().text() == row["xpub"].get<std::string>());
        if (i == 1)
            continue;
        const crypto::XOnlyPublicKey internal = key.publicKey().xOnly();
        CHECK(base::toHex(internal.span()) == row["internal_key"].get<std::string>());
        const auto output = crypto::tweakAdd(internal, crypto::tapTweak(internal, {}));
        REQUIRE(output);
        CHECK(base::toHex(output->key.span()) == row["output_key"].get<std::string>());
    }
}
