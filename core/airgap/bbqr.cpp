#include "airgap/bbqr.h"

#include "airgap/compression.h"
#include "airgap/fountain_decoder.h" // MAX_MESSAGE_SIZE
#include "airgap/qr_symbol.h"
#include "base/check.h"
#include "base/text_encoding.h"

#include <algorithm>

namespace strongroom::airgap {

namespace {

constexpr std::string_view MAGIC = "B$";
constexpr std::size_t LABEL_LENGTH = 6; // magic, encoding, type, total
constexpr std::size_t HEADER_LENGTH = 8;
constexpr std::string_view BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::string_view BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view TYPES = "PTJCUBX";

std::string toBase32(base::ByteSpan bytes) {
    std::string text;
    for (const std::uint8_t value : base::toFiveBit(bytes))
        text += BASE32[value];
    return text;
}

std::optional<base::Bytes> fromBase32(std::string_view text) {
    base::Bytes values;
    values.reserve(text.size());
    for (const char c : text) {
        const std::size_t value = BASE32.find(c);
        if (value == std::string_view::npos)
            return std::nullopt;
        values.push_back(static_cast<std::uint8_t>(value));
    }
    return base::fromFiveBit(values);
}

std::string toUpperHex(base::ByteSpan bytes) {
    std::string text = base::toHex(bytes);
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
    return text;
}

/// Characters that stand for whole bytes: parts are cut at multiples of it.
std::size_t unitOf(BbqrEncoding encoding) {
    return encoding == BbqrEncoding::hex ? 2 : 8;
}

std::string twoDigits(std::size_t number) {
    return {BASE36[number / BASE36.size()], BASE36[number % BASE36.size()]};
}

std::optional<std::size_t> parseTwoDigits(std::string_view text) {
    const std::size_t high = BASE36.find(text[0]);
    const std::size_t low = BASE36.find(text[1]);
    if (high == std::string_view::npos || low == std::string_view::npos)
        return std::nullopt;
    return high * BASE36.size() + low;
}

struct Frame {
    std::string_view label;
    BbqrEncoding encoding;
    BbqrType type;
    std::size_t total;
    std::size_t index;
    std::string_view text;
};

Result<Frame> parseFrame(std::string_view frame) {
    if (frame.size() <= HEADER_LENGTH || !frame.starts_with(MAGIC))
        return base::Unexpected(Error::malformedBbqr);
    const char encoding = frame[2];
    const char type = frame[3];
    const auto total = parseTwoDigits(frame.substr(4, 2));
    const auto index = parseTwoDigits(frame.substr(6, 2));
    if ((encoding != 'H' && encoding != '2' && encoding != 'Z') ||
        BASE36.find(type) == std::string_view::npos || !total || !index)
        return base::Unexpected(Error::malformedBbqr);
    if (TYPES.find(type) == std::string_view::npos)
        return base::Unexpected(Error::unexpectedType);
    if (*index >= *total)
        return base::Unexpected(Error::partOutOfBounds);
    return Frame{frame.substr(0, LABEL_LENGTH),
                 static_cast<BbqrEncoding>(encoding),
                 static_cast<BbqrType>(type),
                 *total,
                 *index,
                 frame.substr(HEADER_LENGTH)};
}

std::optional<base::Bytes> decodeText(BbqrEncoding encoding, std::string_view text) {
    if (encoding != BbqrEncoding::hex)
        return fromBase32(text);
    const bool lower = std::ranges::any_of(text, [](char c) { return c >= 'a' && c <= 'f'; });
    return lower ? std::nullopt : base::fromHex(text);
}

Result<base::Bytes> unpack(BbqrEncoding encoding, std::string_view text) {
    auto bytes = decodeText(encoding, text);
    STRONGROOM_CHECK(bytes.has_value()); // each part was of whole bytes
    if (encoding == BbqrEncoding::deflate)
        return decompress(*bytes, MAX_MESSAGE_SIZE);
    if (bytes->size() > MAX_MESSAGE_SIZE)
        return base::Unexpected(Error::tooLarge);
    return *std::move(bytes);
}

struct Split {
    std::size_t parts;
    std::size_t length; ///< Of every part but the last.
};

/// How a version holds a text: every part but the last is cut at whole units.
Split splitFor(int version, std::size_t length, std::size_t unit) {
    const std::size_t capacity = qrCapacity(version) - HEADER_LENGTH;
    if (length <= capacity)
        return {1, length};
    const std::size_t partLength = capacity - capacity % unit;
    return {(length + partLength - 1) / partLength, partLength};
}

} // namespace

Result<BbqrFrames> encodeBbqr(const BbqrContent& content, BbqrEncoding encoding, int minVersion,
                              int maxVersion) {
    if (content.bytes.empty())
        return base::Unexpected(Error::empty);
    if (content.bytes.size() > MAX_MESSAGE_SIZE)
        return base::Unexpected(Error::tooLarge);
    const std::string text = encoding == BbqrEncoding::hex      ? toUpperHex(content.bytes)
                             : encoding == BbqrEncoding::base32 ? toBase32(content.bytes)
                                                                : toBase32(compress(content.bytes));
    BbqrFrames frames{{}, maxVersion};
    Split split = splitFor(maxVersion, text.size(), unitOf(encoding));
    for (int version = maxVersion - 1; version >= minVersion; --version) {
        const Split lower = splitFor(version, text.size(), unitOf(encoding));
        if (lower.parts > split.parts)
            break;
        split = lower;
        frames.version = version;
    }
    if (split.parts > MAX_BBQR_PARTS)
        return base::Unexpected(Error::tooLarge);
    const std::string label = std::string(MAGIC) + static_cast<char>(encoding) +
                              static_cast<char>(content.type) + twoDigits(split.parts);
    for (std::size_t index = 0; index < split.parts; ++index)
        frames.texts.push_back(label + twoDigits(index) + text.substr(index * split.length, split.length));
    return frames;
}

Result<BbqrFrames> encodeBbqr(const BbqrContent& content, int minVersion, int maxVersion) {
    const bool smaller = compress(content.bytes).size() < content.bytes.size();
    return encodeBbqr(content, smaller ? BbqrEncoding::deflate : BbqrEncoding::base32, minVersion,
                      maxVersion);
}

Result<BbqrDecoder::Step> BbqrDecoder::add(std::string_view text) {
    STRONGROOM_ASSIGN(const Frame frame, parseFrame(text));
    const bool last = frame.index + 1 == frame.total;
    if (!decodeText(frame.encoding, frame.text))
        return base::Unexpected(Error::malformedBbqr);
    if (!last && frame.text.size() % unitOf(frame.encoding) != 0)
        return base::Unexpected(Error::partOutOfBounds);
    const bool known = frame.label == m_parts.label();
    if (known && !last && m_partLength && *m_partLength != frame.text.size())
        return base::Unexpected(Error::inconsistentPart);
    STRONGROOM_ASSIGN(const Step step, m_parts.add(frame.label, frame.index, frame.total, frame.text));
    if (!last)
        m_partLength = frame.text.size();
    if (step != Step::complete || m_result)
        return step;
    auto content = unpack(frame.encoding, m_parts.joined());
    if (!content) {
        *this = BbqrDecoder(); // what does not unpack must not block what follows
        return base::Unexpected(content.error());
    }
    m_result = BbqrContent{frame.type, std::move(content).value()};
    return Step::complete;
}

} // namespace strongroom::airgap
