// An answer of a node as a value. Numbers stay the text that the node wrote, so that no amount passes through
// a floating point type (ATTACKS A08).
#pragma once

#include "base/amount.h"
#include "net/errors.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace strongroom::net {

class RpcValue {
public:
    struct Number {
        std::string text; ///< As JSON writes it.
    };
    using Array = std::vector<RpcValue>;
    using Object = std::map<std::string, RpcValue>;

    /// Nesting past which an answer is refused; a node's are at most six deep.
    static constexpr std::size_t MAX_DEPTH = 32;
    /// Values in one answer. The longest list asked for is the mempool's ids, some hundred thousand; a value
    /// takes up to fifty times the room of its two characters of text.
    static constexpr std::size_t MAX_VALUES = 1'000'000;

    RpcValue() = default; ///< null
    explicit RpcValue(bool value) : m_value(value) {}
    explicit RpcValue(Number value) : m_value(std::move(value)) {}
    explicit RpcValue(std::string value) : m_value(std::move(value)) {}
    explicit RpcValue(Array value) : m_value(std::move(value)) {}
    explicit RpcValue(Object value) : m_value(std::move(value)) {}

    /// One JSON document without repeated keys, within the limits above. Error::malformedResponse.
    [[nodiscard]] static Result<RpcValue> parse(std::string_view text);

    [[nodiscard]] bool isNull() const { return std::holds_alternative<std::monostate>(m_value); }
    [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&m_value); }
    [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&m_value); }
    [[nodiscard]] const Array* array() const { return std::get_if<Array>(&m_value); }
    [[nodiscard]] const Object* object() const { return std::get_if<Object>(&m_value); }
    [[nodiscard]] Array* array() { return std::get_if<Array>(&m_value); }
    [[nodiscard]] Object* object() { return std::get_if<Object>(&m_value); }

    /// A number without fraction or exponent, if it fits.
    [[nodiscard]] std::optional<std::int64_t> integer() const;
    /// A number of bitcoin with at most eight decimals, exactly.
    [[nodiscard]] std::optional<base::Amount> bitcoin() const;

    /// A member of an object; null pointer when this is no object or has no such key.
    [[nodiscard]] const RpcValue* find(std::string_view key) const;

private:
    std::variant<std::monostate, bool, Number, std::string, Array, Object> m_value;
};

} // namespace strongroom::net
