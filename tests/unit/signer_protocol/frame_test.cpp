#include "base/byte_writer.h"
#include "signer/protocol/frame.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string_view>

using namespace strongroom;
using signer::Error;
using signer::Frame;

namespace {

/// A stream over memory: what is written is read back.
class MemoryStream final : public signer::Stream {
public:
    base::Bytes data;

    signer::Result<void> read(std::span<std::uint8_t> out) override {
        if (data.size() < out.size())
            return base::Unexpected(Error::connectionLost);
        std::copy_n(data.begin(), out.size(), out.begin());
        data.erase(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(out.size()));
        return {};
    }
    signer::Result<void> write(base::ByteSpan bytes) override {
        data.insert(data.end(), bytes.begin(), bytes.end());
        return {};
    }
};

base::Bytes prefix(std::uint32_t header, std::uint32_t secret, std::uint32_t blobs) {
    return base::ByteWriter().bytes(base::asBytes("SRS1")).u32(header).u32(secret).u32(blobs).take();
}

Error readError(base::Bytes bytes) {
    MemoryStream stream;
    stream.data = std::move(bytes);
    const auto frame = signer::readFrame(stream);
    REQUIRE_FALSE(frame.has_value());
    return frame.error();
}

base::Bytes withHeader(std::string_view header) {
    base::Bytes bytes = prefix(static_cast<std::uint32_t>(header.size()), 0, 0);
    bytes.insert(bytes.end(), header.begin(), header.end());
    return bytes;
}

} // namespace

TEST_CASE("a frame with a secret and blobs arrives as it was sent") {
    Frame frame;
    frame.header = base::Json(base::Json::Object{{"verb", "unlock"}, {"person", "anna"}});
    secret::SecureBuffer passphrase(7);
    std::copy_n("correct", 7, passphrase.mutableSpan().begin());
    frame.secret = std::move(passphrase);
    frame.blobs = {{1, 2, 3}, {}, base::Bytes(70'000, 9)};
    MemoryStream stream;
    REQUIRE(signer::writeFrame(stream, frame));
    const auto read = signer::readFrame(stream);
    REQUIRE(read);
    CHECK(read->header == frame.header);
    REQUIRE(read->secret);
    CHECK(base::asText(read->secret->span()) == "correct");
    CHECK(read->blobs == frame.blobs);
    CHECK(stream.data.empty());
}

TEST_CASE("a frame whose lengths exceed the caps is refused before it is read") {
    CHECK(readError(prefix(signer::MAX_HEADER + 1, 0, 0)) == Error::frameTooLarge);
    CHECK(readError(prefix(2, signer::MAX_SECRET + 1, 0)) == Error::frameTooLarge);
    CHECK(readError(prefix(2, 0, signer::MAX_BLOBS + 1)) == Error::frameTooLarge);
    base::Bytes hugeBlob = withHeader("{}");
    hugeBlob[12] = 1; // one blob …
    hugeBlob.insert(hugeBlob.end(), {0xff, 0xff, 0xff, 0xff});
    CHECK(readError(hugeBlob) == Error::frameTooLarge);
}

TEST_CASE("what is no frame is refused") {
    CHECK(readError(base::Bytes(64, 0)) == Error::malformedFrame);
    CHECK(readError(withHeader("[]")) == Error::malformedFrame);
    CHECK(readError(withHeader("{\"a\": 1}")) == Error::malformedFrame);
    CHECK(readError(withHeader("{\"a\":1,\"a\":1}")) == Error::malformedFrame);
    CHECK(readError({'S', 'R'}) == Error::connectionLost);
    for (std::size_t i = 0; i < 4; ++i) { // one letter of what begins every frame
        base::Bytes other = withHeader("{}");
        other[i] ^= 1U;
        CHECK(readError(other) == Error::malformedFrame);
    }
}

TEST_CASE("a frame that is too large is not sent") {
    MemoryStream stream;
    Frame frame;
    frame.header = base::Json(base::Json::Object{});
    frame.blobs.emplace_back(signer::MAX_BLOB + 1);
    CHECK(signer::writeFrame(stream, frame).error() == Error::frameTooLarge);
    CHECK(stream.data.empty());
}
