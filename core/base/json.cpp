#include "base/json.h"

#include "base/check.h"
#include "base/text_encoding.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace strongroom::base {

ErrorInfo describe(JsonError error) {
    switch (error) {
    case JsonError::syntax:
        return {"json.syntax", "This is not a JSON document."};
    case JsonError::duplicateKey:
        return {"json.duplicate_key", "A JSON object has the same key twice."};
    case JsonError::keyNotAscii:
        return {"json.key_not_ascii", "A JSON key has characters outside ASCII."};
    case JsonError::floatingPoint:
        return {"json.floating_point", "A JSON number is not an integer."};
    case JsonError::integerRange:
        return {"json.integer_range", "A JSON integer is larger than 2^53−1."};
    case JsonError::invalidUtf8:
        return {"json.invalid_utf8", "A JSON text is not valid UTF-8."};
    case JsonError::tooDeep:
        return {"json.too_deep", "The JSON document is nested too deeply."};
    case JsonError::tooLarge:
        return {"json.too_large", "The JSON document is too large."};
    case JsonError::notCanonical:
        return {"json.not_canonical", "The JSON document is not in its canonical form."};
    }
    checkFailed("JsonError");
}

namespace {

/// Builds a Json from nlohmann's events and stops at the first thing outside the subset.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
public:
    Json root;
    JsonError error = JsonError::syntax;

    bool null() override { return add(Json()); }
    bool boolean(bool value) override { return add(Json(value)); }
    bool number_integer(number_integer_t value) override {
        if (value < -Json::MAX_INTEGER)
            return fail(JsonError::integerRange);
        return add(Json(std::int64_t{value}));
    }
    bool number_unsigned(number_unsigned_t value) override {
        if (value > static_cast<std::uint64_t>(Json::MAX_INTEGER))
            return fail(JsonError::integerRange);
        return add(Json(static_cast<std::int64_t>(value)));
    }
    bool number_float(number_float_t, const string_t& text) override {
        // An integer too large for 64 bits arrives here as well.
        const bool integer = text.find_first_of(".eE") == string_t::npos;
        return fail(integer ? JsonError::integerRange : JsonError::floatingPoint);
    }
    bool string(string_t& value) override { return add(Json(std::move(value))); }
    bool binary(binary_t&) override { return fail(JsonError::syntax); }
    bool start_object(std::size_t) override { return open(Json(Json::Object{})); }
    bool start_array(std::size_t) override { return open(Json(Json::Array{})); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& value) override {
        for (const char c : value) {
            if (static_cast<unsigned char>(c) >= 0x80)
                return fail(JsonError::keyNotAscii);
        }
        if (m_open.back()->object()->contains(value))
            return fail(JsonError::duplicateKey);
        m_key = std::move(value);
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& problem) override {
        // nlohmann's id 316 is "invalid UTF-8"; inside parsing it comes as 101 with that word in its text
        // only.
        if (std::string_view(problem.what()).find("UTF-8") != std::string_view::npos)
            return fail(JsonError::invalidUtf8);
        return fail(JsonError::syntax);
    }

private:
    bool fail(JsonError why) {
        error = why;
        return false;
    }
    Json* place(Json value) {
        ++m_values;
        if (m_open.empty()) {
            root = std::move(value);
            return &root;
        }
        if (Json::Array* array = m_open.back()->array())
            return &array->emplace_back(std::move(value));
        return &(m_open.back()->object()->insert_or_assign(std::move(m_key), std::move(value)).first->second);
    }
    bool add(Json value) {
        if (m_values == Json::MAX_VALUES)
            return fail(JsonError::tooLarge);
        place(std::move(value));
        return true;
    }
    bool open(Json container) {
        if (m_values == Json::MAX_VALUES)
            return fail(JsonError::tooLarge);
        if (m_open.size() >= Json::MAX_DEPTH)
            return fail(JsonError::tooDeep);
        m_open.push_back(place(std::move(container)));
        return true;
    }
    bool close() {
        m_open.pop_back();
        return true;
    }

    std::vector<Json*> m_open; // addresses stay valid: only the innermost container grows
    std::string m_key;
    std::size_t m_values = 0;
};

/// RFC 8785 §3.2.2.2: the shortest escapes, everything else as it is.
void writeString(std::string& out, std::string_view text) {
    out.push_back('"');
    for (const char c : text) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                const auto byte = static_cast<std::uint8_t>(c);
                out += "\\u00" + toHex(ByteSpan(&byte, 1));
            } else {
                out.push_back(c);
            }
        }
    }
    out.push_back('"');
}

class Writer {
public:
    explicit Writer(std::size_t indent) : m_indent(indent) {}

