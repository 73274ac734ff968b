#include "airgap/ur.h"

#include "airgap/bytewords.h"
#include "airgap/cbor.h"
#include "sample_bytes.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace strongroom;
using namespace strongroom::airgap;
using test::sampleBytes;
using Step = UrDecoder::Step;

namespace {

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return text;
}

} // namespace

TEST_CASE("a short message is one frame, a long one several") {
    auto one = UrEncoder::create({"bytes", sampleBytes(50)}, 50).value();
    CHECK(one.parts() == 1);
    CHECK(one.nextPart() == "ur:bytes/" + encodeBytewords(sampleBytes(50)));
    auto two = UrEncoder::create({"bytes", sampleBytes(51)}, 50).value();
    CHECK(two.parts() == 2);
    CHECK(two.nextPart().starts_with("ur:bytes/1-2/"));
    CHECK(two.nextPart().starts_with("ur:bytes/2-2/"));
    CHECK(two.nextPart().starts_with("ur:bytes/3-2/"));
}

TEST_CASE("messages survive encoder and decoder at every length around a fragment") {
    for (std::size_t size = 1; size < 130; ++size) {
        const Ur ur{"crypto-psbt", sampleBytes(size)};
        auto encoder = UrEncoder::create(ur, 10).value();
        UrDecoder decoder;
        while (!decoder.result()) {
            REQUIRE(decoder.received() <= encoder.parts());
            CHECK(decoder.add(upper(encoder.nextPart())));
        }
        CHECK(decoder.result() == ur);
        CHECK(decoder.received() == encoder.parts());
        CHECK(decoder.needed() == encoder.parts());
    }
}

TEST_CASE("what cannot be a transfer is not encoded") {
    CHECK(UrEncoder::create({"bytes", {}}, 10).error() == Error::malformedUr);
    CHECK(UrEncoder::create({"Bytes", sampleBytes(1)}, 10).error() == Error::malformedUr);
    CHECK(UrEncoder::create({"a/b", sampleBytes(1)}, 10).error() == Error::malformedUr);
    CHECK(UrEncoder::create({"bytes", sampleBytes(MAX_FRAGMENTS + 1)}, 1).error() == Error::tooLarge);
    CHECK(UrEncoder::create({"bytes", sampleBytes(MAX_FRAGMENTS)}, 1));
    CHECK(UrEncoder::create({"bytes", sampleBytes(MAX_MESSAGE_SIZE + 1)}, MAX_MESSAGE_SIZE * 2).error() ==
          Error::tooLarge);
}

TEST_CASE("frames that break the grammar are refused") {
    const std::string words = encodeBytewords(sampleBytes(10));
    for (const std::string& frame :
         {std::string(), std::string("ur:"), "ur:/" + words, std::string("ur:bytes"), "ur/bytes/" + words,
          "ux:bytes/" + words, " ur:bytes/" + words, "ur:by tes/" + words, "ur:bytes/1-2/3/" + words,
          "ur:bytes//" + words, "ur:bytes/1/" + words, "ur:bytes/-/" + words, "ur:bytes/1-/" + words,
          "ur:bytes/1-2-3/" + words, "ur:bytes" + std::string(1'000'000, '/') + words,
          "ur:bytes/" + std::string(1'000'000, '-') + "/" + words,
          "ur:" + std::string(MAX_UR_TYPE_LENGTH + 1, 'a') + "/" + words}) {
        UrDecoder decoder;
        CHECK(decoder.add(frame).error() == Error::malformedUr);
    }
    UrDecoder decoder;
    CHECK(decoder.add("ur:bytes/").error() == Error::malformedBytewords);
    CHECK(decoder.add("ur:bytes/" + words + " ").error() == Error::malformedBytewords);
}

TEST_CASE("one frame holds no more than the largest message") {
    const auto whole = [](std::size_t size) { return "ur:bytes/" + encodeBytewords(base::Bytes(size, 7)); };
    UrDecoder decoder;
    CHECK(decoder.add(whole(MAX_MESSAGE_SIZE + 1)).error() == Error::partOutOfBounds);
    CHECK_FALSE(decoder.result());
    CHECK(decoder.add(whole(MAX_MESSAGE_SIZE)).value() == Step::complete);
}

TEST_CASE("the numbers in the text are those inside the frame") {
    const auto encoder = UrEncoder::create({"bytes", sampleBytes(100)}, 10).value();
    const std::string body = encoder.part(3).substr(encoder.part(3).rfind('/'));
    for (const auto* numbers :
         {"2-10", "3-11", "03-10", "+3-10", "3-010", "0-10", "4294967299-10", "3-99999999999"}) {
        UrDecoder decoder;
        CHECK(decoder.add("ur:bytes/" + std::string(numbers) + body).error() == Error::partOutOfBounds);
        CHECK(decoder.needed() == 0);
    }
    UrDecoder decoder;
    CHECK(decoder.add("ur:bytes/3-10" + body).value() == Step::progress);
}

TEST_CASE("another type or another message in between is refused") {
    const Ur ur{"bytes", sampleBytes(100)};
    const auto encoder = UrEncoder::create(ur, 10).value();
    const auto psbt = UrEncoder::create({"psbt", sampleBytes(100)}, 10).value();
    const std::string whole = "ur:bytes/" + encodeBytewords(sampleBytes(20, 9));
    UrDecoder decoder;
    CHECK(decoder.add(encoder.part(1)));
    CHECK(decoder.add(psbt.part(2)).error() == Error::otherMessage);
    CHECK(decoder.add(whole).error() == Error::otherMessage);
    CHECK(decoder.received() == 1);
    for (std::uint32_t number = 2; number <= encoder.parts(); ++number)
        CHECK(decoder.add(encoder.part(number)));
    CHECK(decoder.result() == ur);

    UrDecoder single;
    CHECK(single.add(whole).value() == Step::complete);
    CHECK(single.add(whole).value() == Step::complete);
    CHECK(single.add(encoder.part(1)).error() == Error::otherMessage);
    CHECK(single.received() == 1);
    CHECK(single.needed() == 1);
}

TEST_CASE("the type of a UR is read without decoding it") {
    CHECK(urTypeOf("UR:CRYPTO-PSBT/1-2/AE") == "crypto-psbt");
    CHECK(urTypeOf("ur:bytes") == "bytes");
    for (const auto* text : {"", "ur:", "ur:/", "ur:a_b/", "bitcoin:bc1q", "u"})
        CHECK_FALSE(urTypeOf(text));
}
