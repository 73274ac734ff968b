#include "airgap/bytewords.h"

#include "base/byte_writer.h"

#include <zlib.h>

#include <array>

namespace strongroom::airgap {

namespace {

/// First and last letters of the 256 words of BCR-2020-012, in the order of their bytes.
constexpr std::string_view PAIRS = "aeadaoaxaaahamatayasbkbdbnbtbabsbebybgbwbbbzcmchcscfcycwcecackct"
                                   "cxclcpcndkdadsdidedtdrdndwdpdmdldyeheyeoeeecenemetesftfrfnfsfmfh"
                                   "fzfpfwfxfyfefgflfdgagegrgsgtglgwgdgygmgughgohfhghdhkhthphhhlhyhe"
                                   "hnhsidiaieihiyioisinimjejzjnjtjljojsjpjkjykpkoktkskkknkgkekikblb"
                                   "lalylflslrlplnltloldlelulklgmnmymhmemomumwmdmtmsmknlnyndnsntnnne"
                                   "nboyoeotoxonolospdptpkpypspmplpepfpaprqdqzrerprlrorhrdrkrfryrnrs"
                                   "rtsesasrssskswstspsosgsbsfsntotktitttdtetytltbtstptatnuyuoutueur"
                                   "vtvyvovlvevwvavdvswlwdwmwpwewywswtwnwzwfwkykynylyaytzszoztzczezm";
static_assert(PAIRS.size() == 512);

constexpr std::size_t CHECKSUM_SIZE = 4;
constexpr std::int16_t NO_WORD = -1;

constexpr std::size_t slotOf(char first, char last) {
    return static_cast<std::size_t>(first - 'a') * 26U + static_cast<std::size_t>(last - 'a');
}

constexpr std::array<std::int16_t, std::size_t{26} * 26> makeInverse() {
    std::array<std::int16_t, std::size_t{26} * 26> inverse{};
    inverse.fill(NO_WORD);
    for (std::size_t byte = 0; byte < 256; ++byte)
        inverse[slotOf(PAIRS[2 * byte], PAIRS[2 * byte + 1])] = static_cast<std::int16_t>(byte);
    return inverse;
}
constexpr auto INVERSE = makeInverse();

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool isLetter(char c) {
    return c >= 'a' && c <= 'z';
}

void appendWord(std::string& text, std::uint8_t byte) {
    text.append(PAIRS.substr(2U * byte, 2));
}

} // namespace

std::uint32_t crc32(base::ByteSpan bytes) {
    return static_cast<std::uint32_t>(::crc32_z(0, bytes.data(), bytes.size()));
}

std::string encodeBytewords(base::ByteSpan content) {
    std::string text;
    text.reserve(2 * (content.size() + CHECKSUM_SIZE));
    for (const std::uint8_t byte : content)
        appendWord(text, byte);
    base::ByteWriter checksum;
    checksum.u32BigEndian(crc32(content));
    for (const std::uint8_t byte : checksum.data())
        appendWord(text, byte);
    return text;
}

Result<base::Bytes> decodeBytewords(std::string_view text) {
    if (text.size() % 2 != 0 || text.size() / 2 <= CHECKSUM_SIZE)
        return base::Unexpected(Error::malformedBytewords);
    base::Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const char first = lower(text[i]);
        const char last = lower(text[i + 1]);
        if (!isLetter(first) || !isLetter(last) || INVERSE[slotOf(first, last)] == NO_WORD)
            return base::Unexpected(Error::malformedBytewords);
        bytes.push_back(static_cast<std::uint8_t>(INVERSE[slotOf(first, last)]));
    }
    const base::Bytes stated(bytes.end() - CHECKSUM_SIZE, bytes.end());
    bytes.erase(bytes.end() - CHECKSUM_SIZE, bytes.end());
    base::ByteWriter computed;
    computed.u32BigEndian(crc32(bytes));
    if (computed.data() != stated)
        return base::Unexpected(Error::wrongChecksum);
    return bytes;
}

} // namespace strongroom::airgap
