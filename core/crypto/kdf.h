// Keys derived from secrets: HMAC with a secret result, HKDF (RFC 5869), PBKDF2 (RFC 8018), SHA-256 of secret
// bytes. Passphrases of envelopes go through Argon2id instead (crypto/argon2.h); PBKDF2 is here for
// BIP39 and SLIP-0039.
//
// Thread-safe. Results are in secret types; intermediate states are wiped.
#pragma once

#include "base/bytes.h"
#include "secret/secret_array.h"

#include <cstdint>
#include <span>

namespace strongroom::crypto {

[[nodiscard]] secret::SecretArray<32> hmacSha256Secret(base::ByteSpan key, base::ByteSpan data);
[[nodiscard]] secret::SecretArray<64> hmacSha512Secret(base::ByteSpan key, base::ByteSpan data);
[[nodiscard]] secret::SecretArray<32> sha256Secret(base::ByteSpan data);

/// Fills `out` with HKDF-SHA-256 output. More than 255 × 32 bytes is a broken invariant.
void hkdfSha256Into(base::ByteSpan inputKey, base::ByteSpan salt, base::ByteSpan info,
                    std::span<std::uint8_t> out);
/// Fills `out`. Zero iterations are a broken invariant.
void pbkdf2HmacSha256Into(base::ByteSpan password, base::ByteSpan salt, std::uint32_t iterations,
                          std::span<std::uint8_t> out);
void pbkdf2HmacSha512Into(base::ByteSpan password, base::ByteSpan salt, std::uint32_t iterations,
                          std::span<std::uint8_t> out);

template <std::size_t N>
[[nodiscard]] secret::SecretArray<N> hkdfSha256(base::ByteSpan inputKey, base::ByteSpan salt,
                                                base::ByteSpan info) {
    secret::SecretArray<N> result;
    hkdfSha256Into(inputKey, salt, info, result.mutableSpan());
    return result;
}

template <std::size_t N>
[[nodiscard]] secret::SecretArray<N> pbkdf2HmacSha512(base::ByteSpan password, base::ByteSpan salt,
                                                      std::uint32_t iterations) {
    secret::SecretArray<N> result;
    pbkdf2HmacSha512Into(password, salt, iterations, result.mutableSpan());
    return result;
}

} // namespace strongroom::crypto
