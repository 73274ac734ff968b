// Bytewords in the minimal style (BCR-2020-012): each byte is the first and the last letter of its word, and
// four bytes of CRC-32 follow the content. The checksum finds reading errors; it is no protection against
// anybody.
#pragma once

#include "airgap/errors.h"
#include "base/bytes.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace strongroom::airgap {

/// CRC-32 as in ISO 3309 (the one of zlib and PNG).
[[nodiscard]] std::uint32_t crc32(base::ByteSpan bytes);

/// Lower-case letters, two for each byte of content and checksum.
[[nodiscard]] std::string encodeBytewords(base::ByteSpan content);

/// Letters in either case. Content of no bytes is refused: nothing encodes to that.
[[nodiscard]] Result<base::Bytes> decodeBytewords(std::string_view text);

} // namespace strongroom::airgap
