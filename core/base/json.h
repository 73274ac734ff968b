// JSON values and their one canonical text: the subset of RFC 8785 (JCS) that every signed object, log record
// and policy uses (docs/formats/envelope.md). ASCII keys; integers within ±(2^53−1), larger ones as strings;
// no floats.
#pragma once

#include "base/bytes.h"
#include "base/failure.h"
#include "base/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace strongroom::base {

enum class JsonError : std::uint8_t {
    syntax,
    duplicateKey,
    keyNotAscii,
    floatingPoint,
    integerRange, ///< Outside ±(2^53−1).
    invalidUtf8,
    tooDeep,
    tooLarge,
    notCanonical, ///< Valid, but not the bytes that its canonical form has.
};
[[nodiscard]] ErrorInfo describe(JsonError error);

class Json {
public:
    using Array = std::vector<Json>;
    using Object = std::map<std::string, Json>; ///< Sorted by byte, which for ASCII keys is RFC 8785's order.

    static constexpr std::int64_t MAX_INTEGER =
        9'007'199'254'740'991; ///< 2^53−1: exact in every JSON reader.
    static constexpr std::size_t MAX_DEPTH = 32;
    static constexpr std::size_t MAX_TEXT = 16U * 1024U * 1024U; ///< No object of this program comes near it.
    /// Containers count too. A value takes tens of times more memory than its text: this bounds what a
    /// hostile text can ask for to about a hundred megabytes, and is a treasury's whole life of changes in
    /// one document.
    static constexpr std::size_t MAX_VALUES = 1'000'000;

    Json() = default; ///< null
    Json(std::nullptr_t) {}
    Json(bool value) : m_value(value) {}
    Json(std::int64_t value) : m_value(value) {}
    Json(int value) : m_value(std::int64_t{value}) {}
    Json(std::string value) : m_value(std::move(value)) {}
    Json(std::string_view value) : m_value(std::string(value)) {}
    Json(const char* value) : m_value(std::string(value)) {}
    Json(Array value) : m_value(std::move(value)) {}
    Json(Object value) : m_value(std::move(value)) {}

    [[nodiscard]] bool isNull() const { return std::holds_alternative<std::monostate>(m_value); }
    [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&m_value); }
    [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&m_value); }
    [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&m_value); }
    [[nodiscard]] const Array* array() const { return std::get_if<Array>(&m_value); }
    [[nodiscard]] const Object* object() const { return std::get_if<Object>(&m_value); }
    [[nodiscard]] Array* array() { return std::get_if<Array>(&m_value); }
    [[nodiscard]] Object* object() { return std::get_if<Object>(&m_value); }

    /// A member of an object; null pointer when this is no object or has no such key.
    [[nodiscard]] const Json* find(std::string_view key) const;

    /// The canonical text. Integers out of range are a broken invariant.
    [[nodiscard]] std::string canonical() const;
    /// For people: two-space indents.
    [[nodiscard]] std::string pretty() const;

    /// Any spelling of a document within the subset.
    [[nodiscard]] static Result<Json, JsonError> parse(std::string_view text);
    /// Only the canonical bytes: what does not re-serialise identically is refused.
    [[nodiscard]] static Result<Json, JsonError> parseCanonical(std::string_view text);

    friend bool operator==(const Json&, const Json&) = default;

private:
    std::variant<std::monostate, bool, std::int64_t, std::string, Array, Object> m_value;
};

/// Reads the members of one object exactly: every key of the object must be asked for, nothing may be left
/// over. Getters return nothing on a missing member or another type and remember it; `done()` tells whether
/// all went well.
class JsonFields {
public:
    /// Refers to `object`, which must outlive it.
    explicit JsonFields(const Json& object);
    explicit JsonFields(const Json&& object) = delete;

    [[nodiscard]] std::optional<std::string> string(std::string_view key);
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key);
    [[nodiscard]] std::optional<bool> boolean(std::string_view key);
    /// Lower-case hex only, so that one value has one text.
    [[nodiscard]] std::optional<Bytes> hex(std::string_view key);
    [[nodiscard]] const Json* array(std::string_view key);
    [[nodiscard]] const Json* object(std::string_view key);
    /// Any value, null included.
    [[nodiscard]] const Json* any(std::string_view key);
    /// A member that may be absent: the null pointer is no failure.
    [[nodiscard]] const Json* optional(std::string_view key);

    /// True when this is an object, every getter succeeded and no member was left unread.
    [[nodiscard]] bool done() const;

private:
    const Json::Object* m_object;
    std::vector<const Json*> m_read; ///< The members asked for, each once.
    bool m_ok;
};

} // namespace strongroom::base
