#include "airgap/compression.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <zlib.h>

namespace strongroom::airgap {

namespace {

/// Negative: raw streams (zlib.h). BBQr fixes the sender's window; a receiver with the largest one reads
/// every sender's streams.
constexpr int SENDER_WINDOW = -10;
constexpr int RECEIVER_WINDOW = -15;
constexpr std::size_t STEP = 16'384;

/// zlib's types are not const; it does not write to its input.
void setInput(z_stream& stream, base::ByteSpan input) {
    stream.next_in = const_cast<Bytef*>(input.data()); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    stream.avail_in = static_cast<uInt>(input.size());
}

/// Ends a stream of either direction when it goes out of scope.
class Stream {
public:
    explicit Stream(int (*end)(z_streamp)) : m_end(end) {}
    ~Stream() { m_end(&zlib); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    z_stream zlib{};

private:
    int (*m_end)(z_streamp);
};

} // namespace

base::Bytes compress(base::ByteSpan content) {
    constexpr int MEMORY_LEVEL = 9;
    Stream stream(deflateEnd);
    STRONGROOM_CHECK(deflateInit2(&stream.zlib, Z_BEST_COMPRESSION, Z_DEFLATED, SENDER_WINDOW, MEMORY_LEVEL,
                                  Z_DEFAULT_STRATEGY) == Z_OK);
    base::Bytes result(deflateBound(&stream.zlib, static_cast<uLong>(content.size())));
    setInput(stream.zlib, content);
    stream.zlib.next_out = result.data();
    stream.zlib.avail_out = static_cast<uInt>(result.size());
    STRONGROOM_CHECK(deflate(&stream.zlib, Z_FINISH) == Z_STREAM_END);
    result.resize(stream.zlib.total_out);
    return result;
}

Result<base::Bytes> decompress(base::ByteSpan compressed, std::size_t limit) {
    Stream stream(inflateEnd);
    STRONGROOM_CHECK(inflateInit2(&stream.zlib, RECEIVER_WINDOW) == Z_OK);
    setInput(stream.zlib, compressed);
    base::Bytes result;
    std::array<std::uint8_t, STEP> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): written by zlib
    for (int state = Z_OK; state != Z_STREAM_END;) {
        stream.zlib.next_out = buffer.data();
        stream.zlib.avail_out = static_cast<uInt>(buffer.size());
        state = inflate(&stream.zlib, Z_NO_FLUSH);
        STRONGROOM_CHECK(state != Z_MEM_ERROR && state != Z_STREAM_ERROR);
        if (state != Z_OK && state != Z_STREAM_END)
            return base::Unexpected(Error::malformedCompression); // Z_BUF_ERROR: it ends too early
        const std::size_t written = buffer.size() - stream.zlib.avail_out;
        if (written > limit - result.size())
            return base::Unexpected(Error::tooLarge);
        result.insert(result.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(written));
    }
    if (stream.zlib.avail_in != 0)
        return base::Unexpected(Error::malformedCompression);
    return result;
}

} // namespace strongroom::airgap
