// Grey pictures: what a camera sees, as views of foreign memory and as images that own theirs.
#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <span>

namespace strongroom::airgap {

/// Eight bits of brightness per pixel, rows `stride` bytes apart: plane 0 of a camera's YUV frame. Valid as
/// long as the memory it points to.
struct LumaView {
    std::span<const std::uint8_t> pixels;
    int width = 0;
    int height = 0;
    int stride = 0;

    /// Whether the pixels described lie within the span.
    [[nodiscard]] bool isConsistent() const {
        if (width <= 0 || height <= 0 || stride < width)
            return false;
        const auto rows = static_cast<std::size_t>(height - 1);
        return rows * static_cast<std::size_t>(stride) + static_cast<std::size_t>(width) <= pixels.size();
    }
};

struct LumaImage {
    int width = 0;
    int height = 0;
    base::Bytes pixels; ///< Row by row without gaps.

    [[nodiscard]] LumaView view() const { return {pixels, width, height, width}; }
};

} // namespace strongroom::airgap
