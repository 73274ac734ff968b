// Public test vectors that are compressed.
#pragma once

#include "support/vectors.h"

#include <zlib.h>

#include <optional>
#include <stdexcept>
#include <string>

namespace strongroom::test {

/// As readVectors, unpacked; throws when the file is no gzip.
[[nodiscard]] inline std::optional<std::string> readGzipVectors(const std::string& relativePath) {
    const auto packed = readVectors(relativePath);
    if (!packed)
        return std::nullopt;
    constexpr int GZIP_WINDOW = 15 + 16;
    z_stream stream{};
    if (inflateInit2(&stream, GZIP_WINDOW) != Z_OK)
        throw std::runtime_error("inflateInit2");
    std::string input = *packed;
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    std::string result;
    int status = Z_OK;
    while (status == Z_OK) {
        char chunk[65'536];
        stream.next_out = reinterpret_cast<Bytef*>(chunk);
        stream.avail_out = sizeof chunk;
        status = inflate(&stream, Z_NO_FLUSH);
        result.append(chunk, sizeof chunk - stream.avail_out);
    }
    inflateEnd(&stream);
    if (status != Z_STREAM_END)
        throw std::runtime_error("no gzip: " + relativePath);
    return result;
}

} // namespace strongroom::test
