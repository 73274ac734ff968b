#include "base/byte_writer.h"

namespace strongroom::base {

ByteWriter& ByteWriter::u8(std::uint8_t value) {
    m_data.push_back(value);
    return *this;
}

ByteWriter& ByteWriter::u16(std::uint16_t value) {
    for (unsigned shift = 0; shift < 16; shift += 8)
        m_data.push_back(static_cast<std::uint8_t>(value >> shift));
    return *this;
}

ByteWriter& ByteWriter::u32(std::uint32_t value) {
    for (unsigned shift = 0; shift < 32; shift += 8)
        m_data.push_back(static_cast<std::uint8_t>(value >> shift));
    return *this;
}

ByteWriter& ByteWriter::u64(std::uint64_t value) {
    for (unsigned shift = 0; shift < 64; shift += 8)
        m_data.push_back(static_cast<std::uint8_t>(value >> shift));
    return *this;
}

ByteWriter& ByteWriter::u32BigEndian(std::uint32_t value) {
    for (unsigned shift = 32; shift > 0; shift -= 8)
        m_data.push_back(static_cast<std::uint8_t>(value >> (shift - 8)));
    return *this;
}

ByteWriter& ByteWriter::compactSize(std::uint64_t value) {
    if (value < 0xfd)
        return u8(static_cast<std::uint8_t>(value));
    if (value <= 0xffff)
        return u8(0xfd).u16(static_cast<std::uint16_t>(value));
    if (value <= 0xffffffffULL)
        return u8(0xfe).u32(static_cast<std::uint32_t>(value));
    return u8(0xff).u64(value);
}

ByteWriter& ByteWriter::bytes(ByteSpan data) {
    m_data.insert(m_data.end(), data.begin(), data.end());
    return *this;
}

ByteWriter& ByteWriter::bytesWithLength(ByteSpan data) {
    return compactSize(data.size()).bytes(data);
}

} // namespace strongroom::base
