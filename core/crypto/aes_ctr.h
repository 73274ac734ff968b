// AES-256 in counter mode (NIST SP 800-38A). Only for formats of others that demand it (BIP129): it keeps
// nothing from being changed, so whoever decrypts checks a MAC. What this program seals itself goes through
// crypto/aead.h. Pure, thread-safe.
#pragma once

#include "base/bytes.h"

#include <array>
#include <cstdint>

namespace strongroom::crypto {

inline constexpr std::size_t AES_BLOCK_SIZE = 16;

/// Encrypts and decrypts alike. `key` has 32 bytes; `counter` is that of the first block, big-endian.
[[nodiscard]] base::Bytes
aes256Ctr(base::ByteSpan key, const std::array<std::uint8_t, AES_BLOCK_SIZE>& counter, base::ByteSpan data);

} // namespace strongroom::crypto
