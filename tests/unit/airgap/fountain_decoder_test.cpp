#include "airgap/fountain_decoder.h"

#include "airgap/bytewords.h"
#include "airgap/cbor.h"
#include "airgap/ur.h"
#include "sample_bytes.h"

#include <doctest/doctest.h>

#include <random>

using namespace strongroom;
using namespace strongroom::airgap;
using test::sampleBytes;
using Step = FountainDecoder::Step;

namespace {

/// Parts of a message as an encoder makes them.
class Source {
public:
    Source(base::Bytes message, std::size_t fragmentSize)
        : m_encoder(UrEncoder::create({"bytes", std::move(message)}, fragmentSize).value()) {}
    [[nodiscard]] std::uint32_t fragments() const { return m_encoder.parts(); }
    [[nodiscard]] FountainPart part(std::uint32_t number) const {
        const std::string text = m_encoder.part(number);
        return FountainPart::parse(decodeBytewords(text.substr(text.rfind('/') + 1)).value()).value();
    }

private:
    UrEncoder m_encoder;
};

base::Bytes rawPart(std::uint64_t number, std::uint64_t fragments, std::uint64_t size, std::uint64_t checksum,
                    std::size_t dataSize) {
    CborWriter writer;
    return writer.arrayHeader(5)
        .unsignedInteger(number)
        .unsignedInteger(fragments)
        .unsignedInteger(size)
        .unsignedInteger(checksum)
        .byteString(base::Bytes(dataSize, 1))
        .take();
}

} // namespace

