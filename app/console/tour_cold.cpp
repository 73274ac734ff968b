// The cold leg of the tour: the payment that waits for Cold goes through two stations and back, over moving
// codes and the virtual cameras of the training treasury.
#include "tour.h"

#include "models/cold_training.h"
#include "models/console.h"
#include "tour_hand.h"

#include <QGuiApplication>
#include <QPainter>

#include <algorithm>

namespace strongroom::console {

namespace {

const QString SENT = QStringLiteral("Sent, waits for a block");
const QString PASSPHRASE_FIELD = QStringLiteral("Passphrase of this station");

QQuickWindow* windowTitled(const QString& title) {
    for (QWindow* window : QGuiApplication::allWindows()) {
        if (window->isVisible() && window->title().contains(title))
            return qobject_cast<QQuickWindow*>(window);
    }
    return nullptr;
}

/// As they stand on a desk.
QImage sideBySide(const QImage& left, const QImage& right) {
    QImage both(left.width() + right.width(), std::max(left.height(), right.height()), QImage::Format_RGB32);
    both.fill(Qt::black);
    QPainter painter(&both);
    painter.drawImage(0, 0, left);
    painter.drawImage(left.width(), 0, right);
    return both;
}

} // namespace

QImage Tour::bothScreens() {
    const QImage office = m_hand->picture();
    return m_station ? sideBySide(office, m_station->picture()) : office;
}

void Tour::waitForCold() {
    open(QStringLiteral("Withdrawals"), QStringLiteral("Under way"));
    m_hand->press(QStringLiteral("Payee: Payroll account"));
    m_hand->see(QStringLiteral("Show transaction to station"));
    keep(QStringLiteral("withdrawal-cold"));
}

void Tour::enterVaultRoom() {
    m_hand->press(QStringLiteral("Try the cold leg"));
    QQuickWindow* room = nullptr;
    m_hand->wait(QStringLiteral("the station's window"), [&] {
        room = windowTitled(QStringLiteral("Strongroom station"));
        return room != nullptr;
    });
    if (room == nullptr)
        return;
    m_station = std::make_unique<TourHand>(*room);
    m_station->see(PASSPHRASE_FIELD);
    keep(QStringLiteral("cold-side-by-side"));
}

void Tour::unlockStation() {
    m_station->typeSecret(PASSPHRASE_FIELD, m_console.coldTraining()->shownPassphrase());
    m_station->press(QStringLiteral("Unlock"));
    m_station->see(QStringLiteral("Scan a transaction"));
}

void Tour::showToStation() {
    m_hand->press(QStringLiteral("Show transaction to station…"));
    m_hand->see(QStringLiteral("QR frame"));
    // As fast as the other side can read.
    for (int i = 0; i < 10; ++i)
        m_hand->press(QStringLiteral("Faster"));
}

void Tour::scanRequest() {
    unlockStation();
    showToStation();
    m_hand->press(QStringLiteral("Pause"));
    m_station->press(QStringLiteral("Start the camera"));
    m_station->see(QStringLiteral("1 of"));
    keep(QStringLiteral("cold-request"));
    m_hand->press(QStringLiteral("Play"));
    m_station->see(QStringLiteral("Compare amount, address and digest"));
    m_hand->press(QStringLiteral("Done"));
    keep(QStringLiteral("station-review"));
}

void Tour::signAtStation() {
    m_station->typeSecret(PASSPHRASE_FIELD, m_console.coldTraining()->shownPassphrase());
    keep(QStringLiteral("station-sign"));
    m_station->press(QStringLiteral("Sign"));
    m_station->see(QStringLiteral("Signed: show it to the office"));
    m_station->see(QStringLiteral("QR frame"));
    keep(QStringLiteral("station-reply"));
}

void Tour::scanReply(const QString& meter) {
    for (int i = 0; i < 10; ++i)
        m_station->press(QStringLiteral("Faster"));
    m_hand->press(QStringLiteral("Scan signed transaction…"));
    m_hand->press(QStringLiteral("Start the camera"));
    m_hand->see(meter);
    m_hand->seeNoMore(QStringLiteral("Accepted only when"));
    m_station->press(QStringLiteral("Done"));
}

void Tour::scanFirstReply() {
    m_station->press(QStringLiteral("Pause"));
    m_hand->press(QStringLiteral("Scan signed transaction…"));
    m_hand->press(QStringLiteral("Start the camera"));
    m_hand->see(QStringLiteral("1 of"));
    keep(QStringLiteral("cold-reply"));
    m_hand->press(QStringLiteral("Not now"));
    m_station->press(QStringLiteral("Play"));
    scanReply(QStringLiteral("1 of 2"));
    keep(QStringLiteral("withdrawal-one-signature"));
}

void Tour::signAtSecondStation() {
    m_station->press(QStringLiteral("Station B"));
    unlockStation();
    showToStation();
    m_station->press(QStringLiteral("Start the camera"));
    m_station->see(QStringLiteral("Compare amount, address and digest"));
    m_hand->press(QStringLiteral("Done"));
    m_station->typeSecret(PASSPHRASE_FIELD, m_console.coldTraining()->shownPassphrase());
    m_station->press(QStringLiteral("Sign"));
    m_station->see(QStringLiteral("Signed: show it to the office"));
    m_station->see(QStringLiteral("QR frame"));
    scanReply(QStringLiteral("2 of 2"));
}

void Tour::sendCold() {
    m_station->press(QStringLiteral("Lock"));
    m_station->see(PASSPHRASE_FIELD);
    if (QQuickWindow* room = windowTitled(QStringLiteral("Strongroom station")))
        room->close();
    m_station.reset();
    m_hand->pressUnlessSeen(QStringLiteral("Continue"), SENT);
    m_hand->see(SENT);
    mine(1);
    m_hand->see(QStringLiteral("Confirmed"));
    keep(QStringLiteral("withdrawal-cold-confirmed"));
}

} // namespace strongroom::console
