// Facts with provenance: what a policy knows about a spend, and how it knows it (POLICY §4).
//
// A fact is missing (unknown), or it has a value and the place the value comes from. What only the host says
// is worth no more than nothing: it is shown to people, but a condition over it is UNKNOWN, which may fire a
// deny or a require and never satisfies an allow or silences a require.
#pragma once

#include "base/check.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace strongroom::policy {

/// Where a value comes from, the most trustworthy first.
enum class Provenance : std::uint8_t {
    bytes,    ///< The transaction itself and what is derived from it by registered descriptors.
    journal,  ///< The judging signer's own journal, or a record proven against its authority chain.
    attested, ///< A statement signed by a listed log key and bound to the intent ("from the office").
    host,     ///< The machine that asks. Never believed.
};
[[nodiscard]] std::string_view name(Provenance provenance);

/// The less trustworthy of two: what is derived from both is worth as much.
[[nodiscard]] constexpr Provenance weaker(Provenance a, Provenance b) {
    return a < b ? b : a;
}

/// The answer of a condition in strong Kleene logic.
enum class Truth : std::uint8_t { no, unknown, yes };
[[nodiscard]] std::string_view name(Truth truth);
[[nodiscard]] constexpr Truth truthOf(bool value) {
    return value ? Truth::yes : Truth::no;
}
[[nodiscard]] constexpr Truth operator!(Truth truth) {
    return truth == Truth::yes ? Truth::no : truth == Truth::no ? Truth::yes : Truth::unknown;
}
[[nodiscard]] constexpr Truth both(Truth a, Truth b) {
    return a < b ? a : b;
}
[[nodiscard]] constexpr Truth either(Truth a, Truth b) {
    return a < b ? b : a;
}

/// A value that may be missing, with its provenance. Immutable; as cheap to copy as its value.
template <typename T>
class Fact {
public:
    /// Unknown.
    constexpr Fact() = default;
    constexpr Fact(T value, Provenance provenance) : m_value(std::move(value)), m_provenance(provenance) {}

    [[nodiscard]] static constexpr Fact fromBytes(T value) {
        return Fact(std::move(value), Provenance::bytes);
    }
    [[nodiscard]] static constexpr Fact fromJournal(T value) {
        return Fact(std::move(value), Provenance::journal);
    }

    /// The value whoever says so; for display. Nothing when unknown.
    [[nodiscard]] constexpr const std::optional<T>& stated() const { return m_value; }
    /// True when there is a value and something better than the host stands behind it.
    [[nodiscard]] constexpr bool isProven() const {
        return m_value.has_value() && m_provenance != Provenance::host;
    }
    /// The value that conditions may rest on; asking for it without isProven() is a broken invariant.
    [[nodiscard]] constexpr const T& proven() const {
        STRONGROOM_CHECK(isProven());
        return *m_value;
    }
    /// Meaningless for an unknown fact (it reads as host).
    [[nodiscard]] constexpr Provenance provenance() const { return m_provenance; }

    friend constexpr bool operator==(const Fact&, const Fact&) = default;

private:
    std::optional<T> m_value;
    Provenance m_provenance = Provenance::host;
};

} // namespace strongroom::policy
