#include "bitcoin/bip32.h"

#include "bitcoin/base58check.h"
#include "support/hex.h"
#include "support/json_vectors.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

using namespace strongroom;
using namespace strongroom::bitcoin;
using nlohmann::json;

namespace {

const std::map<std::string, Error> REASONS{
    {"pubkey version / prvkey mismatch", Error::extendedKeyPoint},
    {"invalid pubkey prefix 04", Error::extendedKeyPoint},
    {"invalid pubkey prefix 01", Error::extendedKeyPoint},
    {"invalid pubkey 020000000000000000000000000000000000000000000000000000000000000007",
     Error::extendedKeyPoint},
    {"zero depth with non-zero parent fingerprint", Error::extendedKeyRootFields},
    {"zero depth with non-zero index", Error::extendedKeyRootFields},
    {"unknown extended key version", Error::extendedKeyVersion},
    {"invalid checksum", Error::extendedKeyChecksum},
};

/// Private keys are refused by their version, before anything in them is looked at.
Error expectedFault(const json& item) {
    const std::string key = item.at("key");
    const std::string reason = item.at("reason");
    if (key.starts_with("xprv") && reason != "invalid checksum")
        return Error::extendedKeyPrivate;
    return REASONS.at(reason);
}

/// The extended public key of each path of each vector.
std::map<std::pair<int, std::string>, std::string> derivedKeys(const json& cases) {
    std::map<std::pair<int, std::string>, std::string> keys;
    for (const json& item : cases) {
        if (item.at("kind") == "derive")
            keys[{item.at("vector"), item.at("path")}] = item.at("xpub");
    }
    return keys;
}

} // namespace

TEST_CASE("BIP32's extended public keys read, write and derive their unhardened children") {
    const auto vectors = test::readJsonVectors("bips/bip32.json");
    if (!vectors)
        return;
    std::size_t children = 0;
    const auto keys = derivedKeys(vectors->at("cases"));
    CHECK(keys.size() == 17);
    for (const auto& [name, xpub] : keys) {
        const auto key = ExtendedPubKey::parse(xpub);
        REQUIRE(key);
        CHECK(key->text() == xpub);
        const auto path = DerivationPath::parse(name.second);
        REQUIRE(path);
        CHECK(key->depth() == path->size());
        if (path->empty())
            continue;
        CHECK(key->childNumber() == path->steps().back());
        const auto parent =
            ExtendedPubKey::parse(keys.at({name.first, name.second.substr(0, name.second.rfind('/'))}));
        REQUIRE(parent);
        CHECK(key->parentFingerprint() == parent->fingerprint());
        const auto derived = parent->derive(path->steps().back());
        if (path->steps().back() >= HARDENED) {
            CHECK(derived.error() == Error::hardenedDerivation);
        } else {
            CHECK(derived->text() == xpub);
            ++children;
        }
    }
    CHECK(children == 6);
}

TEST_CASE("BIP32's extended private keys and invalid keys are refused, each for its reason") {
    const auto vectors = test::readJsonVectors("bips/bip32.json");
    if (!vectors)
        return;
    std::size_t refused = 0;
    for (const json& item : vectors->at("cases")) {
        const bool derived = item.at("kind") == "derive";
        const auto key = ExtendedPubKey::parse(item.at(derived ? "xprv" : "key").get<std::string>());
        REQUIRE_FALSE(key);
        CHECK(key.error() == (derived ? Error::extendedKeyPrivate : expectedFault(item)));
        ++refused;
    }
    CHECK(refused == 33);
}

TEST_CASE("SLIP-132 keys are refused, and the same keys as xpub are read") {
    const auto vectors = test::readJsonVectors("slip/slip132.json");
    if (!vectors)
        return;
    std::size_t versions = 0;
    const auto sample = decodeBase58Check(vectors->at("cases").at(0).at("pub").get<std::string>());
    REQUIRE(sample);
    for (const json& item : vectors->at("cases")) {
        const auto key = ExtendedPubKey::parse(item.at("pub").get<std::string>());
        CHECK(key.has_value() == item.at("pub").get<std::string>().starts_with("xpub"));
        if (!key)
            CHECK(key.error() == Error::extendedKeySlip132);
        CHECK(ExtendedPubKey::parse(item.at("prv").get<std::string>()).error() == Error::extendedKeyPrivate);
    }
    for (const json& item : vectors->at("version_bytes")) {
        if (!item.at("network").get<std::string>().starts_with("Bitcoin"))
            continue;
        const std::string prefix = item.at("pub_prefix");
        base::Bytes bytes = *sample;
        const auto version = test::hex(item.at("pub").get<std::string>().substr(2));
        std::copy(version.begin(), version.end(), bytes.begin());
        const auto key = ExtendedPubKey::fromBytes(bytes);
        if (prefix == "xpub" || prefix == "tpub")
            CHECK(key);
        else
            CHECK_MESSAGE(key.error() == Error::extendedKeySlip132, prefix);
        ++versions;
    }
    CHECK(versions == 10);
}
