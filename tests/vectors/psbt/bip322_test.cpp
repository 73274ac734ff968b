// BIP322's vectors. The generated ones are judged too where the folder has them.
#include "psbt/message_verify.h"

#include "base/system_ports.h"
#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "bitcoin/base58check.h"
#include "bitcoin/sighash.h"
#include "crypto/secret_key_context.h"
#include "support/json_vectors.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::psbt;
using bitcoin::SpendVerdict;
using nlohmann::json;

namespace {

constexpr auto BASIC = "bips/bip322_basic-test-vectors.json";
constexpr auto GENERATED = "bips/bip322_generated-test-vectors.json";

base::Bytes bytesOf(const json& text) {
    return base::toBytes(base::asBytes(text.get_ref<const std::string&>()));
}

base::Bytes scriptOf(const json& item) {
    return bitcoin::decodeAddress(item.at("address").get<std::string>(), bitcoin::Network::main)->script;
}

/// Of a text that cannot be judged: invalid.
SpendVerdict verdictOn(const json& item, const std::string& signature) {
    const auto verdict = verifyMessage(scriptOf(item), bytesOf(item.at("message")), signature);
    return verdict ? verdict->verdict : SpendVerdict::invalid;
}

void checkValid(const json& items, ProofFormat format) {
    for (const json& item : items)
        for (const json& signature : item.at("bip322_signatures")) {
            CAPTURE(item.dump());
            const auto verdict =
                verifyMessage(scriptOf(item), bytesOf(item.at("message")), signature.get<std::string>());
            REQUIRE(verdict);
            CAPTURE(verdict->reason.value_or(base::ErrorInfo{}).code);
            CHECK(verdict->verdict == SpendVerdict::valid);
            CHECK(verdict->format == format);
            CHECK(verdict->locks.lockTime == item.value("lock_time", 0U));
            CHECK(verdict->locks.sequence == item.value("sequence", 0U));
        }
}

void checkErrors(const json& items) {
    for (const json& item : items) {
        CAPTURE(item.dump());
        CHECK(verdictOn(item, item.at("signature").get<std::string>()) == SpendVerdict::invalid);
    }
}

/// The ECDSA proof that a vector's one key makes.
std::string signSimple(const json& item) {
    base::SystemRandom random;
    const crypto::SecretKeyContext context(random);
    const auto wif = bitcoin::decodeBase58Check(item.at("private_keys").at(0).get<std::string>());
    crypto::SecretKey key;
    std::copy_n(wif->begin() + 1, 32, key.mutableSpan().begin());
    const auto point = context.publicKey(key).value();
    const auto challenge = toSpend(bytesOf(item.at("message")), scriptOf(item));
    const bitcoin::Transaction proof = toSign(challenge);
    const bitcoin::SighashContext sighashes(proof, challenge.outputs);
    const auto code = bitcoin::p2wpkhScriptCode(crypto::hash160(point.span()));
    const auto digest = sighashes.segwitV0(0, code, bitcoin::SighashType::all).value();
    base::Bytes signature = context.ecdsaSign(key, digest).value();
    signature.push_back(0x01);
    return encodeSimple({signature, base::toBytes(point.span())});
}

} // namespace

TEST_CASE("BIP322's hashes of messages and of both virtual transactions") {
    const auto file = test::readJsonVectors(BASIC);
    if (!file)
        return;
    for (const json& item : file->at("tx_hashes")) {
        CAPTURE(item.dump());
        const base::Bytes message = bytesOf(item.at("message"));
        CHECK(base::toHex(messageHash(message).span()) == item.at("message_hash"));
        CHECK(checkMessage(message).has_value());
        const auto challenge = toSpend(message, scriptOf(item));
        CHECK(bitcoin::toText(challenge.txid()) == item.at("to_spend_tx_hash"));
        CHECK(bitcoin::toText(toSign(challenge).txid()) == item.at("to_sign_tx_hash"));
    }
}

TEST_CASE("BIP322's valid proofs are valid and its errors are not") {
    const auto file = test::readJsonVectors(BASIC);
    if (!file)
        return;
    CHECK(file->at("simple").size() == 4);
    checkValid(file->at("simple"), ProofFormat::simple);
    CHECK(file->at("error").size() == 8);
    checkErrors(file->at("error"));
}

TEST_CASE("the keys of BIP322's vectors make its signatures") {
    const auto file = test::readJsonVectors(BASIC);
    if (!file)
        return;
    int made = 0;
    for (const json& item : file->at("simple")) {
        if (item.at("type") != "p2wpkh")
            continue;
        const std::string signature = signSimple(item);
        const json& expected = item.at("bip322_signatures");
        CHECK(std::ranges::find(expected, json(signature)) != expected.end());
        ++made;
    }
    CHECK(made == 2);
}

TEST_CASE("BIP322's generated proofs, where the folder has them") {
    if (!test::hasVectors(GENERATED))
        return;
    const auto file = test::readJsonVectors(GENERATED);
    checkValid(file->at("simple"), ProofFormat::simple);
    checkValid(file->at("full"), ProofFormat::full);
    checkValid(file->at("proof_of_funds"), ProofFormat::proofOfFunds);
    checkErrors(file->at("error"));
}
