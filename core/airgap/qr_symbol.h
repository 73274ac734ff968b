// QR symbols (ISO/IEC 18004) as modules and as pixels. Error correction level L only: the fountain of a UR,
// or the next round of other frames, makes up for what a camera misses. Alphanumeric mode wherever the text
// allows: frames in upper case then take three to seven versions less than bytes.
#pragma once

#include "airgap/errors.h"
#include "airgap/luma.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace strongroom::airgap {

inline constexpr int MIN_QR_VERSION = 1;
inline constexpr int MAX_QR_VERSION = 40;

/// How a symbol writes its text: `bytes` only where there are lower-case letters or other characters outside
/// the alphanumeric set.
enum class QrMode : std::uint8_t { alphanumeric, bytes };

/// Characters that a version holds at level L (ISO/IEC 18004:2015, table 7).
[[nodiscard]] std::size_t qrCapacity(int version, QrMode mode = QrMode::alphanumeric);

class QrSymbol {
public:
    /// Draws `text` in the lowest version of `minVersion` … `maxVersion` that holds it.
    /// Error::empty, Error::symbolTooLarge; in alphanumeric mode Error::notAlphanumeric (lower-case letters,
    /// too).
    [[nodiscard]] static Result<QrSymbol> draw(std::string_view text, int minVersion, int maxVersion,
                                               QrMode mode = QrMode::alphanumeric);

    [[nodiscard]] int version() const { return (m_size - 17) / 4; }
    /// Modules on one side, without the quiet zone.
    [[nodiscard]] int size() const { return m_size; }
    /// Whether the module in column `x` and row `y` is dark.
    [[nodiscard]] bool dark(int x, int y) const {
        return m_dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_size) +
                      static_cast<std::size_t>(x)];
    }

private:
    QrSymbol(int size, std::vector<bool> dark) : m_size(size), m_dark(std::move(dark)) {}

    int m_size;
    std::vector<bool> m_dark; ///< Row by row.
};

/// Light modules that the standard demands around a symbol.
inline constexpr int QUIET_ZONE = 4;

/// The symbol with its quiet zone, black on white, each module `modulePixels` ≥ 1 pixels wide.
[[nodiscard]] LumaImage render(const QrSymbol& symbol, int modulePixels);

} // namespace strongroom::airgap
