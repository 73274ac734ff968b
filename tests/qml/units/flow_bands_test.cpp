#include "components/flow_bands.h"

#include <QImage>
#include <QPainter>
#include <QtTest>

using strongroom::components::FlowBands;

namespace {

QVariantMap end(const QString& kind, qint64 satoshi) {
    return {{QStringLiteral("label"), kind},
            {QStringLiteral("kind"), kind},
            {QStringLiteral("satoshi"), satoshi}};
}

qint64 total(const QVariantList& places) {
    qint64 sum = 0;
    for (const QVariant& place : places)
        sum += place.toMap().value(QStringLiteral("satoshi")).toLongLong();
    return sum;
}

} // namespace

class FlowBandsTest : public QObject {
    Q_OBJECT

private slots:
    void everyEndHasAPlaceForItsLabel() {
        FlowBands bands;
        bands.setSlotHeight(50);
        bands.setInputs({end(QStringLiteral("input"), 100)});
        bands.setOutputs({end(QStringLiteral("payee"), 90), end(QStringLiteral("change"), 9),
                          end(QStringLiteral("fee"), 1)});
        QCOMPARE(bands.implicitHeight(), 150.0);
        bands.setSize(QSizeF(400, 150));
        const QVariantList places = bands.outputSlots();
        QCOMPARE(places.size(), 3);
        for (qsizetype i = 0; i < places.size(); ++i)
            QCOMPARE(places.at(i).toMap().value(QStringLiteral("centre")).toDouble(),
                     25.0 + 50.0 * static_cast<double>(i));
    }
    void endsPastTheCapacityAreGatheredWithTheirSum() {
        FlowBands bands;
        QVariantList inputs;
        for (qint64 i = 1; i <= 1'000; ++i)
            inputs.append(end(QStringLiteral("input"), i));
        bands.setCapacity(8);
        bands.setInputs(inputs);
        const QVariantList places = bands.inputSlots();
        QCOMPARE(places.size(), 8);
        QCOMPARE(total(places), 500'500);
        QCOMPARE(places.last().toMap().value(QStringLiteral("gathered")).toInt(), 993);
        QCOMPARE(places.first().toMap().value(QStringLiteral("gathered")).toInt(), 0);
    }
    void asManyEndsAsTheCapacityAreNotGathered() {
        FlowBands bands;
        bands.setCapacity(2);
        bands.setOutputs({end(QStringLiteral("payee"), 1), end(QStringLiteral("fee"), 2)});
        QCOMPARE(bands.outputSlots().last().toMap().value(QStringLiteral("gathered")).toInt(), 0);
    }
    void unknownAmountsAndNoneAtAllAreDrawnAllTheSame() {
        FlowBands bands;
        bands.setSize(QSizeF(300, 100));
        QImage image(300, 100, QImage::Format_RGB32);
        QPainter painter(&image);
        bands.paint(&painter);
        bands.setInputs({QVariantMap{{QStringLiteral("kind"), QStringLiteral("input")}}});
        bands.setOutputs({end(QStringLiteral("op_return"), 0)});
        bands.paint(&painter);
        QCOMPARE(bands.inputSlots().size(), 1);
    }
    void aBandIsAsThickAsItsShare() {
        FlowBands bands;
        bands.setColors(
            {{QStringLiteral("payee"), QColor(Qt::red)}, {QStringLiteral("change"), QColor(Qt::blue)}});
        bands.setOutputs({end(QStringLiteral("payee"), 300), end(QStringLiteral("change"), 100)});
        bands.setSize(QSizeF(400, 200));
        QImage image(400, 200, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        bands.paint(&painter);
        painter.end();
        int red = 0;
        int blue = 0;
        for (int y = 0; y < image.height(); ++y) { // beside the trunk
            const QColor at = image.pixelColor(206, y);
            red += at.red() > at.blue() + 20 ? 1 : 0;
            blue += at.blue() > at.red() + 20 ? 1 : 0;
        }
        QVERIFY2(qAbs(red - 75) <= 2, qPrintable(QString::number(red)));
        QVERIFY2(qAbs(blue - 25) <= 2, qPrintable(QString::number(blue)));
    }
};

QTEST_MAIN(FlowBandsTest)
#include "flow_bands_test.moc"
