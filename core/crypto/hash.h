// Hashes and HMAC over public data. What is derived from secrets is in crypto/kdf.h and comes back in secret
// types.
//
// Pure functions, thread-safe. SHA-2 is FIPS 180-4, HMAC RFC 2104, tagged hashes BIP340.
#pragma once

#include "base/bytes.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace strongroom::crypto {

struct Hash256Tag {};
struct Hash160Tag {};
struct Hash512Tag {};
using Hash256 = base::FixedBytes<32, Hash256Tag>;
using Hash160 = base::FixedBytes<20, Hash160Tag>;
using Hash512 = base::FixedBytes<64, Hash512Tag>;

/// SHA-256 in pieces. A copy is a midstate: what was hashed so far need not be hashed again.
class Sha256 {
public:
    Sha256();
    Sha256& update(base::ByteSpan data);
    /// The hash of everything so far; more may follow.
    [[nodiscard]] Hash256 finish() const;
    /// SHA-256 of `finish()`, as Bitcoin hashes twice.
    [[nodiscard]] Hash256 finishDouble() const;

private:
    /// The library's own state, kept opaque: no heap, copied as bytes.
    alignas(8) std::array<std::byte, 112> m_state;
};

[[nodiscard]] Hash256 sha256(base::ByteSpan data);
/// SHA-256 of SHA-256.
[[nodiscard]] Hash256 sha256d(base::ByteSpan data);
[[nodiscard]] Hash512 sha512(base::ByteSpan data);
/// What OP_RIPEMD160 computes.
[[nodiscard]] Hash160 ripemd160(base::ByteSpan data);
/// RIPEMD-160 of SHA-256.
[[nodiscard]] Hash160 hash160(base::ByteSpan data);

/// The midstate after SHA-256(tag) ‖ SHA-256(tag) (BIP340), for callers that hash many messages under one
/// tag.
[[nodiscard]] Sha256 taggedSha256(std::string_view tag);
[[nodiscard]] Hash256 taggedHash(std::string_view tag, base::ByteSpan data);

/// HMAC-SHA512 of many messages under one key: what the key contributes is hashed once.
class HmacSha512 {
public:
    explicit HmacSha512(base::ByteSpan key);
    [[nodiscard]] Hash512 of(base::ByteSpan data) const;

private:
    // The library's states after the key's two blocks (RFC 2104), as in Sha256.
    using State = std::array<std::byte, 216>;
    alignas(8) State m_inner;
    alignas(8) State m_outer;
};

[[nodiscard]] Hash256 hmacSha256(base::ByteSpan key, base::ByteSpan data);
[[nodiscard]] Hash512 hmacSha512(base::ByteSpan key, base::ByteSpan data);

} // namespace strongroom::crypto
