// BIP322's vectors. The generated ones are judged too where the folder has them.
#include "psbt/message_verify.h"

#include "base/system_ports.h"
#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "bitcoin/base58check.h"
#include "crypto/secret_key_context.h"
#include "keys/extended_private_key.h"
#include "keys/software_key_provider.h"
#include "signer/signing/sign_spend.h"
#include "support/json_vectors.h"
#include "vault/message_draft.h"

#include <algorithm>
#include <array>
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

/// A master key whose own private key is the one of a vector.
keys::ExtendedPrivateKey masterOf(const json& wif, const crypto::SecretKeyContext& context) {
    constexpr std::array<std::uint8_t, 4> XPRV{0x04, 0x88, 0xad, 0xe4};
    constexpr std::size_t KEY_AT = 46;
    const auto decoded = bitcoin::decodeBase58Check(wif.get<std::string>());
    base::Bytes bytes(78, 0);
    std::ranges::copy(XPRV, bytes.begin());
    std::copy_n(decoded->begin() + 1, 32, bytes.begin() + KEY_AT);
    return std::move(*keys::ExtendedPrivateKey::fromBytes(bytes, context));
}

std::string descriptorOf(const std::string& type, const std::vector<keys::ExtendedPrivateKey>& masters) {
    std::string texts;
    for (const keys::ExtendedPrivateKey& key : masters)
        texts += (texts.empty() ? "[" : ",[") + bitcoin::toText(key.fingerprint()) + "]" +
                 base::toHex(key.publicKey().span());
    if (type == "p2wpkh")
        return "wpkh(" + texts + ")";
    return type == "p2tr" ? "tr(" + texts + ")" : "wsh(multi(3," + texts + "))";
}

/// The proof that a vector's keys make, each for itself, as the one-shot signer does.
std::string signSimple(const json& item) {
    base::SystemRandom random;
    const crypto::SecretKeyContext context(random);
    std::vector<keys::ExtendedPrivateKey> masters;
    for (const json& wif : item.at("private_keys"))
        masters.push_back(masterOf(wif, context));
    const std::string text = descriptorOf(item.at("type").get<std::string>(), masters);
    const std::vector<vault::Vault> vaults{
        vault::vaultOfDescriptor(descriptor::Descriptor::parse(text, bitcoin::Network::main).value(), 0)};
    vault::MessageRequest request;
    request.message = bytesOf(item.at("message"));
    vault::MessageDraft draft = vault::draftMessage(vaults.front(), request).value();
    CHECK(draft.scriptPubKey == scriptOf(item));
    for (keys::ExtendedPrivateKey& master : masters) {
        const signer::SigningPlan plan =
            signer::planSignatures(draft.psbt, draft.review, vaults, master.neuter()).value();
        keys::SoftwareKeyProvider provider(std::move(master), random);
        draft.psbt =
            signer::placeSignatures(std::move(draft.psbt), plan, provider.sign(plan.requests()).value());
    }
    return finishProof(draft.psbt)->signature.value();
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
    int equal = 0;
    for (const json& item : file->at("simple")) {
        CAPTURE(item.dump());
        const std::string signature = signSimple(item);
        CHECK(verdictOn(item, signature) == SpendVerdict::valid);
        if (item.at("type") == "p2tr") // signatures by BIP340 are drawn anew each time
            continue;
        const json& expected = item.at("bip322_signatures");
        CHECK(std::ranges::find(expected, json(signature)) != expected.end());
        ++equal;
    }
    CHECK(equal == 3);
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
