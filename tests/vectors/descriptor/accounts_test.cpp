// BIP84 and BIP86: from the account's public key to the addresses.
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
