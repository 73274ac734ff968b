#include "airgap/specter.h"

#include "airgap/fountain_decoder.h"
#include "base/text_encoding.h"
#include "sample_bytes.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace strongroom;
using namespace strongroom::airgap;
using Step = SpecterDecoder::Step;
using test::sampleBytes;

namespace {

Error refusalOf(std::string_view frame) {
    SpecterDecoder decoder;
    const auto step = decoder.add(frame);
    CHECK(decoder.needed() == 0);
    return step.error();
}

} // namespace

TEST_CASE("numbered parts of base64 come together in any order") {
    SpecterDecoder decoder;
    CHECK(decoder.add("p3of3 =").value() == Step::progress);
    CHECK(decoder.add("p1of3 aGVsb").value() == Step::progress);
    CHECK(decoder.add("p1of3 aGVsb").value() == Step::nothingNew);
    CHECK_FALSE(decoder.result());
    CHECK(decoder.add("p2of3 G8").value() == Step::complete);
    CHECK(base::asText(*decoder.result()) == "hello");
}

TEST_CASE("what is written is read, and no frame is longer than asked for") {
    for (const std::size_t size : {1U, 100U, 700U, 2'000U, 30'000U})
        for (const std::size_t capacity : {32U, 106U, 367U}) {
            auto frames = encodeSpecter(sampleBytes(size), capacity).value();
            SpecterDecoder decoder;
            std::ranges::reverse(frames);
            for (const std::string& frame : frames) {
                CHECK(frame.size() <= capacity);
                CHECK(isSpecterFrame(frame));
                CHECK(decoder.add(frame));
            }
            CHECK(decoder.result() == sampleBytes(size));
        }
    CHECK(encodeSpecter(sampleBytes(3), 32).value() ==
          std::vector<std::string>{"p1of1 " + base::toBase64(sampleBytes(3))});
}

TEST_CASE("nothing, and more than the most frames hold, is not written") {
    CHECK(encodeSpecter({}, 100).error() == Error::empty);
    CHECK(encodeSpecter(sampleBytes(100'000), 32).error() == Error::tooLarge);
    CHECK(encodeSpecter(sampleBytes(MAX_MESSAGE_SIZE + 1), 2'953).error() == Error::tooLarge);
    CHECK(encodeSpecter(sampleBytes(MAX_MESSAGE_SIZE), 2'953));
}

TEST_CASE("parts that are no base64, or have impossible numbers, are refused") {
    for (const auto* frame : {"", "p1of2", "p1of2 ", "p1of2 aGV-", "p1of2 a b", "P1of2 aGVs", "p1of2\taGVs"})
        CHECK_MESSAGE(refusalOf(frame) == Error::malformedSpecter, frame);
    for (const auto* frame : {"p0of2 aGVs", "p3of2 aGVs", "p1of0 aGVs", "p01of2 aGVs", "p1of02 aGVs",
                              "p1of4097 aGVs", "p1of99999999999999999999 aGVs"})
        CHECK_MESSAGE(refusalOf(frame) == Error::partOutOfBounds, frame);
}

TEST_CASE("a part of another transfer, or one that contradicts another, changes nothing") {
    SpecterDecoder decoder;
    CHECK(decoder.add("p1of2 aGVs").value() == Step::progress);
    CHECK(decoder.add("p2of3 bG8=").error() == Error::otherMessage);
    CHECK(decoder.add("p1of2 aGVt").error() == Error::inconsistentPart);
    CHECK(decoder.received() == 1);
    CHECK(decoder.add("p2of2 bG8=").value() == Step::complete);
    CHECK(base::asText(*decoder.result()) == "hello");
}

TEST_CASE("parts that do not add up to base64 make room for those that do") {
    SpecterDecoder decoder;
    CHECK(decoder.add("p1of2 aGVsbG8=").value() == Step::progress);
    CHECK(decoder.add("p2of2 bG8=").error() == Error::malformedSpecter);
    CHECK(decoder.needed() == 0);
    CHECK(decoder.add("p1of1 aGVsbG8=").value() == Step::complete);
}
