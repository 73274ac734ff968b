// A public key as a PSBT states it. Whether its X is that of a point costs a square root, and most keys of a
// PSBT are only labels that are compared with keys derived elsewhere: so that is asked where a key is used,
// with `point`, and for all at once by checkPoints (psbt/points.h). Values, any thread.
#pragma once

#include "base/bytes.h"
#include "crypto/secp256k1.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>

namespace strongroom::psbt {

/// 33 bytes that begin with 02 or 03, or 32 bytes of an X coordinate alone.
template <typename Point>
class Stated {
public:
    static constexpr std::size_t SIZE = Point::SIZE;

    /// Every point can be stated: the conversion is meant to be implicit.
    Stated(const Point& point) : m_bytes(point.array()) {} // NOLINT(google-explicit-constructor)

    /// Nothing for another length or first byte.
    [[nodiscard]] static std::optional<Stated> from(base::ByteSpan bytes) {
        if (bytes.size() != SIZE)
            return std::nullopt;
        if (SIZE == crypto::PublicKey::SIZE && bytes[0] != 0x02 && bytes[0] != 0x03)
            return std::nullopt;
        Stated result;
        std::copy(bytes.begin(), bytes.end(), result.m_bytes.begin());
        return result;
    }

    [[nodiscard]] base::ByteSpan span() const { return m_bytes; }
    /// Nothing when there is no point with this X.
    [[nodiscard]] std::optional<Point> point() const { return Point::parse(m_bytes); }

    friend bool operator==(const Stated&, const Stated&) = default;
    friend auto operator<=>(const Stated&, const Stated&) = default;

private:
    Stated() = default;
    std::array<std::uint8_t, SIZE> m_bytes{};
};

using StatedKey = Stated<crypto::PublicKey>;
using StatedXOnlyKey = Stated<crypto::XOnlyPublicKey>;

} // namespace strongroom::psbt
