#include "airgap/specter.h"

#include "airgap/fountain_decoder.h" // MAX_MESSAGE_SIZE
#include "base/check.h"
#include "base/text_encoding.h"

#include <algorithm>

namespace strongroom::airgap {

namespace {

constexpr std::string_view BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
constexpr std::size_t PUNCTUATION = std::string_view("pof ").size();
constexpr std::size_t MAX_DIGITS = 4; // of MAX_SPECTER_PARTS

struct Frame {
    std::string_view number;
    std::string_view total;
    std::string_view text;
};

std::string_view takeDigits(std::string_view& text) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::string_view digits = text.substr(0, end);
    text.remove_prefix(end);
    return digits;
}

std::optional<Frame> splitFrame(std::string_view text) {
    if (!text.starts_with('p'))
        return std::nullopt;
    text.remove_prefix(1);
    Frame frame;
    frame.number = takeDigits(text);
    if (!text.starts_with("of"))
        return std::nullopt;
    text.remove_prefix(2);
    frame.total = takeDigits(text);
    if (frame.number.empty() || frame.total.empty() || !text.starts_with(' '))
        return std::nullopt;
    frame.text = text.substr(1);
    return frame;
}

/// From 1 to MAX_SPECTER_PARTS, without leading zeros.
std::optional<std::size_t> parseNumber(std::string_view digits) {
    if (digits.size() > MAX_DIGITS || digits.starts_with('0'))
        return std::nullopt;
    std::size_t number = 0;
    for (const char digit : digits)
        number = number * 10 + static_cast<std::size_t>(digit - '0');
    return number <= MAX_SPECTER_PARTS ? std::optional(number) : std::nullopt;
}

} // namespace

Result<std::vector<std::string>> encodeSpecter(base::ByteSpan content, std::size_t capacity) {
    STRONGROOM_CHECK(capacity > PUNCTUATION + 2 * MAX_DIGITS);
    if (content.empty())
        return base::Unexpected(Error::empty);
    if (content.size() > MAX_MESSAGE_SIZE)
        return base::Unexpected(Error::tooLarge);
    const std::string text = base::toBase64(content);
    for (std::size_t digits = 1; digits <= MAX_DIGITS; ++digits) {
        const std::size_t room = capacity - PUNCTUATION - 2 * digits;
        const std::size_t parts = (text.size() + room - 1) / room;
        if (parts > MAX_SPECTER_PARTS || std::to_string(parts).size() > digits)
            continue;
        const std::size_t length = (text.size() + parts - 1) / parts;
        std::vector<std::string> frames;
        for (std::size_t at = 0; at < text.size(); at += length)
            frames.push_back(text.substr(at, length));
        const std::string total = std::to_string(frames.size());
        for (std::size_t index = 0; index < frames.size(); ++index)
            frames[index].insert(0, "p" + std::to_string(index + 1) + "of" + total + " ");
        return frames;
    }
    return base::Unexpected(Error::tooLarge);
}

bool isSpecterFrame(std::string_view text) {
    return splitFrame(text).has_value();
}

Result<SpecterDecoder::Step> SpecterDecoder::add(std::string_view text) {
    const auto frame = splitFrame(text);
    if (!frame || frame->text.empty() || frame->text.find_first_not_of(BASE64) != std::string_view::npos)
        return base::Unexpected(Error::malformedSpecter);
    const auto number = parseNumber(frame->number);
    const auto total = parseNumber(frame->total);
    if (!number || !total || *number > *total)
        return base::Unexpected(Error::partOutOfBounds);
    STRONGROOM_ASSIGN(const Step step, m_parts.add("specter", *number - 1, *total, frame->text));
    if (step != Step::complete || m_result)
        return step;
    auto content = base::fromBase64(m_parts.joined());
    const bool tooLarge = content && content->size() > MAX_MESSAGE_SIZE;
    if (!content || tooLarge) {
        *this = SpecterDecoder(); // what does not add up must not block what follows
        return base::Unexpected(tooLarge ? Error::tooLarge : Error::malformedSpecter);
    }
    m_result = std::move(content);
    return Step::complete;
}

} // namespace strongroom::airgap
