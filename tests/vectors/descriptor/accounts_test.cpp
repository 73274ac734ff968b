// BIP49, BIP84 and BIP86: from the account's public key to the addresses. BIP48's paths, BIP67's order.
#include "bitcoin/address.h"
#include "bitcoin/base58check.h"
#include "descriptor/descriptor.h"
#include "support/hex.h"
#include "support/json_vectors.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>

using namespace strongroom;
using namespace strongroom::descriptor;
using bitcoin::Network;
using nlohmann::json;

namespace {

/// The three addresses that both BIPs show: receiving 0 and 1, change 0.
struct Place {
    std::size_t branch;
    std::uint32_t index;
};
constexpr std::array PLACES{Place{0, 0}, Place{0, 1}, Place{1, 0}};

std::string string(const json& item, const char* key) {
    return item.at(key).get<std::string>();
}

std::string asXpub(const std::string& slip132) {
    base::Bytes bytes = bitcoin::decodeBase58Check(slip132).value();
    const base::Bytes version = test::hex("0488b21e");
    std::copy(version.begin(), version.end(), bytes.begin());
    return bitcoin::encodeBase58Check(bytes);
}

} // namespace

TEST_CASE("BIP49's account gives its key, scripts and address, and its upub is refused as it stands") {
    const auto vectors = test::readJsonVectors("bips/bip49.json");
    if (!vectors)
        return;
    const json& cases = vectors->at("cases");
    const std::string upub = string(cases.at(1), "account0Xpub");
    base::Bytes bytes = bitcoin::decodeBase58Check(upub).value();
    const base::Bytes version = test::hex("043587cf");
    std::copy(version.begin(), version.end(), bytes.begin());
    const std::string tpub = bitcoin::encodeBase58Check(bytes);
    CHECK(Descriptor::parse("sh(wpkh(" + upub + "/0/*))", Network::test).error() == Error::keySlip132);
    const auto descriptor =
        Descriptor::parse("sh(wpkh([73c5da0a/49h/1h/0h]" + tpub + "/<0;1>/*))", Network::test);
    REQUIRE(descriptor);
    const auto script = descriptor->derive(0, 0);
    REQUIRE(script);
    CHECK("0x" + base::toHex(script->keys[0].key.span()) == string(cases.at(2), "account0recvPublicKeyHex"));
    CHECK("0x" + base::toHex(script->redeemScript) == string(cases.at(3), "scriptSig"));
    CHECK(bitcoin::encodeAddress(script->scriptPubKey, Network::test) == string(cases.at(4), "address"));
}

TEST_CASE("BIP48's paths are those that the derived keys name") {
    const auto vectors = test::readJsonVectors("bips/bip48_paths.json");
    if (!vectors)
        return;
    std::size_t checked = 0;
    for (const json& item : vectors->at("cases")) {
        std::string path = string(item, "path");
        std::erase(path, ' ');
        const auto expected = bitcoin::DerivationPath::parse(path).value();
        REQUIRE(expected.size() == 6);
        const std::vector<std::uint32_t>& steps = expected.steps();
        const bool main = string(item, "network") == "mainnet";
        const Network network = main ? Network::main : Network::test;
        CHECK(steps[1] == (bitcoin::coinType(network) | bitcoin::HARDENED));
        // Any extended key serves: BIP48 shows paths alone.
        const bitcoin::DerivationPath origin({steps.begin(), steps.begin() + 4});
        const auto key = bitcoin::ExtendedPubKey::fromFields(
            {bitcoin::keyNetwork(network),
             4,
             {},
             steps[3],
             {},
             crypto::PublicKey::parse(
                 test::hex("03a34b99f22c790c4e36b2b3c2c35a36db06226e41c692fc82b8b56ac1c540c5bd"))
                 .value()});
        const bool nested = string(item, "script") == "p2sh-p2wsh";
        const std::string inner =
            "wsh(sortedmulti(1,[00000001/" + origin.relativeText() + "]" + key->text() + "/<0;1>/*))";
        const auto descriptor = Descriptor::parse(nested ? "sh(" + inner + ")" : inner, network);
        REQUIRE(descriptor);
        CHECK(checkCoinTypes(*descriptor));
        CHECK(descriptor->derive(steps[4], steps[5])->keys[0].path == expected);
        ++checked;
    }
    CHECK(checked == 15);
}

