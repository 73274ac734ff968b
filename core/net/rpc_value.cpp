#include "net/rpc_value.h"

#include <nlohmann/json.hpp>

#include <charconv>

namespace strongroom::net {

namespace {

/// Builds an RpcValue from nlohmann's events.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
public:
    RpcValue root;

    bool null() override { return add(RpcValue()); }
    bool boolean(bool value) override { return add(RpcValue(value)); }
    bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& text) override { return number(text); }
    bool string(string_t& value) override { return add(RpcValue(std::move(value))); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(RpcValue(RpcValue::Object())); }
    bool key(string_t& value) override {
        m_key = std::move(value);
        return !m_open.back()->object()->contains(m_key);
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(RpcValue(RpcValue::Array())); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        return false;
    }

private:
    bool number(std::string text) { return add(RpcValue(RpcValue::Number{std::move(text)})); }
    bool add(RpcValue value) {
        if (++m_values > RpcValue::MAX_VALUES)
            return false;
        place(std::move(value));
        return true;
    }
    bool open(RpcValue container) {
        if (m_open.size() == RpcValue::MAX_DEPTH || ++m_values > RpcValue::MAX_VALUES)
            return false;
        // The containers that hold it do not grow until it is closed, so the pointer stays good.
        m_open.push_back(place(std::move(container)));
        return true;
    }
    bool close() {
        m_open.pop_back();
        return true;
    }
    RpcValue* place(RpcValue value) {
        if (m_open.empty())
            return &(root = std::move(value));
        if (auto* array = m_open.back()->array())
            return &array->emplace_back(std::move(value));
        return &((*m_open.back()->object())[std::move(m_key)] = std::move(value));
    }

    std::vector<RpcValue*> m_open;
    std::string m_key;
    std::size_t m_values = 0;
};

constexpr std::size_t BITCOIN_DECIMALS = 8;

} // namespace

Result<RpcValue> RpcValue::parse(std::string_view text) {
    Builder builder;
    if (!nlohmann::json::sax_parse(text, &builder))
        return base::Unexpected(Error::malformedResponse);
    return std::move(builder.root);
}

std::optional<std::int64_t> RpcValue::integer() const {
    const auto* number = std::get_if<Number>(&m_value);
    if (number == nullptr)
        return std::nullopt;
    std::int64_t value = 0;
    const char* end = number->text.data() + number->text.size();
    const auto [stop, failure] = std::from_chars(number->text.data(), end, value);
    return failure == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

std::optional<base::Amount> RpcValue::bitcoin() const {
    const auto* number = std::get_if<Number>(&m_value);
    if (number == nullptr)
        return std::nullopt;
    const std::string_view text = number->text;
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string_view fraction = text.substr(std::min(point + 1, text.size()));
    while (fraction.ends_with('0'))
        fraction.remove_suffix(1);
    if (fraction.size() > BITCOIN_DECIMALS)
        return std::nullopt;
    std::string digits(text.substr(0, point));
    digits.append(fraction).append(BITCOIN_DECIMALS - fraction.size(), '0');
    // Signs and exponents are left in, and refused, here.
    if (digits.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    std::int64_t satoshi = 0;
    const auto [stop, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), satoshi);
    return failure == std::errc() ? base::Amount::fromSatoshi(satoshi) : std::nullopt;
}

const RpcValue* RpcValue::find(std::string_view key) const {
    const Object* members = object();
    if (members == nullptr)
        return nullptr;
    const auto found = members->find(std::string(key));
    return found == members->end() ? nullptr : &found->second;
}

} // namespace strongroom::net
