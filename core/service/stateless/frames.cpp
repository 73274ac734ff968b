#include "service/stateless/frames.h"

#include "airgap/frame_collector.h"
#include "airgap/frame_sequence.h"
#include "base/text_encoding.h"
#include "crypto/hash.h"
#include "psbt/codec.h"
#include "service/stateless/errors.h"
#include "service/stateless/picture.h"

#include <algorithm>
#include <optional>

namespace strongroom::service {

namespace {

/// Six pixels a module: what a phone reads from a screen, and any reader from a file.
constexpr int MODULE_PIXELS = 6;

/// The binary form of a file that is a PSBT, byte by byte: writing it anew could change the order of its
/// fields.
Outcome<base::Bytes> binaryPsbt(base::ByteSpan content) {
    STRONGROOM_TRY(psbt::parsePsbtText(content));
    if (auto binary = psbt::parsePsbt(content))
        return base::toBytes(content);
    std::string text(base::asText(content));
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    const auto bytes = base::fromBase64(text);
    if (!bytes)
        return base::Unexpected(InputError::base64);
    return *bytes;
}

Outcome<airgap::FrameSequence> makeSequence(base::ByteSpan content, const FrameRequest& request) {
    const auto format = airgap::parseFrameFormat(request.format);
    if (!format || *format == airgap::FrameFormat::hex || *format == airgap::FrameFormat::binary)
        return base::Unexpected(InputError::frameFormat);
    if (request.extra > 0 && *format != airgap::FrameFormat::ur)
        return base::Unexpected(InputError::extraFrames);
    if (request.maxVersion < airgap::MIN_FRAME_VERSION || request.maxVersion > airgap::MAX_QR_VERSION ||
        request.extra < 0 || request.extra > MAX_EXTRA_FRAMES)
        return base::Unexpected(InputError::range);
    const airgap::FrameOptions options{.maxVersion = static_cast<int>(request.maxVersion), .format = *format};
    if (request.type == "psbt") {
        STRONGROOM_ASSIGN(const base::Bytes binary, binaryPsbt(content));
        STRONGROOM_ASSIGN(airgap::FrameSequence sequence, airgap::FrameSequence::forPsbt(binary, options));
        return sequence;
    }
    if (request.type == "bytes") {
        STRONGROOM_ASSIGN(airgap::FrameSequence sequence, airgap::FrameSequence::forBytes(content, options));
        return sequence;
    }
    return base::Unexpected(InputError::frameType);
}

/// Hands frames to a collector and remembers why the first refused one was.
class Receiver {
public:
    /// True when the transfer is complete. Error: airgap.secret_refused, at once.
    template <typename Frame>
    Outcome<bool> add(const Frame& frame) {
        const auto step = m_collector.add(frame);
        if (step)
            return *step == airgap::FrameStep::complete;
        if (step.error() == airgap::Error::secretRefused)
            return base::Unexpected(step.error());
        if (!m_firstRefusal)
            m_firstRefusal = step.error();
        return false;
    }

    Outcome<Received> finish() && {
        const airgap::Progress progress = m_collector.progress();
        if (!m_collector.payload()) {
            if (m_firstRefusal && progress.needed == 0)
                return base::Unexpected(*m_firstRefusal);
            base::Failure failure(airgap::Error::incomplete);
            failure.data = {{"frames_needed", std::to_string(progress.needed)},
                            {"frames_read", std::to_string(progress.seen)}};
            return base::Unexpected(std::move(failure));
        }
        const std::string_view format = airgap::name(*m_collector.format());
        STRONGROOM_ASSIGN(airgap::Payload payload, std::move(m_collector).take());
        const std::string hash = base::toHex(crypto::sha256(payload.bytes).span());
        return Received{.format = std::string(format),
                        .type = payload.type == airgap::PayloadType::psbt ? "psbt" : "bytes",
                        .content = std::move(payload.bytes),
                        .sha256 = hash,
                        .framesRead = static_cast<std::int64_t>(progress.seen),
                        .framesNeeded = static_cast<std::int64_t>(progress.needed)};
    }

private:
    airgap::FrameCollector m_collector;
    std::optional<airgap::Error> m_firstRefusal;
};

} // namespace

Outcome<Frames> makeFrames(base::ByteSpan content, const FrameRequest& request, FramePictures pictures) {
    STRONGROOM_ASSIGN(const airgap::FrameSequence sequence, makeSequence(content, request));
    Frames frames;
    frames.needed = static_cast<std::int64_t>(sequence.size());
    const std::size_t count = sequence.size() + static_cast<std::size_t>(request.extra);
    for (std::size_t index = 0; index < count; ++index) {
        frames.texts.push_back(sequence.frame(index));
        if (pictures == FramePictures::png)
            frames.pictures.push_back(encodePng(airgap::render(sequence.symbol(index), MODULE_PIXELS)));
    }
    return frames;
}

Outcome<Received> readFrames(std::string_view lines) {
    Receiver receiver;
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        std::string_view line = lines.substr(0, end);
        lines.remove_prefix(std::min(end + 1, lines.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty())
            continue;
        STRONGROOM_ASSIGN(const bool complete, receiver.add(line));
        if (complete)
            break;
    }
    return std::move(receiver).finish();
}

Outcome<Received> readFramePictures(const std::vector<base::Bytes>& files) {
    Receiver receiver;
    for (const base::Bytes& file : files) {
        STRONGROOM_ASSIGN(const airgap::LumaImage image, decodePng(file));
        STRONGROOM_ASSIGN(const bool complete, receiver.add(image.view()));
        if (complete)
            break;
    }
    return std::move(receiver).finish();
}

} // namespace strongroom::service
