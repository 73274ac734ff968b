// One SLIP-0039 share: its words, and what they say. Whoever has one share alone learns nothing about the
// secret but its length; the words are treated as a secret all the same. Move-only; one thread at a time.
#pragma once

#include "keys/errors.h"
#include "secret/secret_array.h"
#include "secret/secret_text.h"

#include <cstddef>
#include <cstdint>

namespace strongroom::keys {

/// What all shares of one split have in common.
struct Slip39Set {
    std::uint16_t identifier = 0; ///< 15 bits, random.
    bool extendable = true;       ///< Further sets of the same secret may be made under other identifiers.
    std::uint8_t exponent = 1;    ///< 10,000 · 2^exponent rounds of PBKDF2 between passphrase and secret.
    std::uint8_t groupThreshold = 1;
    std::uint8_t groupCount = 1;
    friend bool operator==(const Slip39Set&, const Slip39Set&) = default;
};

/// A point of a group's polynomial; up to 64 bytes, the longest seed that BIP32 knows.
struct Slip39Value {
    static constexpr std::size_t MAX_SIZE = 64;
    secret::SecretArray<MAX_SIZE> bytes;
    std::size_t size = 0;

    [[nodiscard]] base::ByteSpan span() const { return bytes.span().first(size); }
    [[nodiscard]] std::span<std::uint8_t> mutableSpan() { return bytes.mutableSpan().first(size); }
};

struct Slip39Share {
    Slip39Set set;
    std::uint8_t group = 0; ///< From 0.
    std::uint8_t member = 0;
    std::uint8_t memberThreshold = 1;
    Slip39Value value;

    /// Words between spaces, in whatever case. Errors: slip39WordCount, slip39UnknownWord, slip39Checksum,
    /// slip39Padding, slip39GroupThreshold.
    [[nodiscard]] static Result<Slip39Share> parse(const secret::SecretText& words);
    /// 20 words for 128 bits, 33 for 256.
    [[nodiscard]] secret::SecretText words() const;
};

} // namespace strongroom::keys
