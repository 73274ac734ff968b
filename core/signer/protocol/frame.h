// One message of the signer protocol, request or reply (docs/formats/signer-protocol.md).
//
//   magic "SRS1" | u32 header length | u32 secret length | u32 blob count | header | secret | blobs (u32
//   length, bytes)
//
// The header is a JSON object. Passphrases and keys travel in the secret section only, which is read from the
// socket straight into guarded memory and never becomes a std::string. Lengths are checked against the caps
// below before anything is allocated (ATTACKS A47, A125).
#pragma once

#include "base/bytes.h"
#include "base/json.h"
#include "secret/secure_buffer.h"
#include "signer/protocol/errors.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace strongroom::signer {

inline constexpr std::int64_t PROTOCOL_VERSION = 1;
/// Headers hold names and short objects; large things are blobs.
inline constexpr std::uint32_t MAX_HEADER = 1024 * 1024;
/// A passphrase (1,024 bytes) or a set of mnemonic words.
inline constexpr std::uint32_t MAX_SECRET = 4096;
/// Heads and their documents of an authority chain come as one blob each.
inline constexpr std::uint32_t MAX_BLOBS = 4096;
/// A PSBT (psbt::MAX_PSBT_SIZE, 16 MiB) with room.
inline constexpr std::uint32_t MAX_BLOB = 17 * 1024 * 1024;
inline constexpr std::uint64_t MAX_FRAME = 32ULL * 1024 * 1024;

struct Frame {
    base::Json header;
    std::optional<secret::SecureBuffer> secret;
    std::vector<base::Bytes> blobs;
};

/// A connected stream that can be waited for. Implemented by a socket, and by memory in tests.
class Stream {
public:
    virtual ~Stream() = default;
    /// Fills `out` completely.
    [[nodiscard]] virtual Result<void> read(std::span<std::uint8_t> out) = 0;
    /// Writes all of `data`.
    [[nodiscard]] virtual Result<void> write(base::ByteSpan data) = 0;
};

[[nodiscard]] Result<void> writeFrame(Stream& stream, const Frame& frame);
[[nodiscard]] Result<Frame> readFrame(Stream& stream);

} // namespace strongroom::signer
