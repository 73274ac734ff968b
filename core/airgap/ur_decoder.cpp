#include "airgap/bytewords.h"
#include "airgap/ur.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace strongroom::airgap {

namespace {

constexpr std::string_view SCHEME = "ur:";
constexpr std::size_t SEQUENCE_COMPONENTS = 3; // type, numbers, bytewords
/// Room for the largest message in one frame (a text file can hold that), its scheme, type and numbers.
constexpr std::size_t MAX_FRAME_LENGTH = 2 * (MAX_MESSAGE_SIZE + 64) + MAX_UR_TYPE_LENGTH + 32;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool hasScheme(std::string_view frame) {
    return frame.size() > SCHEME.size() && std::equal(SCHEME.begin(), SCHEME.end(), frame.begin(),
                                                      [](char a, char b) { return a == lower(b); });
}

/// At most `most` parts; the last one has the rest, separators included.
std::vector<std::string_view> split(std::string_view text, char separator, std::size_t most) {
    std::vector<std::string_view> parts;
    for (std::size_t end = text.find(separator); end != std::string_view::npos && parts.size() + 1 < most;
         end = text.find(separator)) {
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    parts.push_back(text);
    return parts;
}

/// Decimal without sign or leading zeros.
std::optional<std::uint32_t> parseNumber(std::string_view text) {
    std::uint32_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size() || text.front() == '0')
        return std::nullopt;
    return value;
}

} // namespace

std::optional<std::string> urTypeOf(std::string_view frame) {
    if (!hasScheme(frame))
        return std::nullopt;
    std::string type;
    for (const char c : frame.substr(SCHEME.size(), MAX_UR_TYPE_LENGTH + 1)) {
        if (c == '/')
            break;
        type.push_back(lower(c));
    }
    const bool valid = !type.empty() && type.size() <= MAX_UR_TYPE_LENGTH &&
                       type.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
    return valid ? std::optional(type) : std::nullopt;
}

Result<UrDecoder::Step> UrDecoder::add(std::string_view frame) {
    const auto type = urTypeOf(frame);
    if (!type || frame.size() > MAX_FRAME_LENGTH)
        return base::Unexpected(Error::malformedUr);
    const auto components = split(frame.substr(SCHEME.size()), '/', SEQUENCE_COMPONENTS + 1);
    if (components.size() == 2)
        return addWhole(*type, components[1]);
    if (components.size() == SEQUENCE_COMPONENTS)
        return addPart(*type, components[1], components[2]);
    return base::Unexpected(Error::malformedUr);
}

Result<UrDecoder::Step> UrDecoder::addWhole(std::string type, std::string_view bytewords) {
    STRONGROOM_ASSIGN(base::Bytes message, decodeBytewords(bytewords));
    if (message.size() > MAX_MESSAGE_SIZE)
        return base::Unexpected(Error::partOutOfBounds);
    Ur ur{std::move(type), std::move(message)};
    if (!m_type.empty() && ur != m_result)
        return base::Unexpected(Error::otherMessage);
    m_type = ur.type;
    m_result = std::move(ur);
    return Step::complete;
}

Result<UrDecoder::Step> UrDecoder::addPart(std::string type, std::string_view sequence,
                                           std::string_view bytewords) {
    const auto numbers = split(sequence, '-', 3);
    if (numbers.size() != 2 || numbers[0].empty() || numbers[1].empty())
        return base::Unexpected(Error::malformedUr);
    const auto number = parseNumber(numbers[0]);
    const auto fragments = parseNumber(numbers[1]);
    if (!number || !fragments)
        return base::Unexpected(Error::partOutOfBounds);
    STRONGROOM_ASSIGN(const base::Bytes body, decodeBytewords(bytewords));
    STRONGROOM_ASSIGN(const FountainPart part, FountainPart::parse(body));
    if (part.number != *number || part.fragments != *fragments)
        return base::Unexpected(Error::partOutOfBounds);
    const bool otherType = !m_type.empty() && m_type != type;
    const bool afterWhole = m_result && !m_fountain.message();
    if (otherType || afterWhole)
        return base::Unexpected(Error::otherMessage);

    const auto step = m_fountain.add(part);
    // Nothing is left of a message that did not add up, so that another one can follow.
    if (step || m_fountain.needed() != 0)
        m_type = std::move(type);
    else
        m_type.clear();
    if (step && *step == Step::complete && !m_result)
        m_result = Ur{m_type, *m_fountain.message()};
    return step;
}

std::size_t UrDecoder::received() const {
    return m_result ? needed() : m_fountain.received();
}

std::size_t UrDecoder::needed() const {
    return m_result && !m_fountain.message() ? 1 : m_fountain.needed();
}

} // namespace strongroom::airgap
