#include "base/byte_reader.h"
#include "base/byte_writer.h"

#include <doctest/doctest.h>

using namespace strongroom::base;

TEST_CASE("what a writer writes, a reader reads") {
    ByteWriter writer;
    writer.u8(1).u16(0x0203).u32(0x04050607).u64(0x08090a0b0c0d0e0f).u32BigEndian(0x01020304);
    const Bytes payload{9, 8, 7};
    writer.bytesWithLength(payload);
    ByteReader reader(writer.data());
    CHECK(*reader.u8() == 1);
    CHECK(*reader.u16() == 0x0203);
    CHECK(*reader.u32() == 0x04050607);
    CHECK(*reader.u64() == 0x08090a0b0c0d0e0f);
    CHECK(*reader.u32BigEndian() == 0x01020304);
    CHECK(toBytes(*reader.takeWithLength()) == payload);
    CHECK(reader.expectEnd().has_value());
}

TEST_CASE("compact sizes survive a round trip at every boundary") {
    for (const std::uint64_t value : {0ULL, 0xfcULL, 0xfdULL, 0xffffULL, 0x10000ULL, 0xffffffffULL,
                                      0x100000000ULL, 0xffffffffffffffffULL}) {
        const Bytes bytes = ByteWriter().compactSize(value).take();
        ByteReader reader(bytes);
        CHECK(*reader.compactSize() == value);
        CHECK(reader.remaining() == 0);
    }
}

TEST_CASE("a compact size that is longer than needed is refused") {
    for (const Bytes& bytes :
         {Bytes{0xfd, 0x01, 0x00}, Bytes{0xfd, 0xfc, 0x00}, Bytes{0xfe, 0xff, 0xff, 0, 0},
          Bytes{0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0}}) {
        ByteReader reader(bytes);
        CHECK(reader.compactSize().error() == ReadError::nonMinimalCompactSize);
    }
}

TEST_CASE("a length past the end is refused before anything is allocated") {
    const Bytes bytes{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2};
    ByteReader reader(bytes);
    CHECK(reader.takeWithLength().error() == ReadError::endOfData);
}

TEST_CASE("data after the end is refused") {
    const Bytes bytes{1, 2};
    ByteReader reader(bytes);
    CHECK(reader.u8().has_value());
    CHECK(reader.expectEnd().error() == ReadError::trailingData);
    CHECK(reader.u8().has_value());
    CHECK(reader.u8().error() == ReadError::endOfData);
}
