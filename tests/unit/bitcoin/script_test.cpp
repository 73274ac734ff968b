#include "bitcoin/script.h"

#include "support/hex.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::bitcoin;
using test::hex;

namespace {

const std::string HASH20(40, 'a');
const std::string HASH32(64, 'b');
const std::string KEY_A = "03a34b99f22c790c4e36b2b3c2c35a36db06226e41c692fc82b8b56ac1c540c5bd";
const std::string KEY_B = "0260b2003c386519fc9eadf2b5cf124dd8eea4c4e68d5e154050a9346ea98ce600";

crypto::PublicKey key(const std::string& text) {
    return *crypto::PublicKey::parse(hex(text));
}

ScriptType typeOf(const std::string& text) {
    return classify(hex(text));
}

} // namespace

TEST_CASE("the standard output scripts are recognised") {
    CHECK(typeOf("76a914" + HASH20 + "88ac") == ScriptType::p2pkh);
    CHECK(typeOf("a914" + HASH20 + "87") == ScriptType::p2sh);
    CHECK(typeOf("0014" + HASH20) == ScriptType::p2wpkh);
    CHECK(typeOf("0020" + HASH32) == ScriptType::p2wsh);
    CHECK(typeOf("5120" + HASH32) == ScriptType::p2tr);
    CHECK(typeOf("21" + KEY_A + "ac") == ScriptType::p2pk);
    CHECK(typeOf("5121" + KEY_A + "51ae") == ScriptType::multisig);
    CHECK(typeOf("6a") == ScriptType::nullData);
    CHECK(typeOf("6a04deadbeef") == ScriptType::nullData);
    CHECK(typeOf("6a4c04deadbeef51") == ScriptType::nullData);
    CHECK(typeOf("5220" + HASH32) == ScriptType::witnessUnknown);
    CHECK(typeOf("5114" + HASH20) == ScriptType::witnessUnknown);
    CHECK(typeOf("60020102") == ScriptType::witnessUnknown);
}

TEST_CASE("scripts one byte off the standard forms are not standard") {
    CHECK(typeOf("") == ScriptType::nonStandard);
    CHECK(typeOf("76a914" + HASH20 + "88ac51") == ScriptType::nonStandard);
    CHECK(typeOf("76a915" + HASH20 + "aa88ac") == ScriptType::nonStandard);
    CHECK(typeOf("a914" + HASH20 + "88") == ScriptType::nonStandard);
    CHECK(typeOf("0015" + HASH20 + "aa") == ScriptType::nonStandard);
    CHECK(typeOf("0014" + HASH20 + "51") == ScriptType::nonStandard);
    CHECK(typeOf("004c14" + HASH20) == ScriptType::nonStandard);
    CHECK(typeOf("5020" + HASH32) == ScriptType::nonStandard);
    CHECK(typeOf("6120" + HASH32) == ScriptType::nonStandard);
    CHECK(typeOf("510101") == ScriptType::nonStandard);
    CHECK(typeOf("6a04deadbe") == ScriptType::nonStandard);
    CHECK(typeOf("6a04deadbeefac") == ScriptType::nonStandard);
    CHECK(typeOf("6a4e") == ScriptType::nonStandard);
    CHECK(typeOf("6a4effffffff00") == ScriptType::nonStandard);
    CHECK(typeOf("51") == ScriptType::nonStandard);
}

TEST_CASE("built scripts are recognised as what they were built as") {
    CHECK(classify(p2pkhScript(test::fromHex<crypto::Hash160>(HASH20))) == ScriptType::p2pkh);
    CHECK(classify(p2shScript(test::fromHex<crypto::Hash160>(HASH20))) == ScriptType::p2sh);
    CHECK(p2wpkhScript(key(KEY_A)) == hex("00149a1c78a507689f6f54b847ad1cef1e614ee23f1e")); // BIP382
    CHECK(classify(p2wshScript(hex("51"))) == ScriptType::p2wsh);
    CHECK(classify(p2trScript(key(KEY_A).xOnly())) == ScriptType::p2tr);
}

