// The little of CBOR (RFC 8949) that UR frames use: unsigned integers, byte strings and array headers, read
// only in their deterministic encoding (§4.2.1), because what has two encodings has two hashes (ATTACKS A85).
//
// Written here rather than taken from libcbor, which accepts integers in more bytes than they need and
// indefinite lengths. Nothing here recurses, and nothing allocates by a length that was only announced.
#pragma once

#include "airgap/errors.h"
#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "base/bytes.h"

#include <cstdint>

namespace strongroom::airgap {

class CborReader {
public:
    explicit CborReader(base::ByteSpan data) : m_reader(data) {}

    [[nodiscard]] Result<std::uint64_t> unsignedInteger();
    /// A view into the data.
    [[nodiscard]] Result<base::ByteSpan> byteString();
    /// The number of items that follow.
    [[nodiscard]] Result<std::uint64_t> arrayHeader();
    [[nodiscard]] Result<void> expectEnd() const;

private:
    enum class Major : std::uint8_t { unsignedInteger = 0, byteString = 2, array = 4 };
    [[nodiscard]] Result<std::uint64_t> header(Major major);
    [[nodiscard]] Result<std::uint64_t> bigEndian(std::size_t size);

    base::ByteReader m_reader;
};

class CborWriter {
public:
    CborWriter& unsignedInteger(std::uint64_t value);
    CborWriter& byteString(base::ByteSpan bytes);
    CborWriter& arrayHeader(std::uint64_t items);
    [[nodiscard]] base::Bytes take() { return m_writer.take(); }

private:
    void header(std::uint8_t major, std::uint64_t value);

    base::ByteWriter m_writer;
};

/// How many bytes CborWriter needs for an integer or the header of a string or array.
[[nodiscard]] std::size_t cborHeaderSize(std::uint64_t value);

} // namespace strongroom::airgap
