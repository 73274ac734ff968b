#include "design/icon_item.h"

#include <QImage>
#include <QPainter>
#include <QtTest>

using strongroom::design::IconItem;

namespace {

int inked(IconItem& icon, const QColor& color) {
    icon.setSize(QSizeF(20, 20));
    QImage image(20, 20, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    icon.paint(&painter);
    painter.end();
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor at = image.pixelColor(x, y);
            const int distance = qAbs(at.red() - color.red()) + qAbs(at.green() - color.green()) +
                                 qAbs(at.blue() - color.blue());
            if (at.alpha() > 100 && distance < 12) // premultiplied edges round
                ++count;
        }
    }
    return count;
}

} // namespace

class IconItemTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { Q_INIT_RESOURCE(strongroom_design_raw_qml_0); }
    void aDrawingTakesTheColourGiven() {
        IconItem icon;
        icon.setName(QStringLiteral("lock"));
        icon.setColor(QColor(200, 10, 20));
        QVERIFY(inked(icon, QColor(200, 10, 20)) > 20);
        QCOMPARE(inked(icon, QColor(Qt::black)), 0);
        icon.setColor(QColor(10, 20, 200));
        QVERIFY(inked(icon, QColor(10, 20, 200)) > 20);
    }
    void anUnknownNameWarnsAndPaintsNothing() {
        IconItem icon;
        QTest::ignoreMessage(QtWarningMsg, "No icon is named no-such-icon");
        icon.setName(QStringLiteral("no-such-icon"));
        QCOMPARE(inked(icon, Qt::black), 0);
    }
    void everyDrawingOfTheFolderPaints() {
        const QStringList files = QDir(QStringLiteral(":/qt/qml/Strongroom/Design/icons")).entryList();
        QVERIFY(files.size() > 50);
        for (const QString& file : files) {
            IconItem icon;
            icon.setName(file.chopped(4));
            QVERIFY2(inked(icon, Qt::black) > 0, qPrintable(file));
        }
    }
};

QTEST_MAIN(IconItemTest)
#include "icon_item_test.moc"
