// A player's frames, photographed by an imperfect camera, come out of the scanner as they went in.
#include "qr/qr_player_model.h"
#include "qr/qr_scanner_model.h"
#include "support/optics.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace strongroom;
using namespace strongroom::ui;

namespace {

class StillClock final : public FrameClock {
public:
    void start(std::chrono::milliseconds /*interval*/) override {}
    void stop() override {}
};

QByteArray document() {
    QByteArray bytes;
    for (int i = 0; i < 2'000; ++i)
        bytes.append(static_cast<char>(i * 31 % 253));
    return bytes;
}

airgap::LumaImage screenOf(const QImage& symbol) {
    const QImage large = symbol.scaled(symbol.size() * 6).convertToFormat(QImage::Format_Grayscale8);
    airgap::LumaImage image{large.width(), large.height(), {}};
    for (int y = 0; y < large.height(); ++y)
        image.pixels.insert(image.pixels.end(), large.constScanLine(y),
                            large.constScanLine(y) + large.width());
    return image;
}

QImage imageOf(const airgap::LumaImage& picture) {
    return QImage(picture.pixels.data(), picture.width, picture.height, picture.width,
                  QImage::Format_Grayscale8)
        .copy();
}

MemorySource* scanFromMemory(QrScannerModel& scanner) {
    auto owned = std::make_unique<MemorySource>();
    MemorySource* source = owned.get();
    scanner.scan(std::move(owned));
    return source;
}

} // namespace

class QrScannerModelTest : public QObject {
    Q_OBJECT

private slots:
    void aTransferComesThroughABadCamera() {
        QrPlayerModel player(std::make_unique<StillClock>(), nullptr);
        player.showDocument(document());
        QrScannerModel scanner;
        const QSignalSpy scanned(&scanner, &QrScannerModel::scanned);
        QSignalSpy progressed(&scanner, &QrScannerModel::progressChanged);
        MemorySource* source = scanFromMemory(scanner);
        test::Camera camera({.lossPercent = 20}, 3);
        for (int shown = 0; scanned.isEmpty() && shown < 6 * player.count() + 60; ++shown) {
            if (const auto picture = camera.photograph(screenOf(player.symbol()))) {
                progressed.clear();
                source->take(imageOf(*picture));
                QTRY_VERIFY_WITH_TIMEOUT(!progressed.isEmpty(), 10'000);
            }
            player.step(1);
        }
        QCOMPARE(scanned.size(), 1);
        QCOMPARE(scanned.front().at(0).toByteArray(), document());
        QCOMPARE(scanned.front().at(1).toBool(), false);
        QVERIFY(!scanner.isScanning());
        QVERIFY(scanner.problem().isEmpty());
    }

    void picturesFromFilesAreReadOneByOne() {
        const QTemporaryDir folder;
        QrPlayerModel player(std::make_unique<StillClock>(), nullptr);
        player.showDocument(document());
        QStringList files;
        for (int i = 0; i < player.count(); ++i) {
            files.append(folder.filePath(QStringLiteral("%1.png").arg(i)));
            QVERIFY(player.symbol().scaled(player.symbol().size() * 6).save(files.back()));
            player.step(1);
        }
        QrScannerModel scanner;
        const QSignalSpy scanned(&scanner, &QrScannerModel::scanned);
        scanner.scanFiles(files);
        QVERIFY(scanner.isScanning());
        QTRY_COMPARE_WITH_TIMEOUT(scanned.size(), 1, 20'000);
        QCOMPARE(scanned.front().at(0).toByteArray(), document());
        QVERIFY(scanner.problem().isEmpty());

        files.removeLast();
        scanner.scanFiles(files);
        QTRY_VERIFY_WITH_TIMEOUT(!scanner.problem().isEmpty(), 20'000);
        QCOMPARE(scanner.received(), player.count() - 1);
        QVERIFY(!scanner.isScanning());
        QCOMPARE(scanned.size(), 1);
    }

    void aSeedBeforeTheCameraIsRefused() {
        const auto seed =
            service::QrSymbol::draw("192402220235174306311124037817700641198012901210", 2, 4).value();
        QrScannerModel scanner;
        MemorySource* source = scanFromMemory(scanner);
        source->take(imageOf(airgap::render(seed, 6)));
        QTRY_VERIFY_WITH_TIMEOUT(!scanner.problem().isEmpty(), 10'000);
        QVERIFY(scanner.isScanning());
        QCOMPARE(scanner.received(), 0);
    }

    void whatWasReadForAnEarlierTransferCountsNoMore() {
        QrPlayerModel player(std::make_unique<StillClock>(), nullptr);
        player.showDocument("short");
        QrScannerModel scanner;
        const QSignalSpy scanned(&scanner, &QrScannerModel::scanned);
        scanFromMemory(scanner)->take(imageOf(screenOf(player.symbol())));
        MemorySource* source = scanFromMemory(scanner); // begins anew while the first is being read
        player.showDocument("other");
        source->take(imageOf(screenOf(player.symbol())));
        QTRY_COMPARE_WITH_TIMEOUT(scanned.size(), 1, 10'000);
        QCOMPARE(scanned.front().at(0).toByteArray(), QByteArray("other"));
    }
};

QTEST_GUILESS_MAIN(QrScannerModelTest)
#include "qr_scanner_model_test.moc"
