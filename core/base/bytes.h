// Byte containers. Public data only: secrets live in strongroom::secret, which these types never hold.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace strongroom::base {

using Bytes = std::vector<std::uint8_t>;
using ByteSpan = std::span<const std::uint8_t>;

/// The bytes of a text, without copying.
[[nodiscard]] inline ByteSpan asBytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

[[nodiscard]] inline std::string_view asText(ByteSpan bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

[[nodiscard]] inline Bytes toBytes(ByteSpan span) {
    return Bytes(span.begin(), span.end());
}

/// N public bytes that mean one thing: two kinds of hash are two types and do not mix. `Tag` is an empty
/// struct.
template <std::size_t N, typename Tag>
class FixedBytes {
public:
    static constexpr std::size_t SIZE = N;

    constexpr FixedBytes() = default;
    constexpr explicit FixedBytes(const std::array<std::uint8_t, N>& bytes) : m_bytes(bytes) {}

    /// Nothing when `bytes` is not exactly N long.
    [[nodiscard]] static std::optional<FixedBytes> from(ByteSpan bytes) {
        if (bytes.size() != N)
            return std::nullopt;
        FixedBytes result;
        std::copy(bytes.begin(), bytes.end(), result.m_bytes.begin());
        return result;
    }

    [[nodiscard]] constexpr ByteSpan span() const { return m_bytes; }
    [[nodiscard]] constexpr std::span<std::uint8_t, N> mutableSpan() { return m_bytes; }
    [[nodiscard]] constexpr const std::array<std::uint8_t, N>& array() const { return m_bytes; }
    [[nodiscard]] constexpr bool isZero() const {
        return std::all_of(m_bytes.begin(), m_bytes.end(), [](std::uint8_t b) { return b == 0; });
    }

    friend constexpr bool operator==(const FixedBytes&, const FixedBytes&) = default;
    friend constexpr auto operator<=>(const FixedBytes&, const FixedBytes&) = default;

private:
    std::array<std::uint8_t, N> m_bytes{};
};

} // namespace strongroom::base

/// FixedBytes are hashes or keys already: their first bytes are as good as any hash of them.
template <std::size_t N, typename Tag>
struct std::hash<strongroom::base::FixedBytes<N, Tag>> {
    std::size_t operator()(const strongroom::base::FixedBytes<N, Tag>& value) const noexcept {
        std::size_t result = 0;
        for (std::size_t i = 0; i < std::min(N, sizeof result); ++i)
            result = (result << 8U) | value.array()[i];
        return result;
    }
};