    void write(const Json& json, std::size_t depth) {
        if (json.isNull()) {
            text += "null";
        } else if (const bool* boolean = json.boolean()) {
            text += *boolean ? "true" : "false";
        } else if (const std::int64_t* integer = json.integer()) {
            STRONGROOM_CHECK(*integer <= Json::MAX_INTEGER && *integer >= -Json::MAX_INTEGER);
            text += std::to_string(*integer);
        } else if (const std::string* string = json.string()) {
            writeString(text, *string);
        } else if (const Json::Array* array = json.array()) {
            writeArray(*array, depth);
        } else {
            writeObject(*json.object(), depth);
        }
    }

    std::string text;

private:
    void newLine(std::size_t depth) {
        if (m_indent > 0)
            text += "\n" + std::string(m_indent * depth, ' ');
    }
    void writeArray(const Json::Array& array, std::size_t depth) {
        text.push_back('[');
        for (std::size_t i = 0; i < array.size(); ++i) {
            if (i > 0)
                text.push_back(',');
            newLine(depth + 1);
            write(array[i], depth + 1);
        }
        if (!array.empty())
            newLine(depth);
        text.push_back(']');
    }
    void writeObject(const Json::Object& object, std::size_t depth) {
        text.push_back('{');
        bool first = true;
        for (const auto& [key, value] : object) {
            if (!first)
                text.push_back(',');
            first = false;
            newLine(depth + 1);
            writeString(text, key);
            text += m_indent > 0 ? ": " : ":";
            write(value, depth + 1);
        }
        if (!object.empty())
            newLine(depth);
        text.push_back('}');
    }

    std::size_t m_indent;
};

} // namespace

const Json* Json::find(std::string_view key) const {
    const Object* members = object();
    if (members == nullptr)
        return nullptr;
    const auto found = members->find(std::string(key));
    return found == members->end() ? nullptr : &found->second;
}

std::string Json::canonical() const {
    Writer writer(0);
    writer.write(*this, 0);
    return std::move(writer.text);
}

std::string Json::pretty() const {
    Writer writer(2);
    writer.write(*this, 0);
    return std::move(writer.text);
}

Result<Json, JsonError> Json::parse(std::string_view text) {
    if (text.size() > MAX_TEXT)
        return Unexpected(JsonError::tooLarge);
    Builder builder;
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder))
        return Unexpected(builder.error);
    return std::move(builder.root);
}

Result<Json, JsonError> Json::parseCanonical(std::string_view text) {
    STRONGROOM_ASSIGN(Json json, parse(text));
    if (json.canonical() != text)
        return Unexpected(JsonError::notCanonical);
    return json;
}

JsonFields::JsonFields(const Json& object) : m_object(object.object()), m_ok(m_object != nullptr) {}

const Json* JsonFields::optional(std::string_view key) {
    if (m_object == nullptr)
        return nullptr;
    const auto found = m_object->find(std::string(key));
    if (found == m_object->end())
        return nullptr;
    if (std::ranges::find(m_read, &found->second) == m_read.end())
        m_read.push_back(&found->second);
    return &found->second;
}

const Json* JsonFields::any(std::string_view key) {
    const Json* value = optional(key);
    m_ok = m_ok && value != nullptr;
    return value;
}

std::optional<std::string> JsonFields::string(std::string_view key) {
    const Json* value = any(key);
    const std::string* text = value != nullptr ? value->string() : nullptr;
    m_ok = m_ok && text != nullptr;
    return text != nullptr ? std::optional(*text) : std::nullopt;
}

std::optional<std::int64_t> JsonFields::integer(std::string_view key) {
    const Json* value = any(key);
    const std::int64_t* number = value != nullptr ? value->integer() : nullptr;
    m_ok = m_ok && number != nullptr;
    return number != nullptr ? std::optional(*number) : std::nullopt;
}

std::optional<bool> JsonFields::boolean(std::string_view key) {
    const Json* value = any(key);
    const bool* truth = value != nullptr ? value->boolean() : nullptr;
    m_ok = m_ok && truth != nullptr;
    return truth != nullptr ? std::optional(*truth) : std::nullopt;
}

std::optional<Bytes> JsonFields::hex(std::string_view key) {
    const auto text = string(key);
    if (!text)
        return std::nullopt;
    auto bytes = fromHex(*text);
    if (bytes && toHex(*bytes) != *text)
        bytes.reset();
    m_ok = m_ok && bytes.has_value();
    return bytes;
}

const Json* JsonFields::array(std::string_view key) {
    const Json* value = any(key);
    const bool right = value != nullptr && value->array() != nullptr;
    m_ok = m_ok && right;
    return right ? value : nullptr;
}

const Json* JsonFields::object(std::string_view key) {
    const Json* value = any(key);
    const bool right = value != nullptr && value->object() != nullptr;
    m_ok = m_ok && right;
    return right ? value : nullptr;
}

bool JsonFields::done() const {
    return m_ok && m_object != nullptr && m_read.size() == m_object->size();
}

} // namespace strongroom::base
