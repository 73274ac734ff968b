#include "airgap/qr_reader.h"

#include "airgap/qr_symbol.h"
#include "sample_bytes.h"
#include "support/optics.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom;
using namespace strongroom::airgap;

namespace {

LumaImage draw(std::string_view text, int version) {
    return render(QrSymbol::draw(text, version, version).value(), 6);
}

} // namespace

TEST_CASE("what was drawn is read, in every version that we show") {
    for (const int version : {1, 5, 10, 12, 15, 20}) {
        const std::string text(qrCapacity(version), 'S');
        const auto content = readQrSymbol(draw(text, version).view()).value();
        REQUIRE(content);
        CHECK(base::asText(*content) == text);
    }
}

TEST_CASE("rows of a frame may be further apart than they are wide") {
    const LumaImage image = draw("STRIDE", 2);
    base::Bytes padded;
    for (int y = 0; y < image.height; ++y) {
        const auto row = image.pixels.begin() + std::ptrdiff_t{y} * image.width;
        padded.insert(padded.end(), row, row + image.width);
        padded.insert(padded.end(), 64, 0);
    }
    const auto content = readQrSymbol({padded, image.width, image.height, image.width + 64}).value();
    REQUIRE(content);
    CHECK(base::asText(*content) == "STRIDE");
}

TEST_CASE("a symbol is read through a poor camera") {
    test::Camera camera({.lossPercent = 0}, 42);
    const std::string text(qrCapacity(12), 'T');
    const LumaImage image = draw(text, 12);
    int read = 0;
    for (int i = 0; i < 20; ++i) {
        const auto content = readQrSymbol(camera.photograph(image)->view()).value();
        if (content) {
            CHECK(base::asText(*content) == text);
            ++read;
        }
    }
    CHECK(read >= 15);
}

TEST_CASE("a picture without a symbol gives nothing") {
    const LumaImage grey{320, 240, base::Bytes(320 * 240, 128)};
    CHECK_FALSE(readQrSymbol(grey.view()).value());
    const LumaImage noise{320, 240, test::sampleBytes(320 * 240)};
    CHECK_FALSE(readQrSymbol(noise.view()).value());
}

TEST_CASE("dimensions that do not fit the pixels are refused") {
    const base::Bytes pixels(100, 0);
    for (const LumaView& view :
         {LumaView{pixels, 11, 10, 11}, LumaView{pixels, 10, 11, 10}, LumaView{pixels, 10, 10, 9},
          LumaView{pixels, 0, 10, 10}, LumaView{pixels, 10, -1, 10}, LumaView{}})
        CHECK(readQrSymbol(view).error() == Error::imageOutOfBounds);
    const base::Bytes wide(MAX_IMAGE_SIDE + 1, 0);
    CHECK(readQrSymbol({wide, MAX_IMAGE_SIDE + 1, 1, MAX_IMAGE_SIDE + 1}).error() == Error::imageOutOfBounds);
}