TEST_CASE("a taproot output key without script paths is BIP386's") {
    const auto output = taprootOutputKey(key(KEY_A).xOnly());
    REQUIRE(output);
    CHECK(p2trScript(*output) == hex("512077aab6e066f8a7419c5ab714c12c67d25007ed55a43cadcacb4d7a970a093f11"));
}

TEST_CASE("a multisig script takes apart into what it was built from") {
    const std::vector<crypto::PublicKey> keys{key(KEY_A), key(KEY_B)};
    const Bytes script = multisigScript(2, keys);
    CHECK(script == hex("5221" + KEY_A + "21" + KEY_B + "52ae"));
    const auto matched = matchMultisig(script);
    REQUIRE(matched);
    CHECK(matched->threshold == 2);
    REQUIRE(matched->keys.size() == 2);
    CHECK(base::toBytes(matched->keys[0]) == hex(KEY_A));
    CHECK(base::toBytes(matched->keys[1]) == hex(KEY_B));
    const std::vector<crypto::PublicKey> twenty(20, key(KEY_A));
    for (const std::size_t threshold : {1U, 16U, 17U, 20U}) {
        const auto large = matchMultisig(multisigScript(threshold, twenty));
        REQUIRE(large);
        CHECK(large->threshold == threshold);
        CHECK(large->keys.size() == 20);
    }
}

TEST_CASE("anything beside, inside or short of a multisig script makes it another script") {
    const std::string good = "5221" + KEY_A + "21" + KEY_B + "52ae";
    REQUIRE(matchMultisig(hex(good)));
    CHECK_FALSE(matchMultisig(hex(good + "7551"))); // OP_DROP OP_1 behind
    CHECK_FALSE(matchMultisig(hex("51" + good)));
    CHECK_FALSE(matchMultisig(hex(good.substr(0, good.size() - 2))));
    CHECK_FALSE(matchMultisig(hex(good.substr(0, good.size() - 2) + "af")));
    CHECK_FALSE(matchMultisig(hex("5321" + KEY_A + "21" + KEY_B + "52ae"))); // 3 of 2
    CHECK_FALSE(matchMultisig(hex("5021" + KEY_A + "21" + KEY_B + "52ae")));
    CHECK_FALSE(matchMultisig(hex("0021" + KEY_A + "21" + KEY_B + "52ae"))); // 0 of 2
    CHECK_FALSE(matchMultisig(hex("5221" + KEY_A + "21" + KEY_B + "53ae"))); // counts 3, has 2
    CHECK_FALSE(
        matchMultisig(hex("010221" + KEY_A + "21" + KEY_B + "52ae"))); // number not in its shortest push
    CHECK_FALSE(matchMultisig(hex("524c21" + KEY_A + "21" + KEY_B + "52ae")));
    CHECK_FALSE(
        matchMultisig(hex("5221" + KEY_A + "21" + std::string("04") + std::string(64, 'f') + "52ae")));
    CHECK(matchMultisig(
        hex("5221" + KEY_A + "21" + std::string("02") + std::string(64, 'f') + "52ae"))); // no point
    CHECK_FALSE(matchMultisig(hex("52ae")));
    std::string tooMany = "51";
    for (int i = 0; i < 21; ++i)
        tooMany += "21" + KEY_A;
    CHECK_FALSE(matchMultisig(hex(tooMany + "0115ae")));
}

TEST_CASE("a witness program has two to forty bytes") {
    CHECK_FALSE(witnessProgram(hex("510101")));
    CHECK(witnessProgram(hex("51020101"))->version == 1);
    CHECK(witnessProgram(hex("6028" + std::string(80, '1')))->version == 16);
    CHECK_FALSE(witnessProgram(hex("6029" + std::string(82, '1'))));
    CHECK_FALSE(witnessProgram(hex("5102010101")));
    CHECK(witnessProgramScript(16, hex("0101")) == hex("60020101"));
}
