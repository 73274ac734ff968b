// The public side of secp256k1: points, ECDSA as Bitcoin relays it, Schnorr (BIP340), tweaks.
// What takes a private key is in crypto/secret_key_context.h.
//
// Values, thread-safe. A PublicKey or XOnlyPublicKey is always a valid point: parsing is the only way to one.
#pragma once

#include "base/bytes.h"
#include "crypto/hash.h"

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace strongroom::crypto {

struct TweakTag {};
/// 32 public bytes to be added to a key, times the generator. Need not be below the group order: adding
/// tells.
using Tweak = base::FixedBytes<32, TweakTag>;
struct SchnorrSignatureTag {};
using SchnorrSignature = base::FixedBytes<64, SchnorrSignatureTag>;

class XOnlyPublicKey;

/// A point, compared and ordered by its 33-byte compressed form.
class PublicKey {
public:
    static constexpr std::size_t SIZE = 33;

    /// The compressed form (02 or 03) only.
    [[nodiscard]] static std::optional<PublicKey> parse(base::ByteSpan bytes);
    /// Compressed, or uncompressed (04, 65 bytes); never hybrid (06, 07).
    [[nodiscard]] static std::optional<PublicKey> parseAnyForm(base::ByteSpan bytes);

    /// Compressed.
    [[nodiscard]] base::ByteSpan span() const { return m_compressed; }
    [[nodiscard]] const std::array<std::uint8_t, SIZE>& array() const { return m_compressed; }
    [[nodiscard]] XOnlyPublicKey xOnly() const;

    friend bool operator==(const PublicKey& a, const PublicKey& b) {
        return a.m_compressed == b.m_compressed;
    }
    friend auto operator<=>(const PublicKey& a, const PublicKey& b) {
        return a.m_compressed <=> b.m_compressed;
    }

private:
    friend struct Secp256k1Access;
    PublicKey() = default;
    std::array<std::uint8_t, SIZE> m_compressed{};
    std::array<std::uint8_t, 64> m_point{}; ///< The library's form: saves a square root in each use.
};

/// A point with even Y, by its X coordinate (BIP340).
class XOnlyPublicKey {
public:
    static constexpr std::size_t SIZE = 32;

    /// Nothing when there is no point with this X.
    [[nodiscard]] static std::optional<XOnlyPublicKey> parse(base::ByteSpan bytes);
    [[nodiscard]] base::ByteSpan span() const { return m_x; }
    [[nodiscard]] const std::array<std::uint8_t, SIZE>& array() const { return m_x; }

    friend bool operator==(const XOnlyPublicKey& a, const XOnlyPublicKey& b) { return a.m_x == b.m_x; }
    friend auto operator<=>(const XOnlyPublicKey& a, const XOnlyPublicKey& b) { return a.m_x <=> b.m_x; }

private:
    friend struct Secp256k1Access;
    XOnlyPublicKey() = default;
    std::array<std::uint8_t, SIZE> m_x{};
    std::array<std::uint8_t, 64> m_point{};
};

/// True for an encoding that could be somebody's signature: strict DER (BIP66) with R and S from 1 to the
/// group order − 1. `der` carries no sighash byte.
[[nodiscard]] bool isEcdsaSignature(base::ByteSpan der);

/// Strict DER and low S, as Bitcoin relays signatures (BIP66, BIP146). `der` carries no sighash byte.
[[nodiscard]] bool verifyEcdsa(const PublicKey& key, const Hash256& digest, base::ByteSpan der);

/// BIP340; messages of any length, 32 bytes in transactions.
[[nodiscard]] bool verifySchnorr(const XOnlyPublicKey& key, base::ByteSpan message,
                                 const SchnorrSignature& signature);
[[nodiscard]] inline bool verifySchnorr(const XOnlyPublicKey& key, const Hash256& digest,
                                        const SchnorrSignature& signature) {
    return verifySchnorr(key, digest.span(), signature);
}

/// key + tweak·G. Nothing when the tweak is not below the group order or the sum is the point at infinity.
[[nodiscard]] std::optional<PublicKey> tweakAdd(const PublicKey& key, const Tweak& tweak);

/// factor·key, for public factors only: not constant-time. Nothing when the factor is zero or not below the
/// group order.
[[nodiscard]] std::optional<PublicKey> tweakMultiply(const PublicKey& key, const Tweak& factor);

/// The sum of one or more points. Nothing when it is the point at infinity.
[[nodiscard]] std::optional<PublicKey> combine(std::span<const PublicKey> keys);

/// A taproot output key and what spending by script path must say about it.
struct TweakedXOnlyKey {
    XOnlyPublicKey key;
    enum class Parity : std::uint8_t { even, odd } parity; ///< Of the full point before it became x-only.
};
[[nodiscard]] std::optional<TweakedXOnlyKey> tweakAdd(const XOnlyPublicKey& key, const Tweak& tweak);

/// BIP341's tweak of an internal key: tagged hash "TapTweak" of key ‖ merkle root (empty for key path only).
[[nodiscard]] Tweak tapTweak(const XOnlyPublicKey& internalKey, base::ByteSpan merkleRoot);

} // namespace strongroom::crypto

template <>
struct std::hash<strongroom::crypto::PublicKey> {
    std::size_t operator()(const strongroom::crypto::PublicKey& key) const noexcept {
        std::size_t result = 0;
        for (std::size_t i = 1; i <= sizeof result; ++i)
            result = (result << 8U) | key.array()[i];
        return result;
    }
};
