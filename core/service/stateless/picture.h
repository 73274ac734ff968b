// Grey pictures as PNG files (ISO/IEC 15948), for frames that travel as images. Pure, bounded.
#pragma once

#include "airgap/luma.h"
#include "base/bytes.h"
#include "service/outcome.h"

namespace strongroom::service {

[[nodiscard]] base::Bytes encodePng(const airgap::LumaImage& image);

/// Colours become brightness. Error: input.picture for what is no PNG, is damaged, or has a side over
/// airgap::MAX_IMAGE_SIDE.
[[nodiscard]] Outcome<airgap::LumaImage> decodePng(base::ByteSpan file);

} // namespace strongroom::service
