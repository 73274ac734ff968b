#include "signer/protocol/frame.h"

#include "base/byte_reader.h"
#include "base/byte_writer.h"

#include <array>

namespace strongroom::signer {

namespace {

constexpr std::array<std::uint8_t, 4> MAGIC{'S', 'R', 'S', '1'};
constexpr std::size_t PREFIX_SIZE = 16;

Result<base::Bytes> readBlob(Stream& stream, std::uint64_t& budget) {
    std::array<std::uint8_t, 4> lengthBytes{};
    STRONGROOM_TRY(stream.read(lengthBytes));
    base::ByteReader reader(lengthBytes);
    const std::uint32_t length = *reader.u32();
    if (length > MAX_BLOB || length > budget)
        return base::Unexpected(Error::frameTooLarge);
    budget -= length;
    base::Bytes blob(length);
    STRONGROOM_TRY(stream.read(blob));
    return blob;
}

} // namespace

Result<void> writeFrame(Stream& stream, const Frame& frame) {
    const std::string header = frame.header.canonical();
    const std::size_t secretSize = frame.secret ? frame.secret->span().size() : 0;
    std::uint64_t total = header.size() + secretSize;
    for (const base::Bytes& blob : frame.blobs) {
        if (blob.size() > MAX_BLOB)
            return base::Unexpected(Error::frameTooLarge);
        total += blob.size() + 4;
    }
    if (header.size() > MAX_HEADER || secretSize > MAX_SECRET || frame.blobs.size() > MAX_BLOBS ||
        total > MAX_FRAME)
        return base::Unexpected(Error::frameTooLarge);
    base::ByteWriter prefix;
    prefix.bytes(MAGIC)
        .u32(static_cast<std::uint32_t>(header.size()))
        .u32(static_cast<std::uint32_t>(secretSize))
        .u32(static_cast<std::uint32_t>(frame.blobs.size()))
        .bytes(base::asBytes(header));
    STRONGROOM_TRY(stream.write(prefix.data()));
    if (frame.secret)
        STRONGROOM_TRY(stream.write(frame.secret->span()));
    for (const base::Bytes& blob : frame.blobs) {
        STRONGROOM_TRY(stream.write(base::ByteWriter().u32(static_cast<std::uint32_t>(blob.size())).data()));
        STRONGROOM_TRY(stream.write(blob));
    }
    return {};
}

Result<Frame> readFrame(Stream& stream) {
    std::array<std::uint8_t, PREFIX_SIZE> prefix{};
    STRONGROOM_TRY(stream.read(prefix));
    if (!std::equal(MAGIC.begin(), MAGIC.end(), prefix.begin()))
        return base::Unexpected(Error::malformedFrame);
    base::ByteReader reader(base::ByteSpan(prefix).subspan(MAGIC.size()));
    const std::uint32_t headerSize = *reader.u32();
    const std::uint32_t secretSize = *reader.u32();
    const std::uint32_t blobCount = *reader.u32();
    if (headerSize > MAX_HEADER || secretSize > MAX_SECRET || blobCount > MAX_BLOBS)
        return base::Unexpected(Error::frameTooLarge);
    Frame frame;
    base::Bytes header(headerSize);
    STRONGROOM_TRY(stream.read(header));
    if (secretSize > 0) {
        secret::SecureBuffer buffer(secretSize);
        STRONGROOM_TRY(stream.read(buffer.mutableSpan()));
        frame.secret = std::move(buffer);
    }
    std::uint64_t budget = MAX_FRAME;
    for (std::uint32_t i = 0; i < blobCount; ++i) {
        STRONGROOM_ASSIGN(base::Bytes blob, readBlob(stream, budget));
        frame.blobs.push_back(std::move(blob));
    }
    auto json = base::Json::parseCanonical(base::asText(header));
    if (!json || json->object() == nullptr)
        return base::Unexpected(Error::malformedFrame);
    frame.header = std::move(*json);
    return frame;
}

} // namespace strongroom::signer
