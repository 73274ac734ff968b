#include "components/time_format.h"

#include <QSignalSpy>
#include <QtTest>

using strongroom::components::DisplayClock;
using strongroom::components::TimeFormat;

class TimeFormatTest : public QObject {
    Q_OBJECT

private slots:
    void absoluteTimeNamesItsZone() {
        QCOMPARE(TimeFormat().absolute(1'762'191'600LL), QStringLiteral("3 Nov 2025, 17:40 UTC"));
    }
    void whatIsNoTimeIsUnknown() {
        const TimeFormat format;
        for (const QVariant& value :
             {QVariant(), QVariant(-1), QVariant(0.5), QVariant(1e18), QVariant(QStringLiteral("soon"))}) {
            QCOMPARE(format.absolute(value), QStringLiteral("time unknown"));
            QCOMPARE(format.relative(value, 100), QString());
        }
        QCOMPARE(format.relative(100, QVariant()), QString());
    }
    void relativeTimeChangesItsUnitAtTheBoundary_data() {
        QTest::addColumn<int>("distance");
        QTest::addColumn<QString>("past");
        QTest::addColumn<QString>("future");
        QTest::newRow("none") << 0 << "now"
                              << "now";
        QTest::newRow("59 s") << 59 << "now"
                              << "now";
        QTest::newRow("60 s") << 60 << "1 min ago"
                              << "in 1 min";
        QTest::newRow("59 min 59 s") << 3'599 << "59 min ago"
                                     << "in 59 min";
        QTest::newRow("1 h") << 3'600 << "1 h ago"
                             << "in 1 h";
        QTest::newRow("47 h 59 min") << 172'799 << "47 h ago"
                                     << "in 47 h";
        QTest::newRow("2 days") << 172'800 << "2 days ago"
                                << "in 2 days";
        QTest::newRow("17 days") << 1'468'800 << "17 days ago"
                                 << "in 17 days";
    }
    void relativeTimeChangesItsUnitAtTheBoundary() {
        QFETCH(int, distance);
        QFETCH(QString, past);
        QFETCH(QString, future);
        constexpr qint64 NOW = 1'762'191'600;
        QCOMPARE(TimeFormat().relative(NOW - distance, NOW), past);
        QCOMPARE(TimeFormat().relative(NOW + distance, NOW), future);
    }
    void aClockThatIsSetStandsStill() {
        DisplayClock clock;
        QSignalSpy changed(&clock, &DisplayClock::nowChanged);
        clock.setNow(1'762'191'600.0);
        QCOMPARE(clock.now(), 1'762'191'600.0);
        QCOMPARE(changed.count(), 1);
        clock.setNow(1'762'191'600.0);
        QCOMPARE(changed.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TimeFormatTest)
#include "time_format_test.moc"
