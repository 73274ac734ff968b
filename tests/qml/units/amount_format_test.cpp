#include "components/amount_format.h"

#include <QtTest>

#include <limits>

using strongroom::components::AmountFormat;

class AmountFormatTest : public QObject {
    Q_OBJECT

private slots:
    void bitcoinIsWrittenWithEightDecimalsInGroups_data() {
        QTest::addColumn<QVariant>("satoshi");
        QTest::addColumn<QString>("text");
        const auto narrow = [](const char* text) {
            return QString::fromUtf8(text).replace(QLatin1Char('_'), QChar(0x202F));
        };
        QTest::newRow("zero") << QVariant(0) << narrow("0.000_000_00");
        QTest::newRow("one") << QVariant(1) << narrow("0.000_000_01");
        QTest::newRow("just below one bitcoin") << QVariant(99'999'999) << narrow("0.999_999_99");
        QTest::newRow("one bitcoin") << QVariant(100'000'000) << narrow("1.000_000_00");
        QTest::newRow("thousands") << QVariant(123'456'789'012LL) << narrow("1_234.567_890_12");
        QTest::newRow("all there is") << QVariant(2'100'000'000'000'000LL) << narrow("21_000_000.000_000_00");
        QTest::newRow("negative") << QVariant(-450'000'000) << narrow("−4.500_000_00");
        QTest::newRow("as text") << QVariant(QStringLiteral("450000000")) << narrow("4.500_000_00");
        QTest::newRow("as QML's number") << QVariant(2.1e15) << narrow("21_000_000.000_000_00");
    }
    void bitcoinIsWrittenWithEightDecimalsInGroups() {
        QFETCH(QVariant, satoshi);
        QFETCH(QString, text);
        QCOMPARE(AmountFormat().bitcoin(satoshi), text);
    }

    void whatIsNoWholeAmountIsUnknown_data() {
        QTest::addColumn<QVariant>("satoshi");
        QTest::newRow("nothing") << QVariant();
        QTest::newRow("null") << QVariant::fromValue(nullptr);
        QTest::newRow("fraction") << QVariant(0.5);
        QTest::newRow("not a number") << QVariant(std::numeric_limits<double>::quiet_NaN());
        QTest::newRow("infinite") << QVariant(std::numeric_limits<double>::infinity());
        QTest::newRow("past all there is") << QVariant(2'100'000'000'000'001LL);
        QTest::newRow("past all there is, negative") << QVariant(-2'100'000'000'000'001LL);
        QTest::newRow("past 63 bits") << QVariant(std::numeric_limits<quint64>::max());
        QTest::newRow("empty text") << QVariant(QString());
        QTest::newRow("a sign alone") << QVariant(QStringLiteral("-"));
        QTest::newRow("text with spaces") << QVariant(QStringLiteral(" 1"));
        QTest::newRow("text with a plus") << QVariant(QStringLiteral("+1"));
        QTest::newRow("long text") << QVariant(QStringLiteral("99999999999999999999999999"));
        QTest::newRow("truth value") << QVariant(true);
    }
    void whatIsNoWholeAmountIsUnknown() {
        QFETCH(QVariant, satoshi);
        const AmountFormat format;
        QVERIFY(!format.known(satoshi));
        QCOMPARE(format.bitcoin(satoshi), QString(QChar(0x2013)));
        QCOMPARE(format.satoshi(satoshi), QString(QChar(0x2013)));
        QCOMPARE(format.spoken(satoshi), QStringLiteral("unknown amount"));
        QCOMPARE(format.trailingZerosFrom(satoshi), -1);
    }

    void satoshiAreGroupedByThousands() {
        QCOMPARE(AmountFormat().satoshi(999), QStringLiteral("999"));
        QCOMPARE(AmountFormat().satoshi(1'000), QStringLiteral("1\u202f000"));
        QCOMPARE(AmountFormat().satoshi(-125'000'000), QStringLiteral("\u2212125\u202f000\u202f000"));
    }

    void zerosAtTheEndBeginAfterTwoDecimalsAtTheEarliest() {
        const AmountFormat format;
        QCOMPARE(format.trailingZerosFrom(450'000'000), 4); // 4.50|0 000 00
        QCOMPARE(format.trailingZerosFrom(0), 4);           // 0.00|0 000 00
        QCOMPARE(format.trailingZerosFrom(12'500'000), 5);  // 0.125| 000 00
        QCOMPARE(format.trailingZerosFrom(12'345'678), -1); // no zeros at the end
        QCOMPARE(format.trailingZerosFrom(1), -1);
        QCOMPARE(format.trailingZerosFrom(10), 11); // 0.000 000 1|0
    }
};

QTEST_GUILESS_MAIN(AmountFormatTest)
#include "amount_format_test.moc"
