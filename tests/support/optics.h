// A camera that is not perfect: pictures of a screen that are turned a little, blurred, noisy, low in
// contrast, and sometimes missing. The same seed takes the same pictures on every machine.
#pragma once

#include "airgap/luma.h"

#include <cstdint>
#include <optional>
#include <random>

namespace strongroom::test {

struct Optics {
    int width = 1280;
    int height = 720;
    double blurPixels = 0.8;       ///< Standard deviation of a Gaussian.
    int noise = 12;                ///< Largest deviation of a pixel's brightness.
    double maxRotationDegrees = 4; ///< Either way, drawn for each picture.
    double screenShare = 0.85;     ///< Of the picture's height that the shown image fills.
    unsigned lossPercent = 20;     ///< Pictures that are not taken at all.
};

class Camera {
public:
    Camera(Optics optics, std::uint64_t seed) : m_optics(optics), m_random(seed) {}

    /// A picture of a screen showing `image`; nothing when this one is lost.
    [[nodiscard]] std::optional<airgap::LumaImage> photograph(const airgap::LumaImage& image);

private:
    [[nodiscard]] double uniform(); ///< In 0 … 1, the same on every platform.
    [[nodiscard]] airgap::LumaImage project(const airgap::LumaImage& image);
    void blur(airgap::LumaImage& picture) const;
    void addNoise(airgap::LumaImage& picture);

    Optics m_optics;
    std::mt19937_64 m_random;
};

} // namespace strongroom::test
