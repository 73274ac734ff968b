// Frames of any format, one a line. Oracle: what a collector put together comes out again from our own frames
// of it, in every format; what is complete stays what it is; base43, base32 and DEFLATE read back what they
// wrote.
#include "airgap/base43.h"
#include "airgap/compression.h"
#include "airgap/frame_collector.h"
#include "airgap/frame_sequence.h"
#include "base/check.h"

#include <algorithm>
#include <array>

using namespace strongroom;
using namespace strongroom::airgap;

namespace {

constexpr std::size_t LIMIT = 100'000;

void checkCodecs(base::ByteSpan data) {
    if (const auto bytes = decodeBase43(base::asText(data)))
        STRONGROOM_CHECK(*bytes == base::Bytes() || encodeBase43(*bytes) == base::asText(data) ||
                         bytes->size() > MAX_BASE43_BYTES);
    if (const auto text = encodeBase43(data))
        STRONGROOM_CHECK(decodeBase43(*text) == base::toBytes(data));
    STRONGROOM_CHECK(decompress(compress(data), data.size()).value() == base::toBytes(data));
    if (const auto content = decompress(data, LIMIT))
        STRONGROOM_CHECK(content->size() <= LIMIT);
}

/// Whether our frames of `payload` carry it back, from the last to the first.
void checkAgain(const Payload& payload) {
    constexpr std::array FORMATS{FrameFormat::ur, FrameFormat::bbqr, FrameFormat::specter};
    for (const FrameFormat format : FORMATS) {
        const FrameOptions options{.maxVersion = 20, .format = format};
        const auto frames = payload.type == PayloadType::psbt
                                ? FrameSequence::forPsbt(payload.bytes, options)
                                : FrameSequence::forBytes(payload.bytes, options);
        if (!frames) {
            STRONGROOM_CHECK(payload.bytes.empty());
            continue;
        }
        FrameCollector collector;
        for (std::size_t index = frames->size(); index > 0; --index)
            STRONGROOM_CHECK(collector.add(frames->frame(index - 1)).has_value());
        STRONGROOM_CHECK(collector.format() == format);
        STRONGROOM_CHECK(collector.payload().has_value());
        STRONGROOM_CHECK(collector.payload()->bytes == payload.bytes);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = base::asText({data, size});
    checkCodecs({data, size});
    FrameCollector collector;
    while (!text.empty()) {
        const std::string_view frame = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), frame.size() + 1));
        const std::optional<Payload> before = collector.payload();
        const auto step = collector.add(frame);
        STRONGROOM_CHECK(!before || collector.payload() == before);
        STRONGROOM_CHECK(!step || (*step == FrameStep::complete) == collector.payload().has_value());
        STRONGROOM_CHECK(collector.progress().received <= collector.progress().needed);
    }
    if (collector.payload())
        checkAgain(*collector.payload());
    return 0;
}
