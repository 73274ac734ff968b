#include "qr/picture_item.h"

#include <QTest>

#include <cmath>

using namespace strongroom::ui;

class PictureItemTest : public QObject {
    Q_OBJECT

private slots:
    void modulesAreWholePixels() {
        QCOMPARE(PictureItem::placeOf({73, 73}, {360, 360}, PictureItem::Fit::WholePixels, 1.0),
                 QRectF(34, 34, 292, 292)); // four pixels each
    }
    void modulesAreWholeDevicePixels() {
        const QRectF place = PictureItem::placeOf({73, 73}, {360, 360}, PictureItem::Fit::WholePixels, 1.5);
        QCOMPARE(place.width() * 1.5, 73.0 * 7);
        QCOMPARE(place.x() * 1.5, std::round(place.x() * 1.5));
    }
    void aPreviewKeepsItsProportions() {
        QCOMPARE(PictureItem::placeOf({1280, 720}, {320, 320}, PictureItem::Fit::Smooth, 1.0),
                 QRectF(0, 70, 320, 180));
    }
    void nothingIsDrawnOfNothing() {
        QVERIFY(PictureItem::placeOf({}, {320, 320}, PictureItem::Fit::Smooth, 1.0).isEmpty());
    }
};

QTEST_GUILESS_MAIN(PictureItemTest)
#include "picture_item_test.moc"
