// Taking descriptor text apart. Internal to this module.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace strongroom::descriptor {

/// The pieces between separators: one at least, pieces may be empty.
[[nodiscard]] inline std::vector<std::string_view> splitAt(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

/// As splitAt a comma, but not inside brackets of any kind.
[[nodiscard]] inline std::vector<std::string_view> splitArguments(std::string_view text) {
    std::vector<std::string_view> parts;
    std::size_t depth = 0;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '(' || c == '{')
            ++depth;
        else if ((c == ')' || c == '}') && depth > 0)
            --depth;
        else if (c == ',' && depth == 0) {
            parts.push_back(text.substr(start, i - start));
            start = i + 1;
        }
    }
    parts.push_back(text.substr(start));
    return parts;
}

/// `name(arguments)`; nothing when the text is not a single such call with matching parentheses.
struct FunctionCall {
    std::string_view name;
    std::string_view arguments;
};
[[nodiscard]] inline std::optional<FunctionCall> splitCall(std::string_view text) {
    const std::size_t open = text.find('(');
    if (open == std::string_view::npos || open == 0 || text.back() != ')')
        return std::nullopt;
    std::size_t depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        if (text[i] == '(')
            ++depth;
        else if (text[i] == ')' && --depth == 0 && i + 1 != text.size())
            return std::nullopt;
    }
    if (depth != 0)
        return std::nullopt;
    return FunctionCall{text.substr(0, open), text.substr(open + 1, text.size() - open - 2)};
}

} // namespace strongroom::descriptor
