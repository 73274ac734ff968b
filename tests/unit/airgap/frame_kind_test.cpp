#include "airgap/frame_kind.h"

#include "sample_bytes.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace strongroom;
using namespace strongroom::airgap;

namespace {

bool isSecret(std::string_view text) {
    return looksLikeSecret(base::asBytes(text));
}

std::optional<FrameFormat> formatOf(std::string_view text) {
    return frameFormatOf(base::asBytes(text));
}

std::string words(std::size_t count) {
    std::string text = "zoo";
    for (std::size_t i = 1; i < count; ++i)
        text += " abandon";
    return text;
}

std::string digits(std::size_t words, std::string_view last) {
    std::string text;
    for (std::size_t i = 1; i < words; ++i)
        text += "1924";
    return text + std::string(last);
}

} // namespace

TEST_CASE("mnemonics in words are secrets, in every length in use") {
    for (const std::size_t count : {12U, 15U, 18U, 20U, 21U, 24U, 33U}) {
        CHECK(isSecret(words(count)));
        CHECK(isSecret("\n " + words(count) + "\r\n"));
    }
    for (const std::size_t count : {1U, 11U, 13U, 25U})
        CHECK_FALSE(isSecret(words(count)));
    CHECK_FALSE(isSecret("a sentence of exactly twelve words which has one that is too extraordinary"));
}

TEST_CASE("SeedQR and CompactSeedQR are secrets") {
    for (const std::size_t count : {12U, 15U, 18U, 21U, 24U})
        CHECK(isSecret(digits(count, "2047")));
    CHECK_FALSE(isSecret(digits(12, "2048"))); // no such word
    CHECK_FALSE(isSecret(digits(13, "0000")));
    CHECK_FALSE(isSecret(digits(12, "000")));
    for (const std::size_t size : {16U, 20U, 24U, 28U, 32U})
        CHECK(looksLikeSecret(test::sampleBytes(size)));
    CHECK(looksLikeSecret(base::Bytes(16, 0)));
    CHECK_FALSE(looksLikeSecret(test::sampleBytes(17)));
    CHECK_FALSE(isSecret("sixteen letters!"));
}

TEST_CASE("private keys in their texts are secrets, wherever they stand") {
    const std::string base58(107, 'A');
    for (const auto* prefix : {"xprv", "tprv", "zprv", "wpkh([d34db33f/84h/0h/0h]xprv"})
        CHECK(isSecret(prefix + base58));
    CHECK_FALSE(isSecret("xpub" + base58));
    CHECK_FALSE(isSecret("a prv without a key"));
    CHECK(isSecret("5" + std::string(50, 'J')));
    CHECK(isSecret("L" + std::string(51, 'J')));
    CHECK(isSecret("c" + std::string(51, 'J')));
    CHECK_FALSE(isSecret("c" + std::string(52, 'J')));
    CHECK(isSecret("ms1" + std::string(45, 'q')));
    CHECK(isSecret("MS1" + std::string(45, 'Q')));
}

TEST_CASE("URs of secret types are secrets, others are frames") {
    for (const auto* type : {"crypto-seed", "seed", "CRYPTO-ECKEY", "eckey", "crypto-bip39", "sskr"})
        CHECK(isSecret("ur:" + std::string(type) + "/aeae"));
    for (const auto* text : {"UR:CRYPTO-PSBT/AE", "ur:bytes/1-2/ae"}) {
        CHECK_FALSE(isSecret(text));
        CHECK(formatOf(text) == FrameFormat::ur);
    }
}

TEST_CASE("each format is told from the others and from what is no transfer") {
    const std::vector<std::pair<std::string, FrameFormat>> beginnings{
        {"B$ZP0200AB", FrameFormat::bbqr},      {"psbt\xff\x01", FrameFormat::binary},
        {"cHNidP8BAHEC", FrameFormat::base64},  {"70736274ff01", FrameFormat::hex},
        {"70736274FF01", FrameFormat::hex},     {"p1of3 cHNidP8BAHEC", FrameFormat::specter},
        {"p10of12 AAAA", FrameFormat::specter}, {"AO*93RGC7", FrameFormat::base43},
        {"ur:bytes/aeae", FrameFormat::ur}};
    for (const auto& [text, format] : beginnings) {
        CAPTURE(text);
        CHECK(formatOf(text) == format);
        CHECK_FALSE(isSecret(text));
        CHECK(parseFrameFormat(name(format)) == format);
    }
    for (const auto* text : {"", "bitcoin:bcrt1q", "BCRT1Q", "AO*93RGC8A", "https:", "p of ", "pof3 x",
                             "p1of x", "p1of3", "p1of3x"})
        CHECK_FALSE(formatOf(text));
    CHECK_FALSE(parseFrameFormat("UR"));
}

TEST_CASE("letters in a PSBT that happen to read like a key do not make it one") {
    const std::string run = "xprv" + std::string(30, 'A');
    CHECK(isSecret(run));
    CHECK_FALSE(isSecret("cHNidP8B" + run));
    CHECK_FALSE(isSecret("p2of3 " + run));
}
