#include "base/text_encoding.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom::base;

TEST_CASE("hex is read in either case and written in lower case") {
    CHECK(fromHex("00FFa5") == Bytes{0x00, 0xff, 0xa5});
    CHECK(toHex(Bytes{0x00, 0xff, 0xa5}) == "00ffa5");
    CHECK_FALSE(fromHex("0"));
    CHECK_FALSE(fromHex("0g"));
    CHECK_FALSE(fromHex(" 00"));
}

TEST_CASE("base64 is read strictly") {
    CHECK(toBase64(asBytes("foobar")) == "Zm9vYmFy"); // RFC 4648 §10
    CHECK(toBase64(asBytes("fooba")) == "Zm9vYmE=");
    CHECK(toBase64({}).empty());
    CHECK(fromBase64("Zm9vYg==") == toBytes(asBytes("foob")));
    CHECK(fromBase64("") == Bytes{});
    for (const auto* text : {"Zm9vYg", "Zm9vYg=", "Zm9vYh==", "Zm9v Yg=", "Zm9vYg==\n", "====", "Zm=vYg=="})
        CHECK_FALSE(fromBase64(text));
}

TEST_CASE("base58 keeps leading zeros") {
    CHECK(toBase58(Bytes{0, 0, 1}) == "112");
    CHECK(fromBase58("112") == Bytes{0, 0, 1});
    CHECK(toBase58(asBytes("Hello World!")) == "2NEpo7TZRRrLZSi2U"); // draft-msporny-base58
    CHECK_FALSE(fromBase58("0"));
    CHECK_FALSE(fromBase58("I"));
    CHECK_FALSE(fromBase58("ä"));
}

TEST_CASE("base58 past its length limit is refused at once") {
    CHECK(fromBase58(std::string(MAX_BASE58_LENGTH, '1')));
    CHECK_FALSE(fromBase58(std::string(MAX_BASE58_LENGTH + 1, '1')));
}

TEST_CASE("bech32 and bech32m are told apart by their checksum") {
    CHECK(decodeBech32("A12UEL5L")->variant == Bech32Variant::bech32);  // BIP173
    CHECK(decodeBech32("A1LQFN3A")->variant == Bech32Variant::bech32m); // BIP350
    CHECK_FALSE(decodeBech32("A12uEL5L"));
    CHECK_FALSE(decodeBech32("A12UEL5M"));
    CHECK_FALSE(decodeBech32("1pzry9x0s0muk"));
}

TEST_CASE("bits survive regrouping, and wrong padding is refused") {
    const Bytes bytes{0x00, 0x14, 0x75, 0xff};
    CHECK(fromFiveBit(toFiveBit(bytes)) == bytes);
    CHECK_FALSE(fromFiveBit(Bytes{0, 1}));    // padding not zero
    CHECK_FALSE(fromFiveBit(Bytes{0, 0, 0})); // seven bits of padding
    CHECK_FALSE(fromFiveBit(Bytes{32, 0}));
}

TEST_CASE("invisible, reordering and malformed text is not plain") {
    CHECK(isPlainUtf8("Zürich – Müller & Söhne 日本"));
    for (const auto* text : {"a\u202eb", "a\u200bb", "a\nb", "\xff", "\xc0\x80", "\xed\xa0\x80", "a\xe2\x80"})
        CHECK_FALSE(isPlainUtf8(text));
    // Blanks, fillers, variation selectors and tags: two names that look the same.
    for (const auto* text : {"a\u034fb", "a\u115fb", "a\u2800b", "a\u3164b", "a\ufe0fb", "a\uffa0b",
                             "a\U0001d173b", "a\U000e0100b", "a\U000e0fffb"})
        CHECK_FALSE(isPlainUtf8(text));
    for (const auto* text : {"a\u033fb", "a\u1161b", "a\u2801b", "a\u3165b", "a\ufe10b", "a\U000e1000b"})
        CHECK(isPlainUtf8(text)); // their neighbours
}
