#include "airgap/qr_reader.h"

// The one place that includes ZXing. Its API was renamed with 2.x, which is when Version.h appeared.
#include <ZXing/ReadBarcode.h>
#if __has_include(<ZXing/Version.h>)
#include <ZXing/Version.h>
#endif

namespace strongroom::airgap {

namespace {

#if __has_include(<ZXing/Version.h>)
using Options = ZXing::ReaderOptions;
#else
using Options = ZXing::DecodeHints;
#endif

Options options() {
    Options result;
    result.setFormats(ZXing::BarcodeFormat::QRCode);
    result.setTryHarder(true);
    result.setTryDownscale(true);
    // Symbols turned upside down are found without it; mirrored or inverted ones are not ours.
    result.setTryRotate(false);
    return result;
}

} // namespace

Result<std::optional<base::Bytes>> readQrSymbol(const LumaView& picture) {
    if (!picture.isConsistent() || picture.width > MAX_IMAGE_SIDE || picture.height > MAX_IMAGE_SIDE)
        return base::Unexpected(Error::imageOutOfBounds);
    const ZXing::ImageView view(picture.pixels.data(), picture.width, picture.height, ZXing::ImageFormat::Lum,
                                picture.stride);
    const auto symbol = ZXing::ReadBarcode(view, options());
    if (!symbol.isValid())
        return std::optional<base::Bytes>();
    return std::optional(base::Bytes(symbol.bytes().begin(), symbol.bytes().end()));
}

} // namespace strongroom::airgap
