#include "airgap/frame_sequence.h"

#include "airgap/base43.h"
#include "airgap/bytewords.h"
#include "airgap/cbor.h"
#include "airgap/specter.h"
#include "base/check.h"
#include "base/text_encoding.h"

#include <limits>

namespace strongroom::airgap {

namespace {

/// Frames are numbered below this (a day at ten a second) and then begin again, so that a number's length is
/// known when the fragments are cut.
constexpr std::size_t MAX_FRAME_NUMBER = 999'999;

/// Characters of a frame around its fragment, for the longest numbers there can be.
std::size_t overhead(std::string_view type) {
    constexpr std::size_t MAX_U32 = std::numeric_limits<std::uint32_t>::max();
    constexpr std::size_t CHECKSUM = 4;
    const std::size_t text = std::string_view("ur:/999999-4096/").size() + type.size();
    const std::size_t cbor = 1 + cborHeaderSize(MAX_FRAME_NUMBER) + cborHeaderSize(MAX_FRAGMENTS) +
                             cborHeaderSize(MAX_MESSAGE_SIZE) + cborHeaderSize(MAX_U32) +
                             cborHeaderSize(qrCapacity(MAX_QR_VERSION));
    return text + 2 * (cbor + CHECKSUM);
}

/// The longest message that one frame without numbers holds.
std::size_t singleFrameSize(std::string_view type, int version) {
    constexpr std::size_t CHECKSUM = 4;
    const std::size_t text = std::string_view("ur:/").size() + type.size();
    return (qrCapacity(version) - text) / 2 - CHECKSUM;
}

std::string upperCase(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    return text;
}

} // namespace

Result<FrameSequence> FrameSequence::forPsbt(base::ByteSpan psbt, FrameOptions options) {
    return make("crypto-psbt", BbqrType::psbt, psbt, options);
}

Result<FrameSequence> FrameSequence::forBytes(base::ByteSpan document, FrameOptions options) {
    return make("bytes", BbqrType::binary, document, options);
}

Result<FrameSequence> FrameSequence::make(std::string_view urType, BbqrType type, base::ByteSpan content,
                                          FrameOptions options) {
    const int maxVersion = options.maxVersion;
    STRONGROOM_CHECK(maxVersion >= MIN_FRAME_VERSION && maxVersion <= MAX_QR_VERSION);
    const auto whole = [&](std::string text, QrMode mode) -> Result<FrameSequence> {
        if (content.empty())
            return base::Unexpected(Error::empty);
        if (text.size() > qrCapacity(maxVersion, mode))
            return base::Unexpected(Error::symbolTooLarge);
        return FrameSequence(Frames{{std::move(text)}, mode}, maxVersion);
    };
    switch (options.format) {
    case FrameFormat::ur:
        return makeUr(std::string(urType), content, maxVersion);
    case FrameFormat::bbqr: {
        STRONGROOM_ASSIGN(BbqrFrames frames,
                          encodeBbqr({type, base::toBytes(content)}, MIN_FRAME_VERSION, maxVersion));
        return FrameSequence(Frames{std::move(frames.texts), QrMode::alphanumeric}, frames.version);
    }
    case FrameFormat::specter: {
        STRONGROOM_ASSIGN(std::vector<std::string> texts,
                          encodeSpecter(content, qrCapacity(maxVersion, QrMode::bytes)));
        return FrameSequence(Frames{std::move(texts), QrMode::bytes}, maxVersion);
    }
    case FrameFormat::base43: {
        auto text = encodeBase43(content);
        if (!text)
            return base::Unexpected(Error::symbolTooLarge);
        return whole(*std::move(text), QrMode::alphanumeric);
    }
    case FrameFormat::base64:
        return whole(base::toBase64(content), QrMode::bytes);
    case FrameFormat::hex:
    case FrameFormat::binary:
        break;
    }
    base::checkFailed("a format that is written");
}

Result<FrameSequence> FrameSequence::makeUr(std::string type, base::ByteSpan content, int maxVersion) {
    CborWriter writer;
    writer.byteString(content);
    Ur ur{std::move(type), writer.take()};
    const bool single = ur.message.size() <= singleFrameSize(ur.type, maxVersion);
    const std::size_t fragmentSize =
        single ? ur.message.size() : (qrCapacity(maxVersion) - overhead(ur.type)) / 2;
    STRONGROOM_ASSIGN(UrEncoder encoder, UrEncoder::create(std::move(ur), fragmentSize));
    return FrameSequence(std::move(encoder), maxVersion);
}

std::size_t FrameSequence::size() const {
    if (const auto* ur = std::get_if<UrEncoder>(&m_frames))
        return ur->parts();
    return std::get<Frames>(m_frames).texts.size();
}

std::string FrameSequence::frame(std::size_t index) const {
    if (const auto* ur = std::get_if<UrEncoder>(&m_frames))
        return upperCase(ur->part(static_cast<std::uint32_t>(index % MAX_FRAME_NUMBER + 1)));
    return std::get<Frames>(m_frames).texts[index % size()];
}

QrMode FrameSequence::mode() const {
    const auto* frames = std::get_if<Frames>(&m_frames);
    return frames != nullptr ? frames->mode : QrMode::alphanumeric;
}

QrSymbol FrameSequence::symbol(std::size_t index) const {
    // All frames of a sequence have the same size on the screen; a single one is as small as it can be.
    const int minVersion = size() == 1 ? MIN_QR_VERSION : m_version;
    auto symbol = QrSymbol::draw(frame(index), minVersion, m_version, mode());
    STRONGROOM_CHECK(symbol.has_value()); // the fragments were cut to fit
    return std::move(symbol).value();
}

} // namespace strongroom::airgap
