#include "airgap/base43.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace strongroom::airgap {

namespace {

constexpr std::string_view DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-./:";
constexpr std::uint32_t BASE = 43;
static_assert(DIGITS.size() == BASE);

/// A number in digits of `base`, the least first; becomes number × factor + carry.
void multiplyAdd(std::vector<std::uint32_t>& digits, std::uint64_t base, std::uint64_t factor,
                 std::uint64_t carry) {
    for (std::uint32_t& digit : digits) {
        carry += digit * factor;
        digit = static_cast<std::uint32_t>(carry % base);
        carry /= base;
    }
    for (; carry > 0; carry /= base)
        digits.push_back(static_cast<std::uint32_t>(carry % base));
}

constexpr std::uint64_t WORD = std::uint64_t{1} << 32U;
/// As many digits of base 43 as fit into a word: work goes word by word.
constexpr std::size_t GROUP = 5;
constexpr std::uint64_t GROUP_BASE = std::uint64_t{BASE} * BASE * BASE * BASE * BASE;

} // namespace

std::optional<std::string> encodeBase43(base::ByteSpan bytes) {
    if (bytes.size() > MAX_BASE43_BYTES)
        return std::nullopt;
    const auto zeros = static_cast<std::size_t>(
        std::ranges::find_if(bytes, [](std::uint8_t byte) { return byte != 0; }) - bytes.begin());
    std::vector<std::uint32_t> groups;
    for (const std::uint8_t byte : bytes.subspan(zeros))
        multiplyAdd(groups, GROUP_BASE, 256, byte);
    std::string text;
    for (std::uint32_t group : groups)
        for (std::size_t i = 0; i < GROUP; ++i, group /= BASE)
            text += DIGITS[group % BASE];
    while (!text.empty() && text.back() == DIGITS[0])
        text.pop_back();
    text.append(zeros, DIGITS[0]);
    std::ranges::reverse(text);
    return text;
}

std::optional<base::Bytes> decodeBase43(std::string_view text) {
    if (text.size() > MAX_BASE43_LENGTH || text.find_first_not_of(DIGITS) != std::string_view::npos)
        return std::nullopt;
    const std::size_t zeros = std::min(text.find_first_not_of(DIGITS[0]), text.size());
    std::vector<std::uint32_t> words;
    for (std::size_t at = zeros; at < text.size(); at += GROUP) {
        std::uint64_t factor = 1;
        std::uint64_t group = 0;
        for (const char digit : text.substr(at, GROUP)) {
            factor *= BASE;
            group = group * BASE + DIGITS.find(digit);
        }
        multiplyAdd(words, WORD, factor, group);
    }
    base::Bytes bytes;
    for (std::uint32_t word : words)
        for (int i = 0; i < 4; ++i, word >>= 8U)
            bytes.push_back(static_cast<std::uint8_t>(word & 0xffU));
    while (!bytes.empty() && bytes.back() == 0)
        bytes.pop_back();
    bytes.insert(bytes.end(), zeros, 0);
    std::ranges::reverse(bytes);
    return bytes;
}

} // namespace strongroom::airgap
