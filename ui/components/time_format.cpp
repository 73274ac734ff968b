#include "components/time_format.h"

#include <QDateTime>
#include <QLocale>

#include <cmath>
#include <cstdlib>
#include <optional>

namespace strongroom::components {

namespace {

constexpr qint64 MINUTE = 60;
constexpr qint64 HOUR = 60 * MINUTE;
constexpr qint64 DAY = 24 * HOUR;
constexpr qint64 LATEST = 253'402'300'799; // the end of the year 9999

std::optional<qint64> parse(const QVariant& seconds) {
    bool isNumber = false;
    const double value = seconds.toDouble(&isNumber);
    if (!isNumber || std::trunc(value) != value || value < 0 || value > static_cast<double>(LATEST))
        return std::nullopt;
    return static_cast<qint64>(value);
}

} // namespace

QString TimeFormat::absolute(const QVariant& seconds) const {
    const std::optional<qint64> value = parse(seconds);
    if (!value)
        return tr("time unknown");
    const QDateTime time = QDateTime::fromSecsSinceEpoch(*value);
    return tr("%1 %2", "date and time, then zone")
        .arg(QLocale().toString(time, QStringLiteral("d MMM yyyy, HH:mm")), time.timeZoneAbbreviation());
}

QString TimeFormat::relative(const QVariant& seconds, const QVariant& now) const {
    const std::optional<qint64> value = parse(seconds);
    const std::optional<qint64> reference = parse(now);
    if (!value || !reference)
        return {};
    const qint64 distance = std::llabs(*value - *reference);
    const bool past = *value <= *reference;
    if (distance < MINUTE)
        return tr("now");
    if (distance < HOUR) {
        const int minutes = static_cast<int>(distance / MINUTE);
        return past ? tr("%n min ago", "", minutes) : tr("in %n min", "", minutes);
    }
    if (distance < 2 * DAY) {
        const int hours = static_cast<int>(distance / HOUR);
        return past ? tr("%n h ago", "", hours) : tr("in %n h", "", hours);
    }
    const int days = static_cast<int>(distance / DAY);
    return past ? tr("%n days ago", "", days) : tr("in %n days", "", days);
}

DisplayClock::DisplayClock(QObject* parent) : QObject(parent), m_now(QDateTime::currentSecsSinceEpoch()) {
    constexpr int INTERVAL_MS = 15'000;
    m_timer.setInterval(INTERVAL_MS);
    connect(&m_timer, &QTimer::timeout, this, [this] { show(QDateTime::currentSecsSinceEpoch()); });
    m_timer.start();
}

void DisplayClock::setNow(double seconds) {
    m_timer.stop();
    show(static_cast<qint64>(seconds));
}

void DisplayClock::show(qint64 seconds) {
    if (seconds == m_now)
        return;
    m_now = seconds;
    emit nowChanged();
}

} // namespace strongroom::components
