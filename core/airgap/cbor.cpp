#include "airgap/cbor.h"

namespace strongroom::airgap {

namespace {

// The low five bits of an initial byte (RFC 8949 §3).
constexpr std::uint8_t INFO_MASK = 0x1f;
constexpr std::uint8_t ONE_BYTE_FOLLOWS = 24;
constexpr std::uint8_t EIGHT_BYTES_FOLLOW = 27;
constexpr std::uint8_t INDEFINITE = 31;
constexpr unsigned MAJOR_SHIFT = 5;

} // namespace

Result<std::uint64_t> CborReader::bigEndian(std::size_t size) {
    const auto bytes = m_reader.take(size);
    if (!bytes)
        return base::Unexpected(Error::malformedCbor);
    std::uint64_t value = 0;
    for (const std::uint8_t byte : *bytes)
        value = (value << 8U) | byte;
    return value;
}

Result<std::uint64_t> CborReader::header(Major major) {
    const auto initial = m_reader.u8();
    if (!initial)
        return base::Unexpected(Error::malformedCbor);
    if (*initial >> MAJOR_SHIFT != static_cast<unsigned>(major))
        return base::Unexpected(Error::malformedCbor);
    const auto info = static_cast<std::uint8_t>(*initial & INFO_MASK);
    if (info < ONE_BYTE_FOLLOWS)
        return std::uint64_t{info};
    if (info == INDEFINITE)
        return base::Unexpected(Error::notDeterministicCbor);
    if (info > EIGHT_BYTES_FOLLOW)
        return base::Unexpected(Error::malformedCbor);
    const std::size_t size = std::size_t{1} << (info - ONE_BYTE_FOLLOWS);
    STRONGROOM_ASSIGN(const std::uint64_t value, bigEndian(size));
    if (cborHeaderSize(value) != 1 + size)
        return base::Unexpected(Error::notDeterministicCbor);
    return value;
}

Result<std::uint64_t> CborReader::unsignedInteger() {
    return header(Major::unsignedInteger);
}

Result<base::ByteSpan> CborReader::byteString() {
    STRONGROOM_ASSIGN(const std::uint64_t length, header(Major::byteString));
    const auto bytes = m_reader.take(length);
    if (!bytes)
        return base::Unexpected(Error::malformedCbor);
    return *bytes;
}

Result<std::uint64_t> CborReader::arrayHeader() {
    return header(Major::array);
}

Result<void> CborReader::expectEnd() const {
    if (m_reader.remaining() != 0)
        return base::Unexpected(Error::malformedCbor);
    return {};
}

std::size_t cborHeaderSize(std::uint64_t value) {
    if (value < ONE_BYTE_FOLLOWS)
        return 1;
    std::size_t size = 1;
    while (size < 8 && value >> (8U * size) != 0)
        size *= 2;
    return 1 + size;
}

void CborWriter::header(std::uint8_t major, std::uint64_t value) {
    const auto top = static_cast<std::uint8_t>(major << MAJOR_SHIFT);
    const std::size_t following = cborHeaderSize(value) - 1;
    if (following == 0) {
        m_writer.u8(static_cast<std::uint8_t>(top | value));
        return;
    }
    std::uint8_t info = ONE_BYTE_FOLLOWS;
    for (std::size_t size = 1; size < following; size *= 2)
        ++info;
    m_writer.u8(static_cast<std::uint8_t>(top | info));
    for (std::size_t i = following; i-- > 0;)
        m_writer.u8(static_cast<std::uint8_t>(value >> (8U * i)));
}

CborWriter& CborWriter::unsignedInteger(std::uint64_t value) {
    header(0, value);
    return *this;
}

CborWriter& CborWriter::byteString(base::ByteSpan bytes) {
    header(2, bytes.size());
    m_writer.bytes(bytes);
    return *this;
}

CborWriter& CborWriter::arrayHeader(std::uint64_t items) {
    header(4, items);
    return *this;
}

} // namespace strongroom::airgap
