#include "airgap/frame_kind.h"

#include "sample_bytes.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::airgap;

namespace {

FrameKind kindOf(std::string_view text) {
    return classifyFrame(base::asBytes(text));
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
        CHECK(kindOf(words(count)) == FrameKind::secret);
        CHECK(kindOf("\n " + words(count) + "\r\n") == FrameKind::secret);
    }
    for (const std::size_t count : {1U, 11U, 13U, 25U})
        CHECK(kindOf(words(count)) == FrameKind::other);
    CHECK(kindOf("a sentence of exactly twelve words which has one that is too extraordinary") ==
          FrameKind::other);
}

TEST_CASE("SeedQR and CompactSeedQR are secrets") {
    for (const std::size_t count : {12U, 15U, 18U, 21U, 24U})
        CHECK(kindOf(digits(count, "2047")) == FrameKind::secret);
    CHECK(kindOf(digits(12, "2048")) == FrameKind::other); // no such word
    CHECK(kindOf(digits(13, "0000")) == FrameKind::other);
    CHECK(kindOf(digits(12, "000")) == FrameKind::other);
    for (const std::size_t size : {16U, 20U, 24U, 28U, 32U})
        CHECK(classifyFrame(test::sampleBytes(size)) == FrameKind::secret);
    CHECK(classifyFrame(base::Bytes(16, 0)) == FrameKind::secret);
    CHECK(classifyFrame(test::sampleBytes(17)) == FrameKind::other);
    CHECK(kindOf("sixteen letters!") == FrameKind::other);
}

TEST_CASE("private keys in their texts are secrets, wherever they stand") {
    const std::string base58(107, 'A');
    for (const auto* prefix : {"xprv", "tprv", "zprv", "wpkh([d34db33f/84h/0h/0h]xprv"})
        CHECK(kindOf(prefix + base58) == FrameKind::secret);
    CHECK(kindOf("xpub" + base58) == FrameKind::other);
    CHECK(kindOf("a prv without a key") == FrameKind::other);
    CHECK(kindOf("5" + std::string(50, 'J')) == FrameKind::secret);
    CHECK(kindOf("L" + std::string(51, 'J')) == FrameKind::secret);
    CHECK(kindOf("c" + std::string(51, 'J')) == FrameKind::secret);
    CHECK(kindOf("c" + std::string(52, 'J')) == FrameKind::other);
    CHECK(kindOf("ms1" + std::string(45, 'q')) == FrameKind::secret);
    CHECK(kindOf("MS1" + std::string(45, 'Q')) == FrameKind::secret);
}

TEST_CASE("URs of secret types are secrets, others are frames") {
    for (const auto* type : {"crypto-seed", "seed", "CRYPTO-ECKEY", "eckey", "crypto-bip39", "sskr"})
        CHECK(kindOf("ur:" + std::string(type) + "/aeae") == FrameKind::secret);
    CHECK(kindOf("UR:CRYPTO-PSBT/AE") == FrameKind::ur);
    CHECK(kindOf("ur:bytes/1-2/ae") == FrameKind::ur);
}

TEST_CASE("transfers in other formats are told apart from what is no transfer") {
    for (const auto* text : {"B$ZP0200AB", "psbt\xff\x01", "cHNidP8BAHEC", "70736274ff01", "70736274FF01",
                             "p1of3 cHNidP8BAHEC", "p10of12 AAAA"})
        CHECK(kindOf(text) == FrameKind::otherFormat);
    for (const auto* text : {"", "bitcoin:bcrt1q", "https:", "p of ", "pof3 x", "p1of x", "p1of3", "p1of3x"})
        CHECK(kindOf(text) == FrameKind::other);
}
