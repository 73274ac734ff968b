#include "airgap/frame_collector.h"

#include "airgap/base43.h"
#include "airgap/cbor.h"
#include "airgap/qr_reader.h"
#include "base/check.h"
#include "base/text_encoding.h"

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

/// The steps of every decoder, as the collector's.
template <typename Step>
FrameStep toFrameStep(Step step) {
    switch (step) {
    case Step::nothingNew:
        return FrameStep::nothingNew;
    case Step::progress:
        return FrameStep::progress;
    case Step::complete:
        return FrameStep::complete;
    }
    base::checkFailed("Step");
}

PayloadType typeOfContent(base::ByteSpan content) {
    return base::asText(content).starts_with("psbt\xff") ? PayloadType::psbt : PayloadType::bytes;
}

std::optional<base::Bytes> decodeWhole(FrameFormat format, base::ByteSpan content) {
    switch (format) {
    case FrameFormat::base43:
        return decodeBase43(base::asText(content));
    case FrameFormat::base64:
        return base::fromBase64(base::asText(content));
    case FrameFormat::hex:
        return base::fromHex(base::asText(content));
    case FrameFormat::binary:
        return base::toBytes(content);
    case FrameFormat::ur:
    case FrameFormat::bbqr:
    case FrameFormat::specter:
        break;
    }
    base::checkFailed("a whole frame");
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
    if (looksLikeSecret(content))
        return base::Unexpected(Error::secretRefused);
    const auto format = frameFormatOf(content);
    if (!format)
        return base::Unexpected(Error::otherKind);
    if (m_format && *m_format != *format)
        return base::Unexpected(Error::otherMessage);
    auto step = addTo(*format, content);
    // A decoder that had to forget everything is open to a transfer in any format.
    m_format = progress().received > 0 ? format : std::nullopt;
    return step;
}

Result<FrameStep> FrameCollector::addTo(FrameFormat format, base::ByteSpan content) {
    switch (format) {
    case FrameFormat::ur:
        return addUr(base::asText(content));
    case FrameFormat::bbqr:
        return addBbqr(base::asText(content));
    case FrameFormat::specter:
        return addSpecter(base::asText(content));
    case FrameFormat::base43:
    case FrameFormat::base64:
    case FrameFormat::hex:
    case FrameFormat::binary:
        return addWhole(format, content);
    }
    base::checkFailed("FrameFormat");
}

Result<FrameStep> FrameCollector::addUr(std::string_view frame) {
    const auto type = payloadTypeOf(*urTypeOf(frame));
    if (!type)
        return base::Unexpected(Error::unexpectedType);
    STRONGROOM_ASSIGN(const UrDecoder::Step step, m_ur.add(frame));
    if (step == UrDecoder::Step::complete && !m_payload) {
        auto content = unwrapByteString(m_ur.result()->message);
        if (!content) {
            m_ur = UrDecoder(); // a message that is no byte string must not block the one that is wanted
            return base::Unexpected(content.error());
        }
        m_payload = Payload{*type, std::move(content).value()};
    }
    return toFrameStep(step);
}

Result<FrameStep> FrameCollector::addBbqr(std::string_view frame) {
    STRONGROOM_ASSIGN(const BbqrDecoder::Step step, m_bbqr.add(frame));
    if (step == BbqrDecoder::Step::complete && !m_payload) {
        const BbqrContent& content = *m_bbqr.result();
        const bool psbt = content.type == BbqrType::psbt;
        m_payload = Payload{psbt ? PayloadType::psbt : PayloadType::bytes, content.bytes};
    }
    return toFrameStep(step);
}

Result<FrameStep> FrameCollector::addSpecter(std::string_view frame) {
    STRONGROOM_ASSIGN(const SpecterDecoder::Step step, m_specter.add(frame));
    if (step == SpecterDecoder::Step::complete && !m_payload)
        m_payload = Payload{typeOfContent(*m_specter.result()), *m_specter.result()};
    return toFrameStep(step);
}

Result<FrameStep> FrameCollector::addWhole(FrameFormat format, base::ByteSpan content) {
    auto bytes = decodeWhole(format, content);
    if (!bytes)
        return base::Unexpected(Error::malformedText);
    if (bytes->size() > MAX_MESSAGE_SIZE)
        return base::Unexpected(Error::tooLarge);
    Payload payload{PayloadType::psbt, *std::move(bytes)};
    if (m_payload && payload != *m_payload)
        return base::Unexpected(Error::otherMessage);
    m_payload = std::move(payload);
    return FrameStep::complete;
}

Progress FrameCollector::progress() const {
    // One decoder at most has anything; a whole frame is in none.
    const std::size_t received = m_ur.received() + m_bbqr.received() + m_specter.received();
    const std::size_t needed = m_ur.needed() + m_bbqr.needed() + m_specter.needed();
    if (needed == 0 && m_payload)
        return {1, 1, m_seen, m_refused};
    return {received, needed, m_seen, m_refused};
}

Result<Payload> FrameCollector::take() && {
    if (!m_payload)
        return base::Unexpected(Error::incomplete);
    return std::move(*m_payload);
}

} // namespace strongroom::airgap
