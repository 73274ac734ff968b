#include "airgap/base43.h"

#include "base/text_encoding.h"
#include "sample_bytes.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::airgap;

TEST_CASE("base43 is Electrum's: one big number, leading zero bytes as zeros") {
    CHECK(encodeBase43(*base::fromHex("70736274ff01")) == "AO*93RGC7");
    CHECK(decodeBase43("AO*93RGC7") == base::fromHex("70736274ff01"));
    CHECK(encodeBase43(base::Bytes{0, 0, 42}) == "00:");
    CHECK(decodeBase43("00:") == base::Bytes{0, 0, 42});
    CHECK(encodeBase43(base::Bytes{43}) == "10");
    CHECK(encodeBase43({}) == "");
    CHECK(decodeBase43("") == base::Bytes{});
    CHECK(decodeBase43("000") == base::Bytes(3, 0));
}

TEST_CASE("what base43 writes it reads, in every length") {
    for (std::size_t size = 1; size < 70; ++size) {
        CHECK(decodeBase43(*encodeBase43(test::sampleBytes(size))) == test::sampleBytes(size));
        CHECK(decodeBase43(*encodeBase43(base::Bytes(size, 0xff))) == base::Bytes(size, 0xff));
        CHECK(decodeBase43(*encodeBase43(base::Bytes(size, 0))) == base::Bytes(size, 0));
    }
}

TEST_CASE("letters outside base43 and texts past the largest symbol are refused") {
    for (const auto* text : {"ao", "A O", "A%", "A\n", "A=", "\xc3\x84"})
        CHECK_FALSE(decodeBase43(text));
    const base::Bytes largest(MAX_BASE43_BYTES, 0xff);
    CHECK(encodeBase43(largest)->size() <= MAX_BASE43_LENGTH);
    CHECK(decodeBase43(*encodeBase43(largest)) == largest);
    CHECK_FALSE(encodeBase43(base::Bytes(MAX_BASE43_BYTES + 1, 0)));
    CHECK_FALSE(decodeBase43(std::string(MAX_BASE43_LENGTH + 1, '0')));
}
