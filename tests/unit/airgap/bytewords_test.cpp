#include "airgap/bytewords.h"

#include "sample_bytes.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::airgap;

TEST_CASE("every byte survives bytewords in either case") {
    base::Bytes all;
    for (unsigned byte = 0; byte < 256; ++byte)
        all.push_back(static_cast<std::uint8_t>(byte));
    std::string text = encodeBytewords(all);
    CHECK(text.size() == 2 * (256 + 4));
    CHECK(decodeBytewords(text).value() == all);
    for (char& c : text)
        c = static_cast<char>(c - 'a' + 'A');
    CHECK(decodeBytewords(text).value() == all);
}

TEST_CASE("the example of BCR-2020-012 is encoded to the letter") {
    CHECK(encodeBytewords(base::Bytes{0x00, 0x01, 0x02, 0x80, 0xff}) == "aeadaolazmjendeoti");
    CHECK(crc32(base::asBytes("Hello, world!")) == 0xebe6c6e6U);
}

TEST_CASE("a changed word is found by the checksum") {
    CHECK(decodeBytewords("aeadaolazojendeoti").error() == Error::wrongChecksum);
    CHECK(decodeBytewords("aeadaolazmjendeozz").error() == Error::malformedBytewords);
}

TEST_CASE("what is no word, half a word, or only a checksum is refused") {
    for (const auto* text : {"", "a", "ae", "aeadaola", "aeadaolazmjendeot", "aeadaolazmjendeot1",
                             "aeadaolazmjendeo\xc3\xa4", "zzzzzzzzzz", "ae adaolazmjendeoti"})
        CHECK(decodeBytewords(text).error() == Error::malformedBytewords);
}
