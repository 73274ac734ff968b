#include "verb.h"

#include "base/check.h"

#include <charconv>

namespace strongroom::cli {

namespace {

Outcome<std::uint64_t> parseNumber(std::string_view option, std::string_view text, std::uint64_t most) {
    std::uint64_t number = 0; // from_chars takes no sign, no blank and no prefix for an unsigned number
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number > most)
        return base::Unexpected(
            usageFailure(std::string(option) + " takes a whole number, not " + printable(text) + "."));
    return number;
}

} // namespace

bool Invocation::has(std::string_view option) const {
    return options.find(option) != options.end();
}

std::optional<std::string> Invocation::value(std::string_view option) const {
    const auto found = options.find(option);
    if (found == options.end())
        return std::nullopt;
    return found->second.front();
}

const std::string& Invocation::required(std::string_view option) const {
    const auto found = options.find(option);
    STRONGROOM_CHECK(found != options.end());
    return found->second.front();
}

std::vector<std::string> Invocation::values(std::string_view option) const {
    const auto found = options.find(option);
    return found == options.end() ? std::vector<std::string>{} : found->second;
}

Outcome<std::optional<std::int64_t>> Invocation::number(std::string_view option) const {
    const auto text = value(option);
    if (!text)
        return std::optional<std::int64_t>{};
    STRONGROOM_ASSIGN(const std::uint64_t number, parseNumber(option, *text, Json::MAX_INTEGER));
    return std::optional(static_cast<std::int64_t>(number));
}

Outcome<std::uint64_t> Invocation::requiredSize(std::string_view option) const {
    return parseNumber(option, required(option), UINT64_MAX);
}

base::Failure usageFailure(std::string sentence) {
    return {std::string(USAGE_CODE), std::move(sentence)};
}

std::string printable(std::string_view text) {
    constexpr std::size_t MOST = 80; // enough to recognise what was typed
    std::string result;
    for (const char c : text.substr(0, MOST))
        result += c >= ' ' && c <= '~' ? c : '?';
    return text.size() > MOST ? result + "…" : result;
}

} // namespace strongroom::cli
