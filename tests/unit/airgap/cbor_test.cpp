#include "airgap/cbor.h"

#include "base/text_encoding.h"

#include <doctest/doctest.h>

#include <limits>

using namespace strongroom;
using namespace strongroom::airgap;

namespace {

Result<std::uint64_t> readInteger(std::string_view hex) {
    const base::Bytes bytes = *base::fromHex(hex);
    CborReader reader(bytes);
    auto value = reader.unsignedInteger();
    if (value && !reader.expectEnd())
        return base::Unexpected(Error::malformedCbor);
    return value;
}

} // namespace

TEST_CASE("integers are written in the fewest bytes and read back") {
    const std::uint64_t boundaries[] = {
        0,      23,     24,         255,         256,
        65'535, 65'536, 0xffffffff, 0x100000000, std::numeric_limits<std::uint64_t>::max()};
    const std::size_t sizes[] = {1, 1, 2, 2, 3, 3, 5, 5, 9, 9};
    for (std::size_t i = 0; i < 10; ++i) {
        CborWriter writer;
        const base::Bytes bytes = writer.unsignedInteger(boundaries[i]).take();
        CHECK(bytes.size() == sizes[i]);
        CHECK(cborHeaderSize(boundaries[i]) == sizes[i]);
        CHECK(readInteger(base::toHex(bytes)).value() == boundaries[i]);
    }
}

TEST_CASE("integers in more bytes than they need are refused") {
    for (const auto* hex : {"1800", "1817", "190017", "1900ff", "1a0000ffff", "1b00000000ffffffff"})
        CHECK(readInteger(hex).error() == Error::notDeterministicCbor);
}

TEST_CASE("indefinite lengths are refused") {
    const base::Bytes string = *base::fromHex("5f4101ff");
    CHECK(CborReader(string).byteString().error() == Error::notDeterministicCbor);
    const base::Bytes array = *base::fromHex("9f01ff");
    CHECK(CborReader(array).arrayHeader().error() == Error::notDeterministicCbor);
}

TEST_CASE("a length past the end is refused without allocating it") {
    for (const auto* hex : {"5b7fffffffffffffff", "5bffffffffffffffff", "4201", "58", "5a00010000"}) {
        const base::Bytes bytes = *base::fromHex(hex);
        CHECK(CborReader(bytes).byteString().error() == Error::malformedCbor);
    }
}

TEST_CASE("another type, a tag, a reserved length and nothing at all are refused") {
    for (const auto* hex : {"20", "40", "80", "a0", "c001", "f5", "1c", "1d", "1e", ""})
        CHECK(readInteger(hex).error() == Error::malformedCbor);
    CHECK(readInteger("0000").error() == Error::malformedCbor); // trailing byte
    for (const std::size_t reserved : {28U, 29U, 30U}) { // though there are as many bytes as one could mean
        base::Bytes bytes(1 + (std::size_t{1} << (reserved - 24)));
        bytes[0] = static_cast<std::uint8_t>(reserved);
        CHECK(CborReader(bytes).unsignedInteger().error() == Error::malformedCbor);
    }
}
