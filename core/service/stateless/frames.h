// Bytes as QR frames and back, without a camera: texts one a line, or pictures. Pure.
#pragma once

#include "base/bytes.h"
#include "service/outcome.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::service {

struct FrameRequest {
    std::string type;             ///< "psbt" or "bytes".
    std::string format;           ///< "ur", "bbqr", "specter", "base43" or "base64".
    std::int64_t maxVersion = 12; ///< Of the QR symbol, 5 to 40.
    std::int64_t extra = 0;       ///< Mixed frames beyond the plain ones, up to MAX_EXTRA_FRAMES; only of UR.
};
inline constexpr std::int64_t MAX_EXTRA_FRAMES = 10'000;

struct Frames {
    std::vector<std::string> texts;
    std::vector<base::Bytes> pictures; ///< PNG files, as many, when asked for.
    std::int64_t needed = 0;           ///< How many suffice when none is lost.
};
enum class FramePictures : std::uint8_t { none, png };

/// A PSBT may be binary or base64 and travels as binary, byte by byte as given. Errors: input.frame_type,
/// input.frame_format, input.extra_frames, input.range, psbt.*, airgap.*.
[[nodiscard]] Outcome<Frames> makeFrames(base::ByteSpan content, const FrameRequest& request,
                                         FramePictures pictures);

struct Received {
    std::string format; ///< One of FrameFormat's names.
    std::string type;   ///< "psbt" or "bytes"
    base::Bytes content;
    std::string sha256;
    std::int64_t framesRead = 0;
    std::int64_t framesNeeded = 0;
};

/// One frame a line; empty lines are skipped. Lines that are no part of the transfer are passed over; when
/// none is, the reason of the first is the error. Errors: airgap.* (airgap.incomplete with frames_read and
/// frames_needed).
[[nodiscard]] Outcome<Received> readFrames(std::string_view lines);

/// The same from PNG files; pictures without a symbol are passed over. Errors: input.picture, airgap.*.
[[nodiscard]] Outcome<Received> readFramePictures(const std::vector<base::Bytes>& files);

} // namespace strongroom::service
