// Frames, one a line. Oracle: a part that parses writes back to the very bytes; whatever a decoder put
// together comes out again when its own encoder's frames are read, and frames that are refused change
// nothing.
#include "airgap/bytewords.h"
#include "airgap/frame_collector.h"
#include "airgap/ur.h"
#include "base/check.h"

#include <algorithm>

using namespace strongroom;
using namespace strongroom::airgap;

namespace {

void checkPart(base::ByteSpan cbor) {
    if (const auto part = FountainPart::parse(cbor))
        STRONGROOM_CHECK(std::ranges::equal(part->serialize(), cbor));
}

void checkFrame(std::string_view frame) {
    const std::size_t slash = frame.rfind('/');
    if (slash == std::string_view::npos)
        return;
    if (const auto bytes = decodeBytewords(frame.substr(slash + 1))) {
        STRONGROOM_CHECK(decodeBytewords(encodeBytewords(*bytes)).value() == *bytes);
        checkPart(*bytes);
    }
}

void checkAgain(const Ur& ur) {
    constexpr std::size_t FRAGMENT = 20;
    const auto encoder = UrEncoder::create(ur, std::max(FRAGMENT, ur.message.size() / 16));
    if (!encoder)
        return; // a whole message of one frame may be empty of content that several could carry
    UrDecoder decoder;
    for (std::uint32_t number = encoder->parts(); number > 0; --number)
        STRONGROOM_CHECK(decoder.add(encoder->part(number)).has_value());
    STRONGROOM_CHECK(decoder.result() == ur);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = base::asText({data, size});
    checkPart({data, size});
    UrDecoder decoder;
    FrameCollector collector;
    while (!text.empty()) {
        const std::string_view frame = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), frame.size() + 1));
        checkFrame(frame);
        const std::optional<Ur> before = decoder.result();
        const auto step = decoder.add(frame);
        STRONGROOM_CHECK(!before || decoder.result() == before);
        STRONGROOM_CHECK(!step || (*step == UrDecoder::Step::complete) == decoder.result().has_value());
        STRONGROOM_CHECK(decoder.received() <= decoder.needed());
        static_cast<void>(collector.add(frame));
    }
    if (decoder.result())
        checkAgain(*decoder.result());
    return 0;
}
