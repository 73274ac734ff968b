// The writing counterpart of ByteReader: appends to a buffer it owns. Integers are little-endian.
#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <utility>

namespace strongroom::base {

class ByteWriter {
public:
    ByteWriter& u8(std::uint8_t value);
    ByteWriter& u16(std::uint16_t value);
    ByteWriter& u32(std::uint32_t value);
    ByteWriter& u64(std::uint64_t value);
    ByteWriter& u32BigEndian(std::uint32_t value);
    ByteWriter& compactSize(std::uint64_t value);
    ByteWriter& bytes(ByteSpan data);
    /// compactSize of the length, then the bytes.
    ByteWriter& bytesWithLength(ByteSpan data);

    void reserve(std::size_t size) { m_data.reserve(size); }
    [[nodiscard]] const Bytes& data() const { return m_data; }
    [[nodiscard]] Bytes take() { return std::move(m_data); }

private:
    Bytes m_data;
};

} // namespace strongroom::base