TEST_CASE("BIP84's account gives its addresses, and its zpub is refused as it stands") {
    const auto vectors = test::readJsonVectors("bips/bip84.json");
    if (!vectors)
        return;
    const json& cases = vectors->at("cases");
    const std::string zpub = string(cases.at(1), "xpub");
    const auto text = [](const std::string& key) { return "wpkh([73c5da0a/84h/0h/0h]" + key + "/<0;1>/*)"; };
    CHECK(Descriptor::parse(text(zpub), Network::main).error() == Error::keySlip132);
    const auto descriptor = Descriptor::parse(text(asXpub(zpub)), Network::main);
    REQUIRE(descriptor);
    for (std::size_t i = 0; i < PLACES.size(); ++i) {
        const json& expected = cases.at(2 + i);
        const auto script = descriptor->derive(PLACES[i].branch, PLACES[i].index);
        REQUIRE(script);
        CHECK(base::toHex(script->keys[0].key.span()) == string(expected, "pubkey"));
        CHECK(bitcoin::encodeAddress(script->scriptPubKey, Network::main) == string(expected, "address"));
        CHECK(Descriptor::parse("wpkh(" + string(expected, "privkey") + ")", Network::main).error() ==
              Error::keyPrivate);
    }
}

TEST_CASE("BIP86's account gives its keys and addresses") {
    const auto vectors = test::readJsonVectors("bips/bip86.json");
    if (!vectors)
        return;
    const json& cases = vectors->at("cases");
    const auto descriptor = Descriptor::parse(
        "tr([73c5da0a/86h/0h/0h]" + string(cases.at(1), "xpub") + "/<0;1>/*)", Network::main);
    REQUIRE(descriptor);
    for (std::size_t i = 0; i < PLACES.size(); ++i) {
        const json& expected = cases.at(2 + i);
        const auto script = descriptor->derive(PLACES[i].branch, PLACES[i].index);
        REQUIRE(script);
        CHECK(base::toHex(script->internalKey->span()) == string(expected, "internal_key"));
        CHECK(base::toHex(script->outputKey->span()) == string(expected, "output_key"));
        CHECK(base::toHex(script->scriptPubKey) == string(expected, "scriptPubKey"));
        CHECK(bitcoin::encodeAddress(script->scriptPubKey, Network::main) == string(expected, "address"));
        CHECK(Descriptor::parse("tr(" + string(expected, "xprv") + ")", Network::main).error() ==
              Error::keyPrivate);
    }
}

TEST_CASE("BIP67's keys make its scripts through sortedmulti") {
    const auto vectors = test::readJsonVectors("bips/bip67.json");
    if (!vectors)
        return;
    std::size_t accepted = 0;
    std::size_t refused = 0;
    for (const json& item : vectors->at("cases")) {
        std::string keys;
        for (const json& key : item.at("list"))
            keys += "," + key.get<std::string>();
        const auto sorted = Descriptor::parse("wsh(sortedmulti(2" + keys + "))", Network::main);
        if (!sorted) {
            // One example uses keys beside their negations (02… and 03…): one owner counted twice.
            CHECK(sorted.error() == Error::duplicateKey);
            ++refused;
            continue;
        }
        CHECK(base::toHex(sorted->derive(0, 0)->witnessScript) == string(item, "script"));
        const auto unsorted = Descriptor::parse("wsh(multi(2" + keys + "))", Network::main);
        CHECK((unsorted->derive(0, 0)->scriptPubKey == sorted->derive(0, 0)->scriptPubKey) ==
              (item.at("list") == item.at("sorted")));
        ++accepted;
    }
    CHECK(accepted == 3);
    CHECK(refused == 1);
}

TEST_CASE("Bitcoin Core's sorted multisigs have its scripts and addresses in every wrapping") {
    const auto vectors = test::readJsonVectors("core/rpc_bip67.json");
    if (!vectors)
        return;
    std::size_t accepted = 0;
    std::size_t refused = 0;
    for (const json& item : *vectors) {
        std::string keys;
        for (const json& key : item.at("keys"))
            keys += "," + key.get<std::string>();
        const auto nested = Descriptor::parse("sh(sortedmulti(2" + keys + "))", Network::test);
        if (!nested) {
            CHECK(nested.error() == Error::duplicateKey); // keys beside their negations
            ++refused;
            continue;
        }
        const auto script = nested->derive(0, 0).value();
        CHECK(base::toHex(script.redeemScript) == string(item, "script"));
        CHECK(bitcoin::encodeAddress(script.scriptPubKey, Network::test) == string(item, "address"));
        ++accepted;
    }
    CHECK(accepted == 3);
    CHECK(refused == 1);
}
