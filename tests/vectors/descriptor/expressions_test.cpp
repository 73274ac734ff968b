// BIP380 to 383, 386, 389 and Bitcoin Core's own descriptor tests. Each vector file also has descriptors that
// this program refuses; the rule below says with which code, so that none is passed over in silence.
#include "descriptor/descriptor.h"
#include "support/hex.h"
#include "support/json_vectors.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>

using namespace strongroom;
using namespace strongroom::descriptor;
using bitcoin::Network;
using nlohmann::json;

namespace {

struct Counts {
    std::size_t accepted = 0; ///< Valid and supported: every script compared.
    std::size_t refused = 0;  ///< Valid, but not supported here: refused with the code expected.
    std::size_t invalid = 0;
};

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// A key in wallet import format: starts a key and is as long as one.
bool hasWif(const std::string& text) {
    for (std::size_t i = 1; i + 51 <= text.size(); ++i) {
        const bool starts = text[i - 1] == '(' || text[i - 1] == ',' || text[i - 1] == ']';
        if (starts && (text[i] == 'K' || text[i] == 'L' || text[i] == '5'))
            return true;
    }
    return false;
}

/// Why a valid descriptor is not supported; nothing when it is.
std::optional<Error> expectedRefusal(const std::string& text) {
    const std::string function = text.substr(0, text.find('('));
    if (function == "pk")
        return Error::unsupportedPk;
    if (function == "pkh")
        return Error::unsupportedPkh;
    if (function == "sh")
        return Error::unsupportedSh;
    if (function == "combo")
        return Error::unsupportedCombo;
    if (function == "addr")
        return Error::unsupportedAddr;
    if (function == "raw")
        return Error::unsupportedRaw;
    if (function == "rawtr")
        return Error::unsupportedRawtr;
    if (function == "multi" || function == "sortedmulti")
        return Error::unsupportedBareMulti;
    if (function == "wsh" && !text.starts_with("wsh(multi(") && !text.starts_with("wsh(sortedmulti("))
        return Error::unsupportedMiniscript;
    if (function == "tr" && has(text, ",") && !text.starts_with("tr(musig("))
        return Error::unsupportedTree;
    if (has(text, "musig("))
        return Error::unsupportedMusig;
    if (has(text, "xprv") || hasWif(text))
        return Error::keyPrivate;
    const std::string behindKeys =
        text.substr(text.rfind("xpub") == std::string::npos ? 0 : text.find("xpub"));
    if (has(behindKeys, "'/") || has(behindKeys, "*'") || has(behindKeys, "h/") || has(behindKeys, "*h"))
        return Error::hardenedPath;
    return std::nullopt;
}

void checkScripts(const std::string& text, const json& scripts) {
    const auto descriptor = Descriptor::parse(text, Network::main);
    REQUIRE_MESSAGE(descriptor, text);
    CHECK(Descriptor::parse(descriptor->text(), Network::main, ChecksumRule::required).value() ==
          *descriptor);
    for (std::size_t i = 0; i < scripts.size(); ++i) {
        const json& expected = scripts[i].is_array() ? scripts[i].at(0) : scripts[i];
        const auto script = descriptor->derive(0, static_cast<std::uint32_t>(i));
        REQUIRE(script);
        CHECK(script->scriptPubKey == test::hex(expected.get<std::string>()));
    }
}

void checkValid(const std::string& text, const json& scripts, Counts& counts) {
    if (const auto refusal = expectedRefusal(text)) {
        const auto descriptor = Descriptor::parse(text, Network::main);
        REQUIRE_MESSAGE(!descriptor, text);
        CHECK_MESSAGE(descriptor.error() == *refusal, text);
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
        CHECK(descriptor.error() == *refusal);
        ++counts.refused;
        return;
    }
    REQUIRE(descriptor);
    REQUIRE(descriptor->branchCount() == expansions.size());
    for (std::size_t branch = 0; branch < expansions.size(); ++branch) {
        const auto single = Descriptor::parse(expansions[branch].get<std::string>(), Network::main).value();
        for (const std::uint32_t index : {0U, 1U, 1'000U})
            CHECK(descriptor->derive(branch, index)->scriptPubKey == single.derive(0, index)->scriptPubKey);
    }
    ++counts.accepted;
}

Counts checkBip(const char* path) {
    Counts counts;
    const auto vectors = test::readJsonVectors(path);
    if (!vectors)
        return counts;
    for (const json& item : vectors->at("cases")) {
        const std::string text = item.at("descriptor");
        if (item.at("kind") == "valid") {
            checkValid(text, item.value("expands_to", json::array()), counts);
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

TEST_CASE("BIP381's descriptors are all refused with their codes") {
    expect(checkBip("bips/bip381.json"), {0, 17, 4});
}

TEST_CASE("BIP382's descriptors give the BIP's scripts or are refused with their codes") {
    expect(checkBip("bips/bip382.json"), {2, 10, 11});
}

TEST_CASE("BIP383's descriptors give the BIP's scripts or are refused with their codes") {
    expect(checkBip("bips/bip383.json"), {0, 9, 4});
}

TEST_CASE("BIP386's descriptors give the BIP's scripts or are refused with their codes") {
    expect(checkBip("bips/bip386.json"), {1, 5, 4});
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
    expect(counts, {1, 3, 4});
}

TEST_CASE("BIP389's multipath steps are read behind every supported function") {
    const auto vectors = test::readJsonVectors("bips/bip389.json");
    if (!vectors)
        return;
    std::size_t checked = 0;
    for (const json& item : vectors->at("cases")) {
        // The BIP shows its rules on pk() and sh(); the same keys stand in wpkh() and wsh() here.
        std::string text = item.at("descriptor");
        if (text.starts_with("sh(multi("))
            text = "w" + text;
        else if (text.starts_with("pk"))
            text = "wpkh" + text.substr(text.find('('));
        if (has(text, "xprv"))
            continue;
        CHECK_MESSAGE(Descriptor::parse(text, Network::main).has_value() == (item.at("kind") == "valid"),
                      text);
        ++checked;
    }
    CHECK(checked == 7);
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
    expect(counts, {6, 50, 52});
}
