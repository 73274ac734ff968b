// Bounded reading of binary formats. A ByteReader never reads past its span, never allocates by a length it
// was told and remembers nothing after a failure: check every step (STRONGROOM_ASSIGN). Integers are
// little-endian as in the Bitcoin protocol, unless the name says otherwise.
#pragma once

#include "base/bytes.h"
#include "base/failure.h"
#include "base/result.h"

#include <cstdint>

namespace strongroom::base {

enum class ReadError : std::uint8_t {
    endOfData,
    nonMinimalCompactSize, ///< A length written in more bytes than it needs (ATTACKS A49).
    trailingData,
};
[[nodiscard]] ErrorInfo describe(ReadError error);

template <typename T>
using ReadResult = Result<T, ReadError>;

class ByteReader {
public:
    explicit ByteReader(ByteSpan data) : m_data(data) {}

    [[nodiscard]] std::size_t remaining() const { return m_data.size() - m_position; }
    [[nodiscard]] std::size_t position() const { return m_position; }

    [[nodiscard]] ReadResult<std::uint8_t> u8();
    [[nodiscard]] ReadResult<std::uint16_t> u16();
    [[nodiscard]] ReadResult<std::uint32_t> u32();
    [[nodiscard]] ReadResult<std::uint64_t> u64();
    [[nodiscard]] ReadResult<std::uint32_t> u32BigEndian();
    /// Bitcoin's variable length integer, minimal encodings only.
    [[nodiscard]] ReadResult<std::uint64_t> compactSize();
    /// A view of the next `length` bytes; lives as long as the data.
    [[nodiscard]] ReadResult<ByteSpan> take(std::uint64_t length);
    /// compactSize, then that many bytes.
    [[nodiscard]] ReadResult<ByteSpan> takeWithLength();
    template <typename T>
    [[nodiscard]] ReadResult<T> fixed() {
        STRONGROOM_ASSIGN(const ByteSpan bytes, take(T::SIZE));
        return *T::from(bytes);
    }
    /// Fails when anything is left.
    [[nodiscard]] ReadResult<void> expectEnd() const;

private:
    ByteSpan m_data;
    std::size_t m_position = 0;
};

} // namespace strongroom::base