TEST_CASE("a message is put together from its fragments in any order") {
    const base::Bytes message = sampleBytes(1'001);
    const Source source(message, 100);
    FountainDecoder decoder;
    for (std::uint32_t number = source.fragments(); number > 1; --number) {
        CHECK(decoder.add(source.part(number)).value() == Step::progress);
        CHECK(decoder.received() == source.fragments() + 1 - number);
    }
    CHECK_FALSE(decoder.message());
    CHECK(decoder.add(source.part(1)).value() == Step::complete);
    CHECK(decoder.message() == message);
    CHECK(decoder.add(source.part(3)).value() == Step::complete);
}

TEST_CASE("mixed parts alone suffice, and the part that makes it possible completes the message") {
    const base::Bytes message = sampleBytes(2'000);
    const Source source(message, 50);
    FountainDecoder decoder;
    std::uint32_t taken = 0;
    for (std::uint32_t number = source.fragments() + 1;
         !decoder.message() && number < 10 * source.fragments(); ++number) {
        const std::size_t before = decoder.received();
        const Step step = decoder.add(source.part(number)).value();
        CHECK((step == Step::nothingNew) == (decoder.received() == before));
        ++taken;
    }
    CHECK(decoder.message() == message);
    CHECK(taken < source.fragments() + source.fragments() / 2);
}

TEST_CASE("one frame in five lost costs about as many more, whatever is lost") {
    const base::Bytes message = sampleBytes(20'000);
    const Source source(message, 200);
    for (unsigned seed = 0; seed < 20; ++seed) {
        std::mt19937 random(seed);
        FountainDecoder decoder;
        std::uint32_t number = 0;
        while (!decoder.message() && number < 3 * source.fragments())
            if (++number; random() % 5 != 0)
                CHECK(decoder.add(source.part(number)));
        CHECK(decoder.message() == message);
        CHECK(number < 2 * source.fragments());
    }
}

TEST_CASE("parts of another message are refused and change nothing (A79)") {
    const Source wanted(sampleBytes(1'000, 1), 100);
    const Source other(sampleBytes(1'000, 2), 100); // same lengths, other checksum
    const Source longer(sampleBytes(1'100, 1), 100);
    FountainDecoder decoder;
    CHECK(decoder.add(wanted.part(1)));
    for (std::uint32_t number = 1; number <= 30; ++number) {
        CHECK(decoder.add(other.part(number)).error() == Error::otherMessage);
        CHECK(decoder.add(longer.part(number)).error() == Error::otherMessage);
    }
    CHECK(decoder.received() == 1);
    for (std::uint32_t number = 2; number <= wanted.fragments(); ++number)
        CHECK(decoder.add(wanted.part(number)));
    CHECK(decoder.message() == sampleBytes(1'000, 1));
}

TEST_CASE("a part that contradicts the others is refused") {
    const Source source(sampleBytes(1'000), 100);
    FountainDecoder decoder;
    CHECK(decoder.add(source.part(1)));
    FountainPart changed = source.part(1);
    changed.data.back() ^= 1;
    CHECK(decoder.add(changed).error() == Error::inconsistentPart);
    CHECK(decoder.add(source.part(1)).value() == Step::nothingNew);
}

TEST_CASE("a forged fragment fails the checksum of the whole, and a fresh start succeeds") {
    const base::Bytes message = sampleBytes(300);
    const Source source(message, 100);
    FountainDecoder decoder;
    FountainPart forged = source.part(1);
    forged.data.front() ^= 1;
    CHECK(decoder.add(forged));
    CHECK(decoder.add(source.part(2)));
    CHECK(decoder.add(source.part(3)).error() == Error::wrongMessageChecksum);
    CHECK(decoder.needed() == 0);
    for (std::uint32_t number = 1; number <= 3; ++number)
        CHECK(decoder.add(source.part(number)));
    CHECK(decoder.message() == message);
}

TEST_CASE("lengths that a part states are bounded before anything is allocated (A80)") {
    CHECK(FountainPart::parse(rawPart(1, 1, 0xffffffff, 0, 10)).error() == Error::partOutOfBounds);
    CHECK(FountainPart::parse(rawPart(1, 4'096, MAX_MESSAGE_SIZE + 1, 0, 1'025)).error() ==
          Error::partOutOfBounds);
    CHECK(FountainPart::parse(rawPart(1, 4'096, MAX_MESSAGE_SIZE, 0, 1'024)));
    CHECK(FountainPart::parse(rawPart(1, 2, 100, 0, 10)).error() == Error::partOutOfBounds); // data too short
    CHECK(FountainPart::parse(rawPart(1, 2, 100, 0, 100)).error() == Error::partOutOfBounds); // one too many
    CHECK(FountainPart::parse(rawPart(1, 2, 0, 0, 0)).error() == Error::partOutOfBounds);
}

TEST_CASE("numbers that no encoder gives are refused (A81)") {
    CHECK(FountainPart::parse(rawPart(0, 2, 20, 0, 10)).error() == Error::partOutOfBounds);
    CHECK(FountainPart::parse(rawPart(1, 0, 20, 0, 10)).error() == Error::partOutOfBounds);
    CHECK(FountainPart::parse(rawPart(1, 0x80000000, 20, 0, 10)).error() == Error::partOutOfBounds);
    CHECK(FountainPart::parse(rawPart(1, MAX_FRAGMENTS + 1, MAX_FRAGMENTS + 1, 0, 1)).error() ==
          Error::partOutOfBounds);
    CHECK(FountainPart::parse(rawPart(0x100000000, 2, 20, 0, 10)).error() == Error::partOutOfBounds);
    CHECK(FountainPart::parse(rawPart(0xffffffff, 2, 20, 0, 10)));
}

TEST_CASE("a part is one CBOR array of five and nothing after it (A85)") {
    base::Bytes bytes = rawPart(1, 2, 20, 0, 10);
    CHECK(FountainPart::parse(bytes));
    bytes.push_back(0);
    CHECK(FountainPart::parse(bytes).error() == Error::malformedCbor);
    bytes.pop_back();
    bytes.front() = 0x84;
    CHECK(FountainPart::parse(bytes).error() == Error::malformedCbor);
    const base::Bytes deep(10'000, 0x81); // arrays in arrays
    CHECK(FountainPart::parse(deep).error() == Error::malformedCbor);
}

TEST_CASE("the largest message with the most fragments is decoded from mixed parts") {
    const base::Bytes message = sampleBytes(MAX_FRAGMENTS * 2);
    const Source source(message, 2);
    REQUIRE(source.fragments() == MAX_FRAGMENTS);
    FountainDecoder decoder;
    // Every other fragment, then mixtures: as many equations stored at once as there can be.
    for (std::uint32_t number = 1; number <= source.fragments(); number += 2)
        CHECK(decoder.add(source.part(number)));
    for (std::uint32_t number = source.fragments() + 1; !decoder.message() && number < 6 * MAX_FRAGMENTS;
         ++number)
        CHECK(decoder.add(source.part(number)));
    CHECK(decoder.message() == message);
}
