#include "airgap/qr_symbol.h"

#include "base/check.h"

#include <qrencode.h>

#include <array>
#include <memory>

namespace strongroom::airgap {

namespace {

constexpr std::string_view ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

constexpr std::array<std::size_t, MAX_QR_VERSION> CAPACITY_L{
    25,   47,   77,   114,  154,  195,  224,  279,  335,  395,  468,  535,  619,  667,
    758,  854,  938,  1046, 1153, 1249, 1352, 1460, 1588, 1704, 1853, 1990, 2132, 2223,
    2369, 2520, 2677, 2840, 3009, 3183, 3351, 3537, 3729, 3927, 4087, 4296};

constexpr std::array<std::size_t, MAX_QR_VERSION> BYTE_CAPACITY_L{
    17,   32,   53,   78,   106,  134,  154,  192,  230,  271,  321,  367,  425,  458,
    520,  586,  644,  718,  792,  858,  929,  1003, 1091, 1171, 1273, 1367, 1465, 1528,
    1628, 1732, 1840, 1952, 2068, 2188, 2303, 2431, 2563, 2699, 2809, 2953};

struct FreeInput {
    void operator()(QRinput* input) const { QRinput_free(input); }
};
struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

} // namespace

std::size_t qrCapacity(int version, QrMode mode) {
    STRONGROOM_CHECK(version >= MIN_QR_VERSION && version <= MAX_QR_VERSION);
    const auto& capacity = mode == QrMode::alphanumeric ? CAPACITY_L : BYTE_CAPACITY_L;
    return capacity[static_cast<std::size_t>(version - 1)];
}

Result<QrSymbol> QrSymbol::draw(std::string_view text, int minVersion, int maxVersion, QrMode mode) {
    STRONGROOM_CHECK(minVersion <= maxVersion);
    if (text.size() > qrCapacity(maxVersion, mode))
        return base::Unexpected(Error::symbolTooLarge);
    if (text.empty())
        return base::Unexpected(Error::empty);
    if (mode == QrMode::alphanumeric && text.find_first_not_of(ALPHANUMERIC) != std::string_view::npos)
        return base::Unexpected(Error::notAlphanumeric);
    int version = minVersion;
    while (text.size() > qrCapacity(version, mode))
        ++version;

    const std::unique_ptr<QRinput, FreeInput> input(QRinput_new2(version, QR_ECLEVEL_L));
    STRONGROOM_CHECK(input != nullptr);
    // One append for the whole text: libqrencode would otherwise split it into modes.
    const QRencodeMode encodeMode = mode == QrMode::alphanumeric ? QR_MODE_AN : QR_MODE_8;
    const int appended = QRinput_append(input.get(), encodeMode, static_cast<int>(text.size()),
                                        reinterpret_cast<const unsigned char*>(text.data()));
    STRONGROOM_CHECK(appended == 0);
    const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeInput(input.get()));
    STRONGROOM_CHECK(code != nullptr && code->version == version);

    const auto modules = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
    std::vector<bool> dark(modules);
    for (std::size_t i = 0; i < modules; ++i)
        dark[i] = (code->data[i] & 1U) != 0;
    return QrSymbol(code->width, std::move(dark));
}

LumaImage render(const QrSymbol& symbol, int modulePixels) {
    STRONGROOM_CHECK(modulePixels >= 1);
    constexpr std::uint8_t WHITE = 255;
    const int side = (symbol.size() + 2 * QUIET_ZONE) * modulePixels;
    LumaImage image{side, side,
                    base::Bytes(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), WHITE)};
    for (int y = 0; y < side; ++y) {
        const int row = y / modulePixels - QUIET_ZONE;
        if (row < 0 || row >= symbol.size())
            continue;
        for (int x = QUIET_ZONE * modulePixels; x < side - QUIET_ZONE * modulePixels; ++x)
            if (symbol.dark(x / modulePixels - QUIET_ZONE, row))
                image.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
                             static_cast<std::size_t>(x)] = 0;
    }
    return image;
}

} // namespace strongroom::airgap
