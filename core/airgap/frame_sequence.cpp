#include "airgap/frame_sequence.h"

#include "airgap/bytewords.h"
#include "airgap/cbor.h"
#include "base/check.h"

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
    return make("crypto-psbt", psbt, options);
}

Result<FrameSequence> FrameSequence::forBytes(base::ByteSpan document, FrameOptions options) {
    return make("bytes", document, options);
}

Result<FrameSequence> FrameSequence::make(std::string type, base::ByteSpan content, FrameOptions options) {
    STRONGROOM_CHECK(options.maxVersion >= MIN_FRAME_VERSION && options.maxVersion <= MAX_QR_VERSION);
    CborWriter writer;
    writer.byteString(content);
    Ur ur{std::move(type), writer.take()};
    const bool single = ur.message.size() <= singleFrameSize(ur.type, options.maxVersion);
    const std::size_t fragmentSize =
        single ? ur.message.size() : (qrCapacity(options.maxVersion) - overhead(ur.type)) / 2;
    STRONGROOM_ASSIGN(UrEncoder encoder, UrEncoder::create(std::move(ur), fragmentSize));
    return FrameSequence(std::move(encoder), options);
}

std::string FrameSequence::frame(std::size_t index) const {
    return upperCase(m_encoder.part(static_cast<std::uint32_t>(index % MAX_FRAME_NUMBER + 1)));
}

QrSymbol FrameSequence::symbol(std::size_t index) const {
    // All frames of a sequence have the same size on the screen; a single one is as small as it can be.
    const int minVersion = size() == 1 ? MIN_QR_VERSION : m_options.maxVersion;
    auto symbol = QrSymbol::draw(frame(index), minVersion, m_options.maxVersion);
    STRONGROOM_CHECK(symbol.has_value()); // the fragments were cut to fit
    return std::move(symbol).value();
}

} // namespace strongroom::airgap
