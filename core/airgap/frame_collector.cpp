#include "airgap/frame_collector.h"

#include "airgap/cbor.h"
#include "airgap/frame_kind.h"
#include "airgap/qr_reader.h"

#include <string.h> // explicit_bzero

namespace strongroom::airgap {

namespace {

/// Both generations of names are in the field; version 1 dominates.
std::optional<PayloadType> payloadTypeOf(std::string_view urType) {
    if (urType == "crypto-psbt" || urType == "psbt")
        return PayloadType::psbt;
    if (urType == "bytes")
        return PayloadType::bytes;
    return std::nullopt;
}

Result<base::Bytes> unwrapByteString(base::ByteSpan cbor) {
    CborReader reader(cbor);
    STRONGROOM_ASSIGN(const base::ByteSpan content, reader.byteString());
    STRONGROOM_TRY(reader.expectEnd());
    return base::toBytes(content);
}

} // namespace

Result<FrameStep> FrameCollector::add(std::string_view frame) {
    ++m_seen;
    auto step = judge(base::asBytes(frame));
    if (!step)
        ++m_refused;
    return step;
}

Result<FrameStep> FrameCollector::add(const LumaView& picture) {
    STRONGROOM_ASSIGN(std::optional<base::Bytes> content, readQrSymbol(picture));
    if (!content)
        return FrameStep::noSymbol;
    auto step = add(base::asText(*content));
    explicit_bzero(content->data(), content->size());
    return step;
}

Result<FrameStep> FrameCollector::judge(base::ByteSpan content) {
    switch (classifyFrame(content)) {
    case FrameKind::ur:
        return addUr(base::asText(content));
    case FrameKind::secret:
        return base::Unexpected(Error::secretRefused);
    case FrameKind::otherFormat:
        return base::Unexpected(Error::unsupportedFormat);
    case FrameKind::other:
        return base::Unexpected(Error::otherKind);
    }
    base::checkFailed("FrameKind");
}

Result<FrameStep> FrameCollector::addUr(std::string_view frame) {
    const auto type = payloadTypeOf(*urTypeOf(frame));
    if (!type)
        return base::Unexpected(Error::unexpectedType);
    STRONGROOM_ASSIGN(const UrDecoder::Step step, m_ur.add(frame));
    switch (step) {
    case UrDecoder::Step::nothingNew:
        return FrameStep::nothingNew;
    case UrDecoder::Step::progress:
        return FrameStep::progress;
    case UrDecoder::Step::complete:
        break;
    }
    if (!m_payload) {
        auto content = unwrapByteString(m_ur.result()->message);
        if (!content) {
            m_ur = UrDecoder(); // a message that is no byte string must not block the one that is wanted
            return base::Unexpected(content.error());
        }
        m_payload = Payload{*type, std::move(content).value()};
    }
    return FrameStep::complete;
}

Progress FrameCollector::progress() const {
    return {m_ur.received(), m_ur.needed(), m_seen, m_refused};
}

Result<Payload> FrameCollector::take() && {
    if (!m_payload)
        return base::Unexpected(Error::incomplete);
    return std::move(*m_payload);
}

} // namespace strongroom::airgap
