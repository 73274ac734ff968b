#include "design/tabular_text.h"

#include <QImage>
#include <QPainter>
#include <QtTest>

using strongroom::design::TabularText;

namespace {

QFont inter() {
    QFont font(QStringLiteral("Inter"));
    font.setPixelSize(14);
    return font;
}

} // namespace

class TabularTextTest : public QObject {
    Q_OBJECT

private slots:
    void numbersOfEqualLengthStandInColumns() {
        TabularText ones;
        TabularText eights;
        ones.setFont(inter());
        eights.setFont(inter());
        ones.setText(QStringLiteral("81.111"));
        eights.setText(QStringLiteral("88.888"));
        QCOMPARE(ones.runs().size(), eights.runs().size());
        for (qsizetype i = 1; i < ones.runs().size(); ++i) {
            const TabularText::Run& one = ones.runs().at(i);
            const TabularText::Run& eight = eights.runs().at(i);
            QVERIFY2(qAbs((one.x + one.width / 2) - (eight.x + eight.width / 2)) < 0.01,
                     qPrintable(one.text));
        }
        QCOMPARE(ones.implicitWidth(), eights.implicitWidth());
    }
    void groupsArePartedByLessThanADigit() {
        TabularText text;
        text.setFont(inter());
        text.setText(QStringLiteral("8") + QChar(0x202F) + QStringLiteral("8"));
        QCOMPARE(text.runs().size(), 2);
        const qreal gap = text.runs().at(1).x - text.runs().at(0).x - text.runs().at(0).width;
        QVERIFY(gap > text.runs().at(0).width * 0.3);
        QVERIFY(gap < text.runs().at(0).width);
    }
    void runsCoverTheWholeText() {
        TabularText text;
        text.setText(QStringLiteral("1 234.50 BTC"));
        QString joined;
        for (const TabularText::Run& run : text.runs())
            joined += run.text;
        QCOMPARE(joined, text.text());
    }
    void mutedColourBeginsWhereItIsTold() {
        TabularText text;
        text.setFont(inter());
        text.setText(QStringLiteral("88"));
        text.setColor(Qt::black);
        text.setMutedColor(Qt::red);
        text.setMutedFrom(1);
        QImage image(40, 30, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        text.paint(&painter);
        painter.end();
        int red = 0;
        int black = 0;
        const int border = qRound(text.runs().at(1).x);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor at = image.pixelColor(x, y);
                if (at.red() > 200 && at.green() < 100) {
                    QVERIFY(x >= border);
                    ++red;
                }
                black += at.red() < 80 ? 1 : 0;
            }
        }
        QVERIFY(red > 0);
        QVERIFY(black > 0);
    }
};

QTEST_MAIN(TabularTextTest)
#include "tabular_text_test.moc"
