// Raw DEFLATE (RFC 1951) as BBQr uses it: no header, no checksum, a window of 1 KiB.
#pragma once

#include "airgap/errors.h"
#include "base/bytes.h"

#include <cstddef>

namespace strongroom::airgap {

/// The smallest that zlib makes with a window of 1 KiB, which the weakest receiver needs.
[[nodiscard]] base::Bytes compress(base::ByteSpan content);

/// Reads any window up to 32 KiB. Stops at `limit` bytes, whatever the stream still promises (ATTACKS A84).
/// Errors: tooLarge, malformedCompression (also for a stream that ends early or has bytes after it).
[[nodiscard]] Result<base::Bytes> decompress(base::ByteSpan stream, std::size_t limit);

} // namespace strongroom::airgap
