// Oracle: a frame that reads writes back to the very bytes it was read from. What is not there is not waited
// for: the stream ends instead of blocking.
#include "base/check.h"
#include "signer/protocol/frame.h"

#include <algorithm>

using namespace strongroom;

namespace {

class MemoryStream final : public signer::Stream {
public:
    explicit MemoryStream(base::ByteSpan input) : m_input(input) {}

    base::Bytes written;
    [[nodiscard]] std::size_t position() const { return m_position; }

    signer::Result<void> read(std::span<std::uint8_t> out) override {
        if (m_input.size() - m_position < out.size())
            return base::Unexpected(signer::Error::connectionLost);
        std::ranges::copy(m_input.subspan(m_position, out.size()), out.begin());
        m_position += out.size();
        return {};
    }
    signer::Result<void> write(base::ByteSpan bytes) override {
        written.insert(written.end(), bytes.begin(), bytes.end());
        return {};
    }

private:
    base::ByteSpan m_input;
    std::size_t m_position = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::ByteSpan bytes(data, size);
    MemoryStream stream(bytes);
    while (stream.position() < size) {
        const std::size_t begin = stream.position();
        const auto frame = signer::readFrame(stream);
        if (!frame)
            break;
        stream.written.clear();
        STRONGROOM_CHECK(signer::writeFrame(stream, *frame).has_value());
        STRONGROOM_CHECK(std::ranges::equal(stream.written, bytes.subspan(begin, stream.position() - begin)));
    }
    return 0;
}
