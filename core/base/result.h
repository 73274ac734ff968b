// Result<T, E>: a value or the reason why there is none.
//
// The member names are those of std::expected (C++23), so that the standard type can take its place one day.
// A Result must be looked at: dropping one is a compile-time warning, and reading the side that is not there
// aborts.
#pragma once

#include "base/check.h"

#include <type_traits>
#include <utility>
#include <variant>

namespace strongroom::base {

/// The failing side on its way into a Result, so that `return Unexpected(Error::badChecksum);` reads without
/// the type.
template <typename E>
class [[nodiscard]] Unexpected {
public:
    explicit constexpr Unexpected(E error) : m_error(std::move(error)) {}
    [[nodiscard]] constexpr const E& error() const& { return m_error; }
    [[nodiscard]] constexpr E&& error() && { return std::move(m_error); }

private:
    E m_error;
};

template <typename T, typename E>
class [[nodiscard]] Result {
public:
    using value_type = T;
    using error_type = E;

    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value)) {} // NOLINT(google-explicit-constructor)
    template <typename G>
    requires std::is_convertible_v<G, E> // an enum must never become another module's by a cast
    Result(Unexpected<G> unexpected)     // NOLINT(google-explicit-constructor)
        : m_state(std::in_place_index<1>, E(std::move(unexpected).error())) {}

    [[nodiscard]] bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }

    [[nodiscard]] T& value() & {
        STRONGROOM_CHECK(has_value());
        return std::get<0>(m_state);
    }
    [[nodiscard]] const T& value() const& {
        STRONGROOM_CHECK(has_value());
        return std::get<0>(m_state);
    }
    [[nodiscard]] T&& value() && {
        STRONGROOM_CHECK(has_value());
        return std::get<0>(std::move(m_state));
    }
    [[nodiscard]] const E& error() const& {
        STRONGROOM_CHECK(!has_value());
        return std::get<1>(m_state);
    }
    [[nodiscard]] E&& error() && {
        STRONGROOM_CHECK(!has_value());
        return std::get<1>(std::move(m_state));
    }

    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    template <typename U>
    [[nodiscard]] T value_or(U&& fallback) const& {
        return has_value() ? value() : static_cast<T>(std::forward<U>(fallback));
    }

private:
    std::variant<T, E> m_state;
};

template <typename E>
class [[nodiscard]] Result<void, E> {
public:
    using value_type = void;
    using error_type = E;

    Result() = default;
    template <typename G>
    requires std::is_convertible_v<G, E> // an enum must never become another module's by a cast
    Result(Unexpected<G> unexpected)     // NOLINT(google-explicit-constructor)
        : m_state(std::in_place_index<1>, E(std::move(unexpected).error())) {}

    [[nodiscard]] bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }
    void value() const { STRONGROOM_CHECK(has_value()); }
    [[nodiscard]] const E& error() const& {
        STRONGROOM_CHECK(!has_value());
        return std::get<1>(m_state);
    }
    [[nodiscard]] E&& error() && {
        STRONGROOM_CHECK(!has_value());
        return std::get<1>(std::move(m_state));
    }

private:
    std::variant<std::monostate, E> m_state;
};

} // namespace strongroom::base

#define STRONGROOM_CONCAT_INNER(a, b) a##b
#define STRONGROOM_CONCAT(a, b) STRONGROOM_CONCAT_INNER(a, b)

/// Passes a failure on to the caller: `STRONGROOM_TRY(parse(bytes));`
#define STRONGROOM_TRY(expression)                                                                           \
    do {                                                                                                     \
        if (auto tryResult = (expression); !tryResult)                                                       \
            return ::strongroom::base::Unexpected(std::move(tryResult).error());                             \
    } while (false)

/// Declares a variable from a Result or passes its failure on: `STRONGROOM_ASSIGN(auto tx, parse(bytes));`
#define STRONGROOM_ASSIGN(declaration, expression)                                                           \
    STRONGROOM_ASSIGN_INNER(STRONGROOM_CONCAT(assignResult, __LINE__), declaration, expression)
#define STRONGROOM_ASSIGN_INNER(name, declaration, expression)                                               \
    auto name = (expression);                                                                                \
    if (!name)                                                                                               \
        return ::strongroom::base::Unexpected(std::move(name).error());                                      \
    declaration = std::move(name).value()
