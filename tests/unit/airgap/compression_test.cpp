#include "airgap/compression.h"

#include "base/text_encoding.h"
#include "sample_bytes.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::airgap;

namespace {

constexpr std::size_t LIMIT = 1'000'000;

} // namespace

TEST_CASE("what is compressed comes back, however little it shrinks") {
    for (const std::size_t size : {0U, 1U, 1'000U, 70'000U}) {
        CHECK(decompress(compress(test::sampleBytes(size)), LIMIT).value() == test::sampleBytes(size));
        CHECK(decompress(compress(base::Bytes(size, 7)), LIMIT).value() == base::Bytes(size, 7));
    }
    CHECK(compress(base::Bytes(70'000, 7)).size() < 400);
}

TEST_CASE("no distance reaches back further than the weakest receiver's kilobyte") {
    base::Bytes content = test::sampleBytes(1'500);
    const base::Bytes once = compress(content);
    content.insert(content.end(), content.begin(), content.end()); // a repetition 1,500 bytes away
    CHECK(compress(content).size() > 2 * once.size() - 100);
}

TEST_CASE("streams of other senders with larger windows are read") {
    CHECK(base::asText(decompress(*base::fromHex("4b4c4a4e042300"), LIMIT).value()) == "abcabcabc");
    // One stored block, without any window.
    CHECK(base::asText(decompress(*base::fromHex("010300fcff616263"), LIMIT).value()) == "abc");
}

TEST_CASE("a stream that unpacks to more than the limit stops at the limit (A84)") {
    const base::Bytes bomb = compress(base::Bytes(8 * LIMIT, 0));
    CHECK(bomb.size() < 20'000);
    CHECK(decompress(bomb, LIMIT).error() == Error::tooLarge);
    CHECK(decompress(compress(base::Bytes(LIMIT, 0)), LIMIT).value().size() == LIMIT);
    CHECK(decompress(compress(base::Bytes(LIMIT + 1, 0)), LIMIT).error() == Error::tooLarge);
}

TEST_CASE("streams that break off, go on or make no sense are refused") {
    const base::Bytes whole = compress(test::sampleBytes(500));
    for (std::size_t size = 0; size < whole.size(); size += 7)
        CHECK(decompress(base::ByteSpan(whole).first(size), LIMIT).error() == Error::malformedCompression);
    base::Bytes longer = whole;
    longer.push_back(0);
    CHECK(decompress(longer, LIMIT).error() == Error::malformedCompression);
    // A block of the reserved kind; a distance before the beginning; a zlib header instead of a raw stream.
    for (const auto* hex : {"07", "030200", "789c030000000001"})
        CHECK(decompress(*base::fromHex(hex), LIMIT).error() == Error::malformedCompression);
}
