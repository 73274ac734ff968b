#include "support/optics.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace strongroom::test {

using airgap::LumaImage;

namespace {

constexpr double DARKEST = 40; // a screen's black, as a camera in a lit room sees it
constexpr double BRIGHTEST = 215;
constexpr std::uint8_t DESK = 120; // what surrounds the screen

std::size_t at(const LumaImage& image, int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x);
}

/// Between the four pixels around a point; nothing outside the image.
std::optional<double> bilinear(const LumaImage& image, double x, double y) {
    const int left = static_cast<int>(std::floor(x));
    const int top = static_cast<int>(std::floor(y));
    if (left < 0 || top < 0 || left + 1 >= image.width || top + 1 >= image.height)
        return std::nullopt;
    const double fx = x - left;
    const double fy = y - top;
    const auto pixel = [&](int dx, int dy) {
        return double{1} * image.pixels[at(image, left + dx, top + dy)];
    };
    return (1 - fy) * ((1 - fx) * pixel(0, 0) + fx * pixel(1, 0)) +
           fy * ((1 - fx) * pixel(0, 1) + fx * pixel(1, 1));
}

std::uint8_t toPixel(double value) {
    return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
}

} // namespace

double Camera::uniform() {
    return static_cast<double>(m_random() >> 11U) / 9007199254740992.0; // 2^53
}

LumaImage Camera::project(const LumaImage& image) {
    const double angle = (2 * uniform() - 1) * m_optics.maxRotationDegrees * std::numbers::pi / 180;
    const double scale = image.height / (m_optics.screenShare * m_optics.height);
    LumaImage picture{
        m_optics.width, m_optics.height,
        base::Bytes(static_cast<std::size_t>(m_optics.width) * static_cast<std::size_t>(m_optics.height),
                    DESK)};
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const double dx = (x - picture.width / 2.0) * scale;
            const double dy = (y - picture.height / 2.0) * scale;
            const auto seen = bilinear(image, image.width / 2.0 + dx * std::cos(angle) + dy * std::sin(angle),
                                       image.height / 2.0 - dx * std::sin(angle) + dy * std::cos(angle));
            if (seen)
                picture.pixels[at(picture, x, y)] = toPixel(DARKEST + *seen * (BRIGHTEST - DARKEST) / 255);
        }
    }
    return picture;
}

void Camera::blur(LumaImage& picture) const {
    const int radius = static_cast<int>(std::ceil(3 * m_optics.blurPixels));
    if (radius == 0)
        return;
    std::vector<double> kernel;
    double sum = 0;
    for (int i = -radius; i <= radius; ++i) {
        kernel.push_back(std::exp(-i * i / (2 * m_optics.blurPixels * m_optics.blurPixels)));
        sum += kernel.back();
    }
    const auto pass = [&](int stepX, int stepY) {
        const LumaImage source = picture;
        for (int y = 0; y < picture.height; ++y) {
            for (int x = 0; x < picture.width; ++x) {
                double value = 0;
                for (int i = -radius; i <= radius; ++i) {
                    const int sx = std::clamp(x + i * stepX, 0, picture.width - 1);
                    const int sy = std::clamp(y + i * stepY, 0, picture.height - 1);
                    value += kernel[static_cast<std::size_t>(i + radius)] * source.pixels[at(source, sx, sy)];
                }
                picture.pixels[at(picture, x, y)] = toPixel(value / sum);
            }
        }
    };
    pass(1, 0);
    pass(0, 1);
}

void Camera::addNoise(LumaImage& picture) {
    for (std::uint8_t& pixel : picture.pixels)
        pixel = toPixel(pixel + (2 * uniform() - 1) * m_optics.noise);
}

std::optional<LumaImage> Camera::photograph(const LumaImage& image) {
    if (uniform() * 100 < m_optics.lossPercent)
        return std::nullopt;
    LumaImage picture = project(image);
    blur(picture);
    addNoise(picture);
    return picture;
}

} // namespace strongroom::test
