#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "support/hex.h"
#include "support/json_vectors.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

using namespace strongroom;
using namespace strongroom::bitcoin;
using nlohmann::json;

namespace {

Network networkOfPrefix(const std::string& address) {
    return address[0] == 't' || address[0] == 'T' ? Network::test : Network::main;
}

/// The BIPs give their reasons in words; each belongs to one of our codes.
const std::map<std::string, Error> REASONS{
    {"Invalid human-readable part", Error::addressUnknownPrefix},
    {"Invalid checksum", Error::addressChecksum},
    {"Invalid checksum (Bech32 instead of Bech32m)", Error::addressEncoding},
    {"Invalid checksum (Bech32m instead of Bech32)", Error::addressEncoding},
    {"Invalid character in checksum", Error::addressCharacter},
    {"Invalid witness version", Error::addressWitnessVersion},
    {"Invalid program length", Error::addressLength},
    {"Invalid program length (1 byte)", Error::addressLength},
    {"Invalid program length (41 bytes)", Error::addressLength},
    {"Invalid program length for witness version 0 (per BIP141)", Error::addressLength},
    {"Mixed case", Error::addressMixedCase},
    {"zero padding of more than 4 bits", Error::addressPadding},
    {"Non-zero padding in 8-to-5 conversion", Error::addressPadding},
    {"Empty data section", Error::addressLength},
};

/// BIP350 took the Bech32 checksum from witness versions above 0, so BIP173's examples of those have become
/// invalid; among its invalid ones the wrong checksum is then the first fault.
bool isObsolete(const std::string& address) {
    const auto decoded = base::decodeBech32(address);
    return decoded && decoded->variant == base::Bech32Variant::bech32 && !decoded->values.empty() &&
           decoded->values[0] > 0 && decoded->values[0] <= 16;
}

void checkCase(const json& item) {
    const std::string kind = item.at("kind");
    if (kind == "valid_string" || kind == "invalid_string") {
        const Bytes bytes = test::hex(item.at("hex").get<std::string>());
        const std::string text(base::asText(bytes));
        CHECK_MESSAGE(base::decodeBech32(text).has_value() == (kind == "valid_string"), text);
        return;
    }
    const std::string address = item.at("address");
    const Network network = networkOfPrefix(address);
    const auto decoded = decodeAddress(address, network);
    if (isObsolete(address)) {
        REQUIRE_FALSE(decoded);
        CHECK_MESSAGE(decoded.error() == Error::addressEncoding, address);
        return;
    }
    if (kind == "invalid_address") {
        REQUIRE_FALSE(decoded);
        CHECK_MESSAGE(decoded.error() == REASONS.at(item.at("reason")), address);
        return;
    }
    REQUIRE_MESSAGE(decoded, address);
    CHECK(decoded->script == test::hex(item.at("scriptPubKey").get<std::string>()));
    const auto written = encodeAddress(decoded->script, network);
    REQUIRE(written);
    CHECK(decodeAddress(*written, network)->script == decoded->script);
}

std::size_t checkFile(const char* path) {
    const auto vectors = test::readJsonVectors(path);
    if (!vectors)
        return 0;
    for (const json& item : vectors->at("cases"))
        checkCase(item);
    return vectors->at("cases").size();
}

const std::map<std::string, Network> CHAINS{{"main", Network::main},
                                            {"testnet4", Network::test},
                                            {"signet", Network::signet},
                                            {"regtest", Network::regtest}};

std::string flippedCase(std::string text) {
    for (char& c : text)
        c = static_cast<char>(c >= 'a' && c <= 'z'   ? c - 'a' + 'A'
                              : c >= 'A' && c <= 'Z' ? c - 'A' + 'a'
                                                     : c);
    return text;
}

/// How many networks take a good address of one of them.
std::size_t checkAddress(const std::string& address, const Bytes& script, Network own) {
    std::size_t taking = 0;
    for (const Network network : ALL_NETWORKS) {
        const auto decoded = decodeAddress(address, network);
        if (decoded) {
            CHECK(decoded->script == script);
            CHECK((network == Network::main) == (own == Network::main));
            ++taking;
        } else {
            CHECK(network != own);
            CHECK(decoded.error() == Error::addressWrongNetwork);
        }
    }
    CHECK(encodeAddress(script, own) == address);
    return taking;
}

} // namespace

TEST_CASE("BIP173 strings and addresses are judged as the BIP says") {
    const std::size_t count = checkFile("bips/bip173.json");
    CHECK((count == 35 || test::vectorsWereMissing()));
}

TEST_CASE("BIP350 strings and addresses are judged as the BIP says") {
    const std::size_t count = checkFile("bips/bip350.json");
    CHECK((count == 44 || test::vectorsWereMissing()));
}

TEST_CASE("Bitcoin Core's addresses decode on their own network and its private keys on none") {
    const auto vectors = test::readJsonVectors("core/key_io_valid.json");
    if (!vectors)
        return;
    std::size_t addresses = 0;
    std::size_t privateKeys = 0;
    for (const json& item : *vectors) {
        const std::string key = item.at(0);
        const json& about = item.at(2);
        if (about.at("isPrivkey")) {
            ++privateKeys;
            for (const Network network : ALL_NETWORKS)
                CHECK(decodeAddress(key, network).error() == Error::addressIsPrivateKey);
            continue;
        }
        ++addresses;
        const Network own = CHAINS.at(about.at("chain"));
        const Bytes script = test::hex(item.at(1).get<std::string>());
        const std::size_t taking = checkAddress(key, script, own);
        CHECK((own == Network::main ? taking == 1 : taking >= 1));
        const auto flipped = decodeAddress(flippedCase(key), own);
        CHECK(flipped.has_value() == about.value("tryCaseFlip", false));
    }
    CHECK(addresses == 54);
    CHECK(privateKeys == 16);
}

TEST_CASE("Bitcoin Core's Base58 examples read and write") {
    const auto vectors = test::readJsonVectors("core/base58_encode_decode.json");
    if (!vectors)
        return;
    std::size_t longOnes = 0;
    for (const json& item : *vectors) {
        const Bytes bytes = test::hex(item.at(0).get<std::string>());
        const std::string base58 = item.at(1);
        CHECK(base::toBase58(bytes) == base58);
        if (base58.size() > base::MAX_BASE58_LENGTH) {
            CHECK_FALSE(base::fromBase58(base58)); // ours is bounded (ATTACKS A58)
            ++longOnes;
            continue;
        }
        CHECK(base::fromBase58(base58) == bytes);
        CHECK_FALSE(base::fromBase58(base58 + "0"));
        CHECK_FALSE(base::fromBase58("l" + base58));
    }
    CHECK(longOnes == 1);
}
