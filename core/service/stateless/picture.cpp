#include "service/stateless/picture.h"

#include "airgap/qr_reader.h"
#include "base/check.h"
#include "service/stateless/errors.h"

#include <png.h>

namespace strongroom::service {

namespace {

/// libpng's simplified interface reports errors as values; the image must be freed on every way out.
class PngImage {
public:
    PngImage() { m_image.version = PNG_IMAGE_VERSION; }
    PngImage(const PngImage&) = delete;
    PngImage& operator=(const PngImage&) = delete;
    ~PngImage() { png_image_free(&m_image); }
    png_image* operator->() { return &m_image; }
    png_image* get() { return &m_image; }

private:
    png_image m_image{};
};

} // namespace

base::Bytes encodePng(const airgap::LumaImage& image) {
    STRONGROOM_CHECK(image.view().isConsistent());
    PngImage png;
    png->width = static_cast<png_uint_32>(image.width);
    png->height = static_cast<png_uint_32>(image.height);
    png->format = PNG_FORMAT_GRAY;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(*png.get());
    base::Bytes file(size);
    STRONGROOM_CHECK(
        png_image_write_to_memory(png.get(), file.data(), &size, 0, image.pixels.data(), 0, nullptr) != 0);
    file.resize(size);
    return file;
}

Outcome<airgap::LumaImage> decodePng(base::ByteSpan file) {
    PngImage png;
    if (png_image_begin_read_from_memory(png.get(), file.data(), file.size()) == 0)
        return base::Unexpected(InputError::picture);
    if (png->width > airgap::MAX_IMAGE_SIDE || png->height > airgap::MAX_IMAGE_SIDE)
        return base::Unexpected(InputError::picture);
    png->format = PNG_FORMAT_GRAY;
    airgap::LumaImage image{static_cast<int>(png->width), static_cast<int>(png->height),
                            base::Bytes(PNG_IMAGE_SIZE(*png.get()))};
    const png_color white{255, 255, 255}; // behind transparent pixels
    if (png_image_finish_read(png.get(), &white, image.pixels.data(), 0, nullptr) == 0)
        return base::Unexpected(InputError::picture);
    return image;
}

} // namespace strongroom::service
