// Finds a QR symbol in a grey picture and gives the bytes it holds. No other symbology is looked for.
//
// Thread-safe: no state. A picture from an untrusted camera is bounded here; what the symbol says is judged
// by frame_collector.h.
#pragma once

#include "airgap/errors.h"
#include "airgap/luma.h"
#include "base/bytes.h"

#include <optional>

namespace strongroom::airgap {

/// 8K video; larger pictures cost time and help nobody.
inline constexpr int MAX_IMAGE_SIDE = 8192;

/// The content of a symbol in the picture; nothing when there is none that can be read.
/// Error::imageOutOfBounds.
[[nodiscard]] Result<std::optional<base::Bytes>> readQrSymbol(const LumaView& picture);

} // namespace strongroom::airgap
