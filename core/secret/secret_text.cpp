#include "secret/secret_text.h"

#include "secret/secret_memory.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strongroom::secret {

namespace {

constexpr std::uint8_t CONTINUATION_MASK = 0xc0;
constexpr std::uint8_t CONTINUATION = 0x80;

bool isContinuation(std::uint8_t byte) {
    return (byte & CONTINUATION_MASK) == CONTINUATION;
}

bool isScalarValue(char32_t codePoint) {
    return codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff);
}

/// How many bytes the UTF-8 form of a scalar value has.
std::size_t encodedSize(char32_t codePoint) {
    if (codePoint < 0x80)
        return 1;
    if (codePoint < 0x800)
        return 2;
    return codePoint < 0x10000 ? 3 : 4;
}

/// The length of the well-formed sequence at the start of `bytes`; zero when there is none (RFC 3629).
std::size_t sequenceLength(base::ByteSpan bytes) {
    const std::uint8_t first = bytes.front();
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || bytes.size() < length)
        return 0;
    char32_t codePoint = first & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if (!isContinuation(bytes[i]))
            return 0;
        codePoint = (codePoint << 6U) | (bytes[i] & 0x3fU);
    }
    return isScalarValue(codePoint) && encodedSize(codePoint) == length ? length : 0;
}

} // namespace

SecretText::SecretText() : m_buffer(CAPACITY) {}

SecretText::SecretText(SecretText&& other) noexcept
    : m_buffer(std::move(other.m_buffer)), m_used(std::exchange(other.m_used, 0)) {}

SecretText& SecretText::operator=(SecretText&& other) noexcept {
    if (this != &other) {
        m_buffer = std::move(other.m_buffer);
        m_used = std::exchange(other.m_used, 0);
    }
    return *this;
}

base::Result<SecretText, Error> SecretText::fromUtf8(base::ByteSpan bytes) {
    if (bytes.size() > CAPACITY)
        return base::Unexpected(Error::textTooLong);
    for (base::ByteSpan rest = bytes; !rest.empty();) {
        const std::size_t length = sequenceLength(rest);
        if (length == 0)
            return base::Unexpected(Error::invalidUtf8);
        rest = rest.subspan(length);
    }
    SecretText result;
    std::copy(bytes.begin(), bytes.end(), result.m_buffer.mutableSpan().begin());
    result.m_used = bytes.size();
    return result;
}

base::Result<void, Error> SecretText::append(char32_t codePoint) {
    if (!isScalarValue(codePoint))
        return base::Unexpected(Error::invalidCodePoint);
    const std::size_t length = encodedSize(codePoint);
    if (m_used + length > m_buffer.size())
        return base::Unexpected(Error::textTooLong);
    constexpr std::array<std::uint8_t, 5> LEAD{0, 0x00, 0xc0, 0xe0, 0xf0};
    const std::span<std::uint8_t> target = m_buffer.mutableSpan().subspan(m_used, length);
    for (std::size_t i = length - 1; i > 0; --i) {
        target[i] = static_cast<std::uint8_t>(CONTINUATION | (codePoint & 0x3fU));
        codePoint >>= 6U;
    }
    target[0] = static_cast<std::uint8_t>(LEAD[length] | codePoint);
    m_used += length;
    return {};
}

void SecretText::removeLast() {
    const std::span<std::uint8_t> bytes = m_buffer.mutableSpan();
    bool first = m_used == 0;
    while (!first) {
        --m_used;
        first = !isContinuation(bytes[m_used]);
        bytes[m_used] = 0;
    }
}

void SecretText::clear() {
    wipe(m_buffer.mutableSpan());
    m_used = 0;
}

std::size_t SecretText::size() const {
    const base::ByteSpan text = utf8();
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](std::uint8_t byte) { return !isContinuation(byte); }));
}

} // namespace strongroom::secret
