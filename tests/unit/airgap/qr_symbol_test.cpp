#include "airgap/qr_symbol.h"

#include <doctest/doctest.h>

#include <string>

using namespace strongroom::airgap;

TEST_CASE("every version holds exactly what the table says") {
    for (int version = MIN_QR_VERSION; version <= MAX_QR_VERSION; ++version) {
        const std::string full(qrCapacity(version), 'A');
        CHECK(QrSymbol::draw(full, version, version).value().version() == version);
        CHECK(QrSymbol::draw(full + "A", version, version).error() == Error::symbolTooLarge);
        if (version < MAX_QR_VERSION)
            CHECK(QrSymbol::draw(full + "A", MIN_QR_VERSION, MAX_QR_VERSION).value().version() ==
                  version + 1);
    }
}

TEST_CASE("a symbol has at least the version asked for") {
    CHECK(QrSymbol::draw("A", 12, 12).value().version() == 12);
    CHECK(QrSymbol::draw("A", 1, 12).value().version() == 1);
    CHECK(QrSymbol::draw("A", 12, 12).value().size() == 65);
}

TEST_CASE("every version holds exactly as many bytes as the table says, of any letters") {
    for (int version = MIN_QR_VERSION; version <= MAX_QR_VERSION; ++version) {
        const std::string full(qrCapacity(version, QrMode::bytes), 'a');
        CHECK(QrSymbol::draw(full, version, version, QrMode::bytes).value().version() == version);
        CHECK(QrSymbol::draw(full + "a", version, version, QrMode::bytes).error() == Error::symbolTooLarge);
    }
}

TEST_CASE("only alphanumeric text is drawn") {
    CHECK(QrSymbol::draw("UR:BYTES/1-2/AE $%*+.", 1, 10));
    CHECK(QrSymbol::draw("", 1, 10).error() == Error::empty);
    for (const auto* text : {"ur:bytes", "A,B", "\xc3\x84", "A\nB"})
        CHECK(QrSymbol::draw(text, 1, 10).error() == Error::notAlphanumeric);
}

TEST_CASE("a rendered symbol has its finder patterns and a white quiet zone") {
    const QrSymbol symbol = QrSymbol::draw("STRONGROOM", 1, 1).value();
    CHECK(symbol.dark(0, 0));
    CHECK_FALSE(symbol.dark(1, 1));
    CHECK(symbol.dark(symbol.size() - 1, 0));
    CHECK(symbol.dark(0, symbol.size() - 1));

    const LumaImage image = render(symbol, 3);
    CHECK(image.width == (21 + 2 * QUIET_ZONE) * 3);
    CHECK(image.view().isConsistent());
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const int column = x / 3 - QUIET_ZONE;
            const int row = y / 3 - QUIET_ZONE;
            const bool inside = column >= 0 && row >= 0 && column < 21 && row < 21;
            const bool dark = inside && symbol.dark(column, row);
            REQUIRE(image.pixels[static_cast<std::size_t>(y * image.width + x)] == (dark ? 0 : 255));
        }
    }
}
