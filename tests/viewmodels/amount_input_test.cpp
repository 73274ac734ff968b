// Amounts as people type them.
#include "models/amount_input.h"

#include "base/amount.h"

#include <QtTest>

using strongroom::base::Amount;
using strongroom::ui::bitcoinInput;
using strongroom::ui::parseBitcoin;
using strongroom::ui::parseFeeRate;

class AmountInputTest : public QObject {
    Q_OBJECT

private slots:
    void readsBitcoinToTheSatoshi() {
        QCOMPARE(parseBitcoin(QStringLiteral("1")), std::optional<qint64>(100'000'000));
        QCOMPARE(parseBitcoin(QStringLiteral("0.00000001")), std::optional<qint64>(1));
        QCOMPARE(parseBitcoin(QStringLiteral(" 1 250.5 ")), std::optional<qint64>(125'050'000'000));
        QCOMPARE(parseBitcoin(QStringLiteral(".5")), std::optional<qint64>(50'000'000));
    }
    void refusesAComma() {
        QVERIFY(!parseBitcoin(QStringLiteral("1,250")));
        QVERIFY(!parseBitcoin(QStringLiteral("1,5")));
    }
    void refusesWhatIsNoAmount() {
        for (const char* text : {"", " ", ".", "1.2.3", "-1", "+1", "1e3", "0x10", "1.000000001", "one", "١"})
            QVERIFY2(!parseBitcoin(QString::fromUtf8(text)), text);
    }
    void endsAtAllBitcoinThereCanBe() {
        QCOMPARE(parseBitcoin(QStringLiteral("21000000")), std::optional<qint64>(Amount::MAX_SATOSHI));
        QVERIFY(!parseBitcoin(QStringLiteral("21000000.00000001")));
        QVERIFY(!parseBitcoin(QStringLiteral("99999999999999999999999999")));
    }
    void readsFeeRatesToTheThousandth() {
        QCOMPARE(parseFeeRate(QStringLiteral("12.5")), std::optional<qint64>(12'500));
        QVERIFY(!parseFeeRate(QStringLiteral("1.0001")));
    }
    void writesWhatItReads() {
        for (const qint64 satoshi : {Q_INT64_C(0), Q_INT64_C(1), Q_INT64_C(5'000'000), Q_INT64_C(450'002'820),
                                     static_cast<qint64>(Amount::MAX_SATOSHI)})
            QCOMPARE(parseBitcoin(bitcoinInput(satoshi)), std::optional<qint64>(satoshi));
        QCOMPARE(bitcoinInput(125'000'000), QStringLiteral("1.25"));
    }
};

QTEST_GUILESS_MAIN(AmountInputTest)
#include "amount_input_test.moc"
