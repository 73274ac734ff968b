// BIP380 to 383, 386, 389 and Bitcoin Core's own descriptor tests. Each vector file also has descriptors that
// this program refuses; the rule below says with which code, so that none is passed over in silence.
#include "base/text_encoding.h"
#include "descriptor/descriptor.h"
#include "descriptor/musig.h"
#include "public_form.h"
#include "support/hex.h"
#include "support/json_vectors.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>

using namespace strongroom;
using namespace strongroom::descriptor;
using bitcoin::Network;
using nlohmann::json;

namespace {

struct Counts {
    std::size_t accepted =
        0; ///< Valid: every script compared, where private keys are written in the public form.
    std::size_t refused = 0; ///< Valid, but not taken here: refused with the code expected.
    std::size_t invalid = 0;
};

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// A key in wallet import format: starts a key and is as long as one.
bool hasWif(const std::string& text) {
    if (text.starts_with("raw("))
        return false;
    for (std::size_t i = 1; i + 51 <= text.size(); ++i) {
        const bool starts = text[i - 1] == '(' || text[i - 1] == ',' || text[i - 1] == ']';
        const std::size_t length = std::min(text.find_first_of(",)", i), text.size()) - i;
        if (starts && (length == 51 || length == 52) && (text[i] == 'K' || text[i] == 'L' || text[i] == '5'))
            return true;
    }
    return false;
}

/// Why a valid descriptor is not taken even without private keys; nothing when it is.
std::optional<Error> expectedRefusal(const std::string& text) {
    if (text.starts_with("raw("))
        return std::nullopt;
    if (has(text, "04a34b99") || has(text, "0400000000"))
        return Error::keyUncompressed;
    std::string behindKeys;
    bool origin = false;
    for (const char c : text) {
        origin = c == '[' || (origin && c != ']');
        if (!origin)
            behindKeys += c;
    }
    if (has(behindKeys, "'/") || has(behindKeys, "*'") || has(behindKeys, "h/") || has(behindKeys, "*h") ||
        has(behindKeys, "h;"))
        return Error::hardenedPath;
    return std::nullopt;
}

/// The scripts of each index; what a BIP lists for a descriptor without range are those of one index.
void checkScripts(const std::string& original, const json& scripts) {
    const test::PublicForm publicForm;
    for (std::size_t i = 0; i < scripts.size(); ++i) {
        const std::string text = publicForm(original, static_cast<std::uint32_t>(i));
        const auto descriptor = Descriptor::parse(text, Network::main);
        REQUIRE_MESSAGE(descriptor, text);
        CHECK(Descriptor::parse(descriptor->text(), Network::main, ChecksumRule::required).value() ==
              *descriptor);
        const auto derived =
            descriptor->deriveAll(0, descriptor->isRanged() ? static_cast<std::uint32_t>(i) : 0U);
        REQUIRE(derived);
        const json expected = scripts[i].is_array() ? scripts[i] : json::array({scripts[i]});
        REQUIRE(derived->size() == expected.size());
        for (std::size_t k = 0; k < expected.size(); ++k)
            CHECK_MESSAGE(base::toHex(derived->at(k).scriptPubKey) == expected[k].get<std::string>(), text);
    }
}

void checkValid(const std::string& text, const json& scripts, Counts& counts) {
    const bool isPrivate = has(text, "xprv") || hasWif(text);
    if (isPrivate)
        CHECK_MESSAGE(!Descriptor::parse(text, Network::main), text);
    const std::string publicText = test::PublicForm()(text, 0);
    if (const auto refusal = expectedRefusal(publicText)) {
        const auto descriptor = Descriptor::parse(publicText, Network::main);
        REQUIRE_MESSAGE(!descriptor, publicText);
        CHECK_MESSAGE((descriptor.error() == *refusal || descriptor.error() == Error::duplicateKey),
                      publicText);
        ++counts.refused;
        return;
    }
    checkScripts(text, scripts);
    ++counts.accepted;
}

/// A multipath descriptor against the single ones that it stands for.
void checkMultipath(const std::string& text, const json& expansions, Counts& counts) {
    const auto descriptor = Descriptor::parse(text, Network::main);
    if (const auto refusal = expectedRefusal(text)) {
        REQUIRE_MESSAGE(!descriptor, text);
        CHECK_MESSAGE(descriptor.error() == *refusal, text);
        ++counts.refused;
        return;
    }
    REQUIRE_MESSAGE(descriptor, text);
    REQUIRE(descriptor->branchCount() == expansions.size());
    for (std::size_t branch = 0; branch < expansions.size(); ++branch) {
        const auto single = Descriptor::parse(expansions[branch].get<std::string>(), Network::main).value();
        for (const std::uint32_t index : {0U, 1U, 1'000U}) {
            if (index == 0 || single.isRanged())
                CHECK(descriptor->derive(branch, index)->scriptPubKey ==
                      single.derive(0, index)->scriptPubKey);
        }
    }
    ++counts.accepted;
}

/// What a BIP lists for a descriptor: a script, several of one index (combo), or one of each index.
json scriptsOf(const json& item, bool isRanged) {
    if (item.contains("expands_to_children")) {
        json scripts = json::array();
        for (const auto& [index, list] : item.at("expands_to_children").items())
            scripts.push_back(list);
        return scripts;
    }
    const json list = item.value("expands_to", json::array());
    return isRanged || list.size() <= 1 ? list : json::array({list});
}

Counts checkBip(const char* path) {
    Counts counts;
    const auto vectors = test::readJsonVectors(path);
    if (!vectors)
        return counts;
    for (const json& item : vectors->at("cases")) {
        const std::string text = item.at("descriptor");
        if (item.at("kind") == "valid") {
            checkValid(text, scriptsOf(item, has(text, "*")), counts);
        } else {
            CHECK_MESSAGE(!Descriptor::parse(text, Network::main), text);
            ++counts.invalid;
        }
    }
    return counts;
}

void expect(const Counts& counts, const Counts& expected) {
    if (test::vectorsWereMissing())
        return;
    CHECK(counts.accepted == expected.accepted);
    CHECK(counts.refused == expected.refused);
    CHECK(counts.invalid == expected.invalid);
}

} // namespace

TEST_CASE("BIP380's checksums are judged as the BIP says") {
    const auto vectors = test::readJsonVectors("bips/bip380.json");
    if (!vectors)
        return;
    std::size_t checked = 0;
    for (const json& item : vectors->at("cases")) {
        const std::string kind = item.at("kind");
        if (!kind.starts_with("checksum_"))
            continue;
        CHECK(stripChecksum(item.at("expr").get<std::string>(), ChecksumRule::optional).has_value() ==
              (kind == "checksum_valid"));
        ++checked;
    }
    CHECK(checked == 8);
}

TEST_CASE("BIP380's key expressions are judged as the BIP says, private and hardened ones refused") {
    const auto vectors = test::readJsonVectors("bips/bip380.json");
    if (!vectors)
        return;
    Counts counts;
    for (const json& item : vectors->at("cases")) {
        const std::string kind = item.at("kind");
        if (kind.starts_with("checksum_"))
            continue;
        const std::string text = item.at("expr");
        const auto key = parseKey(text, Network::main, KeyContext::segwitV0);
        if (kind == "key_invalid") {
            CHECK_MESSAGE(!key, text);
            ++counts.invalid;
        } else if (key) {
            CHECK(parseKey(key->text(), Network::main, KeyContext::segwitV0).value() == *key);
            ++counts.accepted;
        } else {
            const Error expected = has(text, "xprv") || hasWif("(" + text)        ? Error::keyPrivate
                                   : text.starts_with("04") && text.size() == 130 ? Error::keyUncompressed
                                                                                  : Error::hardenedPath;
            CHECK_MESSAGE(key.error() == expected, text);
            ++counts.refused;
        }
    }
    expect(counts, {8, 13, 16});
}

TEST_CASE("BIP381's descriptors give the BIP's scripts or are refused with their codes") {
    expect(checkBip("bips/bip381.json"), {13, 4, 4}); // four uncompressed keys
}

TEST_CASE("BIP382's descriptors give the BIP's scripts") {
    expect(checkBip("bips/bip382.json"), {12, 0, 11});
}

TEST_CASE("BIP383's descriptors give the BIP's scripts or are refused with their codes") {
    expect(checkBip("bips/bip383.json"), {6, 3, 4}); // three put a key beside its uncompressed form
}

TEST_CASE("BIP384's combo() gives the BIP's scripts or is refused with its code") {
    expect(checkBip("bips/bip384.json"), {3, 1, 3}); // one uncompressed key
}

TEST_CASE("BIP385's raw() and addr() give the BIP's scripts") {
    expect(checkBip("bips/bip385.json"), {4, 0, 6});
}

TEST_CASE("BIP386's descriptors give the BIP's scripts") {
    expect(checkBip("bips/bip386.json"), {6, 0, 4});
}

TEST_CASE("BIP387's multi_a() and sortedmulti_a() give the BIP's scripts") {
    expect(checkBip("bips/bip387.json"), {4, 0, 4});
}

TEST_CASE("BIP390's musig() gives the BIP's scripts") {
    expect(checkBip("bips/bip390.json"), {4, 0, 8});
}

TEST_CASE("BIP328's aggregates have the BIP's extended keys") {
    const auto vectors = test::readJsonVectors("bips/bip328_vectors.json");
    if (!vectors)
        return;
    std::size_t checked = 0;
    for (const json& item : *vectors) {
        std::vector<crypto::PublicKey> keys;
        for (const json& key : item.at("keys"))
            keys.push_back(crypto::PublicKey::parse(test::hex(key.get<std::string>())).value());
        const auto aggregate = aggregateKeys(keys);
        REQUIRE(aggregate);
        CHECK(base::toHex(aggregate->span()) == item.at("aggregate_pubkey").get<std::string>());
        CHECK(syntheticExtendedKey(*aggregate, bitcoin::KeyNetwork::main).text() ==
              item.at("xpub").get<std::string>());
        ++checked;
    }
    CHECK(checked == 3);
}

TEST_CASE("BIP389's multipath descriptors equal their expansions or are refused with their codes") {
    const auto vectors = test::readJsonVectors("bips/bip389.json");
    if (!vectors)
        return;
    Counts counts;
    for (const json& item : vectors->at("cases")) {
        const std::string text = item.at("descriptor");
        if (item.at("kind") == "valid") {
            checkMultipath(text, item.at("expands_to"), counts);
        } else {
            CHECK_MESSAGE(!Descriptor::parse(text, Network::main), text);
            ++counts.invalid;
        }
    }
    expect(counts, {4, 0, 4});
}

TEST_CASE("Bitcoin Core's descriptors give its scripts or are refused with their codes") {
    const auto vectors = test::readJsonVectors("core/descriptor_tests.json");
    if (!vectors)
        return;
    Counts counts;
    for (const json& item : vectors->at("cases")) {
        const std::string kind = item.at("kind");
        if (!item.at("pub").is_string())
            continue;
        const std::string text = item.at("pub");
        if (kind == "valid") {
            checkValid(text, item.at("scripts"), counts);
        } else if (kind == "invalid") {
            CHECK_MESSAGE(!Descriptor::parse(text, Network::main), text);
            ++counts.invalid;
        } else {
            checkMultipath(text, item.at("expanded_pubs"), counts);
        }
        if (item.contains("prv") && item.at("prv").is_string() &&
            has(item.at("prv").get<std::string>(), "xprv"))
            CHECK_FALSE(Descriptor::parse(item.at("prv").get<std::string>(), Network::main));
    }
    expect(counts, {46, 10, 52});
}
