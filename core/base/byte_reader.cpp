#include "base/byte_reader.h"

namespace strongroom::base {

namespace {

template <typename T>
T littleEndian(ByteSpan bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
    return static_cast<T>(value);
}

} // namespace

ErrorInfo describe(ReadError error) {
    switch (error) {
    case ReadError::endOfData:
        return {"base.end_of_data", "The data ends too early."};
    case ReadError::nonMinimalCompactSize:
        return {"base.non_minimal_size", "A length is not written in its shortest form."};
    case ReadError::trailingData:
        return {"base.trailing_data", "There is data after the end."};
    }
    checkFailed("ReadError");
}

ReadResult<ByteSpan> ByteReader::take(std::uint64_t length) {
    if (length > remaining())
        return Unexpected(ReadError::endOfData);
    const ByteSpan result = m_data.subspan(m_position, static_cast<std::size_t>(length));
    m_position += static_cast<std::size_t>(length);
    return result;
}

ReadResult<std::uint8_t> ByteReader::u8() {
    STRONGROOM_ASSIGN(const ByteSpan bytes, take(1));
    return bytes[0];
}

ReadResult<std::uint16_t> ByteReader::u16() {
    STRONGROOM_ASSIGN(const ByteSpan bytes, take(2));
    return littleEndian<std::uint16_t>(bytes);
}

ReadResult<std::uint32_t> ByteReader::u32() {
    STRONGROOM_ASSIGN(const ByteSpan bytes, take(4));
    return littleEndian<std::uint32_t>(bytes);
}

ReadResult<std::uint64_t> ByteReader::u64() {
    STRONGROOM_ASSIGN(const ByteSpan bytes, take(8));
    return littleEndian<std::uint64_t>(bytes);
}

ReadResult<std::uint32_t> ByteReader::u32BigEndian() {
    STRONGROOM_ASSIGN(const ByteSpan bytes, take(4));
    return (std::uint32_t{bytes[0]} << 24U) | (std::uint32_t{bytes[1]} << 16U) |
           (std::uint32_t{bytes[2]} << 8U) | std::uint32_t{bytes[3]};
}

ReadResult<std::uint64_t> ByteReader::compactSize() {
    STRONGROOM_ASSIGN(const std::uint8_t first, u8());
    if (first < 0xfd)
        return std::uint64_t{first};
    if (first == 0xfd) {
        STRONGROOM_ASSIGN(const std::uint16_t value, u16());
        if (value < 0xfd)
            return Unexpected(ReadError::nonMinimalCompactSize);
        return std::uint64_t{value};
    }
    if (first == 0xfe) {
        STRONGROOM_ASSIGN(const std::uint32_t value, u32());
        if (value <= 0xffff)
            return Unexpected(ReadError::nonMinimalCompactSize);
        return std::uint64_t{value};
    }
    STRONGROOM_ASSIGN(const std::uint64_t value, u64());
    if (value <= 0xffffffffULL)
        return Unexpected(ReadError::nonMinimalCompactSize);
    return value;
}

ReadResult<ByteSpan> ByteReader::takeWithLength() {
    STRONGROOM_ASSIGN(const std::uint64_t length, compactSize());
    return take(length);
}

ReadResult<void> ByteReader::expectEnd() const {
    if (remaining() != 0)
        return Unexpected(ReadError::trailingData);
    return {};
}

} // namespace strongroom::base
