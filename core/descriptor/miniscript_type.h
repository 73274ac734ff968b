// The type system of miniscript (BIP379, "Type system" and "Malleability"): what an expression leaves on the
// stack and what may be said about its witnesses. Internal to this module; values, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace strongroom::descriptor {

enum class Fragment : std::uint8_t;
enum class ScriptContext : std::uint8_t;

/// A set of the letters that BIP379 uses. Basic types: B V K W. Correctness: z o n d u. Malleability: e f s
/// m. Of the encoding: x (does not end in an opcode with a VERIFY form). Of timelocks: g and h (relative by
/// time, by height), i and j (absolute by time, by height), k (no path mixes g with h, or i with j).
class Properties {
public:
    constexpr Properties() = default;
    constexpr explicit Properties(std::string_view letters) {
        for (const char letter : letters)
            m_bits |= std::uint32_t{1} << LETTERS.find(letter);
    }
    [[nodiscard]] constexpr bool has(std::string_view letters) const { return has(Properties(letters)); }
    [[nodiscard]] constexpr bool has(Properties all) const { return (m_bits & all.m_bits) == all.m_bits; }
    /// Those of the letters that are in the set.
    [[nodiscard]] constexpr Properties only(std::string_view letters) const {
        return *this & Properties(letters);
    }
    [[nodiscard]] constexpr bool empty() const { return m_bits == 0; }

    friend constexpr Properties operator|(Properties a, Properties b) {
        return fromBits(a.m_bits | b.m_bits);
    }
    friend constexpr Properties operator&(Properties a, Properties b) {
        return fromBits(a.m_bits & b.m_bits);
    }
    friend constexpr bool operator==(Properties a, Properties b) { return a.m_bits == b.m_bits; }

private:
    static constexpr std::string_view LETTERS = "BVKWzondufesmxghijk";
    static constexpr Properties fromBits(std::uint32_t bits) {
        Properties result;
        result.m_bits = bits;
        return result;
    }
    std::uint32_t m_bits = 0;
};

/// The type of a fragment over children of the given types. `number` is k of a threshold and the operand of a
/// lock. Nothing when the rules of BIP379 give it no type.
[[nodiscard]] std::optional<Properties> typeOf(Fragment fragment, ScriptContext context, std::uint32_t number,
                                               std::span<const Properties> children);

} // namespace strongroom::descriptor
