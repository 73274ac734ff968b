#include "qr/virtual_camera.h"

#include "qr/qr_scanner_model.h"

#include <QSignalSpy>
#include <QTest>

using namespace strongroom::ui;

class VirtualCameraTest : public QObject {
    Q_OBJECT

private slots:
    void whatOneSideShowsTheOtherReads() {
        QrPlayerModel player;
        VirtualCamera camera;
        camera.setScreen(&player);
        QrScannerModel scanner;
        scanner.setCamera(&camera);
        QSignalSpy scanned(&scanner, &QrScannerModel::scanned);
        scanner.scanCamera();
        const QByteArray document(2'500, 'd');
        player.changeSpeed(QrPlayerModel::FASTEST);
        player.showDocument(document);
        QVERIFY(player.count() > 3);
        QTRY_COMPARE_WITH_TIMEOUT(scanned.count(), 1, PATIENCE);
        QCOMPARE(scanned.front().front().toByteArray(), document);
        QVERIFY(!scanner.isScanning());
    }

    void aScreenThatStandsStillIsSeenAtOnce() {
        QrPlayerModel player;
        player.showDocument("one symbol is enough");
        QCOMPARE(player.count(), 1);
        VirtualCamera camera;
        camera.setScreen(&player);
        QrScannerModel scanner;
        scanner.setCamera(&camera);
        QSignalSpy scanned(&scanner, &QrScannerModel::scanned);
        scanner.scanCamera();
        QTRY_COMPARE_WITH_TIMEOUT(scanned.count(), 1, PATIENCE);
    }

    void withoutAScreenThereIsAPictureButNothingToRead() {
        VirtualCamera camera;
        QrScannerModel scanner;
        scanner.setCamera(&camera);
        scanner.scanCamera();
        QTRY_VERIFY_WITH_TIMEOUT(!scanner.previewValue().value<QImage>().isNull(), PATIENCE);
        QCOMPARE(scanner.needed(), 0);
        QVERIFY(scanner.isScanning());
    }

    void aCameraThatIsGoneLeavesItsPicturesHarmless() {
        QrScannerModel scanner;
        {
            VirtualCamera camera;
            scanner.setCamera(&camera);
            scanner.scanCamera();
        }
        QVERIFY(scanner.camera() == nullptr);
        QCoreApplication::processEvents();
        scanner.stop();
        QVERIFY(!scanner.isScanning());
    }

private:
    static constexpr int PATIENCE = 30'000; ///< Milliseconds.
};

QTEST_GUILESS_MAIN(VirtualCameraTest)
#include "virtual_camera_test.moc"
