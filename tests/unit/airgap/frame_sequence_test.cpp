#include "airgap/frame_sequence.h"

#include "airgap/frame_collector.h"
#include "sample_bytes.h"

#include <doctest/doctest.h>

using namespace strongroom;
using namespace strongroom::airgap;
using test::sampleBytes;

TEST_CASE("a PSBT travels as crypto-psbt, other documents as bytes, in upper case") {
    CHECK(FrameSequence::forPsbt(sampleBytes(40)).value().frame(0).starts_with("UR:CRYPTO-PSBT/"));
    CHECK(FrameSequence::forBytes(sampleBytes(40)).value().frame(0).starts_with("UR:BYTES/"));
}

TEST_CASE("every frame of a sequence fits its version, far into the mixed ones") {
    for (const int version : {MIN_FRAME_VERSION, 10, 12, 15, 40}) {
        const auto frames = FrameSequence::forPsbt(sampleBytes(10'000), {.maxVersion = version}).value();
        CHECK(frames.size() > 1);
        for (const std::size_t index :
             {std::size_t{0}, frames.size() - 1, frames.size(), std::size_t{999'998}, std::size_t{999'999},
              std::size_t{4'000'000'000}}) {
            CHECK(frames.frame(index).size() <= qrCapacity(version));
            CHECK(frames.symbol(index).version() == version);
        }
        // One fragment fewer would not have fitted: little of the symbol is wasted.
        CHECK(frames.frame(0).size() + 40 > qrCapacity(version) * 9 / 10);
    }
}

TEST_CASE("what fits one frame is one frame, as small as it can be") {
    const auto small = FrameSequence::forBytes(sampleBytes(20)).value();
    CHECK(small.size() == 1);
    CHECK(small.symbol(0).version() < 5);
    CHECK(small.frame(7) == small.frame(0));
    std::size_t largest = 0;
    for (std::size_t size = 1; size < 400; ++size)
        if (FrameSequence::forBytes(sampleBytes(size)).value().size() == 1)
            largest = size;
    const auto edge = FrameSequence::forBytes(sampleBytes(largest)).value();
    CHECK(edge.frame(0).size() <= qrCapacity(12));
    CHECK(edge.frame(0).size() + 2 > qrCapacity(12));
    CHECK(FrameSequence::forBytes(sampleBytes(largest + 1)).value().size() == 2);
}

TEST_CASE("more than a transfer can carry is refused") {
    CHECK(FrameSequence::forBytes(sampleBytes(MAX_MESSAGE_SIZE)).error() == Error::tooLarge);
    CHECK(FrameSequence::forBytes(sampleBytes(MAX_MESSAGE_SIZE - 5), {.maxVersion = 40}));
    CHECK(FrameSequence::forBytes(sampleBytes(MAX_MESSAGE_SIZE - 5), {.maxVersion = 5}).error() ==
          Error::tooLarge);
}

TEST_CASE("every frame of every format fits its symbols, and a round begins again") {
    for (const int version : {MIN_FRAME_VERSION, 12, 40})
        for (const FrameFormat format : {FrameFormat::bbqr, FrameFormat::specter}) {
            const auto frames =
                FrameSequence::forBytes(sampleBytes(10'000), {.maxVersion = version, .format = format})
                    .value();
            CHECK(frames.size() > 1);
            for (std::size_t i = 0; i < frames.size(); ++i) {
                CHECK(frames.symbol(i).version() == frames.symbol(0).version());
                CHECK(frames.symbol(i).version() <= version);
            }
            CHECK(frames.frame(frames.size()) == frames.frame(0));
        }
}

TEST_CASE("base43 and base64 are one frame or none") {
    for (const FrameFormat format : {FrameFormat::base43, FrameFormat::base64}) {
        std::size_t size = 100;
        while (FrameSequence::forBytes(sampleBytes(size + 1), {.format = format}))
            ++size;
        const auto frames = FrameSequence::forBytes(sampleBytes(size), {.format = format}).value();
        CHECK(frames.size() == 1);
        CHECK(frames.symbol(0).version() == 12);
        CHECK(frames.symbol(7).version() == 12);
        CHECK(FrameSequence::forBytes(sampleBytes(size + 1), {.format = format}).error() ==
              Error::symbolTooLarge);
        CHECK(FrameSequence::forBytes(sampleBytes(50'000), {.format = format}).error() ==
              Error::symbolTooLarge);
        CHECK(FrameSequence::forBytes({}, {.format = format}).error() == Error::empty);
    }
}

TEST_CASE("a receiver that joins late needs no frame to be shown again") {
    const base::Bytes document = sampleBytes(9'000);
    const auto frames = FrameSequence::forBytes(document).value();
    FrameCollector collector;
    std::size_t index = frames.size() / 2;
    while (!collector.payload() && index < 4 * frames.size())
        CHECK(collector.add(frames.frame(index++)));
    CHECK(collector.payload() == Payload{PayloadType::bytes, document});
    CHECK(index < 2 * frames.size());
}
