#include "qr/qr_player_model.h"

#include <QTest>

using namespace strongroom::ui;

namespace {

class HandClock final : public FrameClock {
public:
    void start(std::chrono::milliseconds interval) override { running = interval; }
    void stop() override { running = std::chrono::milliseconds(0); }
    std::chrono::milliseconds running{0};
};

struct Player {
    Player() {
        auto owned = std::make_unique<HandClock>();
        clock = owned.get();
        model = std::make_unique<QrPlayerModel>(std::move(owned), nullptr);
    }
    HandClock* clock;
    std::unique_ptr<QrPlayerModel> model;
};

QByteArray document() {
    QByteArray bytes;
    for (int i = 0; i < 3'000; ++i)
        bytes.append(static_cast<char>(i * 7 % 251));
    return bytes;
}

} // namespace

class QrPlayerModelTest : public QObject {
    Q_OBJECT

private slots:
    void playsFromTheFirstFrameOn() {
        const Player player;
        QVERIFY(!player.model->isReady());
        QCOMPARE(player.model->number(), 0);
        player.model->showDocument(document());
        QVERIFY(player.model->isReady());
        QVERIFY(player.model->count() > 5);
        QCOMPARE(player.model->number(), 1);
        QVERIFY(player.model->isPlaying());
        QCOMPARE(player.clock->running.count(), 200);
        const QImage first = player.model->symbol();
        emit player.clock->due();
        QCOMPARE(player.model->number(), 2);
        QVERIFY(player.model->symbol() != first);
    }

    void showsMixturesAfterThePlainFrames() {
        const Player player;
        player.model->showDocument(document());
        const QImage first = player.model->symbol();
        for (int i = 0; i < player.model->count(); ++i)
            emit player.clock->due();
        QCOMPARE(player.model->number(), 1);
        QVERIFY(player.model->symbol() != first);
    }

    void stepsPauseAndNeverGoBeforeTheFirst() {
        const Player player;
        player.model->showDocument(document());
        player.model->step(1);
        QVERIFY(!player.model->isPlaying());
        QCOMPARE(player.clock->running.count(), 0);
        QCOMPARE(player.model->number(), 2);
        player.model->step(-5);
        QCOMPARE(player.model->number(), 1);
        player.model->toggle();
        QVERIFY(player.model->isPlaying());
    }

    void speedHasEnds() {
        const Player player;
        player.model->showDocument(document());
        player.model->changeSpeed(100);
        QCOMPARE(player.model->framesPerSecond(), QrPlayerModel::FASTEST);
        QCOMPARE(player.clock->running.count(), 1'000 / QrPlayerModel::FASTEST);
        player.model->changeSpeed(0);
        QCOMPARE(player.model->framesPerSecond(), QrPlayerModel::SLOWEST);
    }

    void theSymbolHasItsQuietZone() {
        const Player player;
        player.model->showDocument(document());
        const QImage symbol = player.model->symbol();
        for (int i = 0; i < symbol.width(); ++i) {
            for (int edge = 0; edge < 4; ++edge) {
                QCOMPARE(symbol.pixel(i, edge), qRgb(255, 255, 255));
                QCOMPARE(symbol.pixel(edge, i), qRgb(255, 255, 255));
            }
        }
        QCOMPARE(symbol.pixel(4, 4), qRgb(0, 0, 0)); // the finder pattern begins
    }

    void whatCannotBeShownSaysWhy() {
        const Player player;
        player.model->showDocument(QByteArray(20'000'000, 'x'));
        QVERIFY(!player.model->isReady());
        QVERIFY(!player.model->isPlaying());
        QVERIFY(!player.model->refusal().isEmpty());
        player.model->showDocument(document());
        QVERIFY(player.model->refusal().isEmpty());
        player.model->clear();
        QVERIFY(!player.model->isReady());
        QVERIFY(player.model->symbol().isNull());
    }
};

QTEST_GUILESS_MAIN(QrPlayerModelTest)
#include "qr_player_model_test.moc"
