#include "base/text_encoding.h"

#include <algorithm>
#include <array>

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

struct Range {
    std::uint32_t first;
    std::uint32_t last;
};

/// Characters with which a text can look like another one, or be where nobody sees it (CVE-2021-42574):
/// controls, line separators, annotations, a blank that is no space, and what Unicode calls
/// Default_Ignorable_Code_Point (DerivedCoreProperties.txt, version 15): joiners, directions, fillers,
/// variation selectors, tags.
constexpr std::array DECEPTIVE{
    Range{0x0000, 0x001f}, Range{0x007f, 0x009f},   Range{0x00ad, 0x00ad},   Range{0x034f, 0x034f},
    Range{0x061c, 0x061c}, Range{0x115f, 0x1160},   Range{0x17b4, 0x17b5},   Range{0x180b, 0x180f},
    Range{0x200b, 0x200f}, Range{0x2028, 0x202e},   Range{0x2060, 0x206f},   Range{0x2800, 0x2800},
    Range{0x3164, 0x3164}, Range{0xfe00, 0xfe0f},   Range{0xfeff, 0xfeff},   Range{0xffa0, 0xffa0},
    Range{0xfff0, 0xfffb}, Range{0x1bca0, 0x1bca3}, Range{0x1d173, 0x1d17a}, Range{0xe0000, 0xe0fff},
};

bool isDeceptive(std::uint32_t point) {
    return std::ranges::any_of(
        DECEPTIVE, [&](const Range& range) { return point >= range.first && point <= range.last; });
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
