#include "base/text_encoding.h"

namespace strongroom::base {

namespace {

/// The code point at the front of `text`, which is shortened by it; nothing for anything but shortest-form
/// UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF).
std::optional<std::uint32_t> takeCodePoint(std::string_view& text) {
    const auto byteAt = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
    };
    const std::uint32_t first = byteAt(0);
    std::size_t length = 1;
    std::uint32_t point = first;
    std::uint32_t smallest = 0;
    if (first >= 0x80) {
        if (first >= 0xc0 && first < 0xe0) {
            length = 2;
            point = first & 0x1fU;
            smallest = 0x80;
        } else if (first >= 0xe0 && first < 0xf0) {
            length = 3;
            point = first & 0x0fU;
            smallest = 0x800;
        } else if (first >= 0xf0 && first < 0xf8) {
            length = 4;
            point = first & 0x07U;
            smallest = 0x10000;
        } else {
            return std::nullopt;
        }
    }
    if (text.size() < length)
        return std::nullopt;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byteAt(i) & 0xc0U) != 0x80)
            return std::nullopt;
        point = (point << 6U) | (byteAt(i) & 0x3fU);
    }
    if (point < smallest || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
        return std::nullopt;
    text.remove_prefix(length);
    return point;
}

/// Invisible or reordering characters with which a text can look like another one (CVE-2021-42574).
bool isDeceptive(std::uint32_t point) {
    return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0xad || point == 0x61c ||
           point == 0x180e || (point >= 0x200b && point <= 0x200f) || (point >= 0x2028 && point <= 0x202e) ||
           (point >= 0x2060 && point <= 0x206f) || point == 0xfeff || (point >= 0xfff9 && point <= 0xfffb) ||
           (point >= 0xe0000 && point <= 0xe007f);
}

} // namespace

bool isPlainUtf8(std::string_view text) {
    while (!text.empty()) {
        const auto point = takeCodePoint(text);
        if (!point || isDeceptive(*point))
            return false;
    }
    return true;
}

} // namespace strongroom::base
