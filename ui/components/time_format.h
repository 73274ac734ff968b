// How times are written: absolute with the zone, and relative to a stated now. Times are Unix seconds;
// nothing or a number that is no integer is unknown. GUI thread only.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <QVariant>
#include <qqmlintegration.h>

namespace strongroom::components {

class TimeFormat : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    using QObject::QObject;

    /// "3 Nov 2025, 18:40 CET" in the machine's zone.
    [[nodiscard]] Q_INVOKABLE QString absolute(const QVariant& seconds) const;
    /// "43 min ago", "in 2 h", "17 days ago", "now" (within a minute).
    [[nodiscard]] Q_INVOKABLE QString relative(const QVariant& seconds, const QVariant& now) const;
};

/// The time that relative texts count from: the machine's clock, four times a minute. Programs with a clock
/// of their own (the training treasury, tests) set `now`, which stops the machine's. For display only;
/// nothing is judged by it.
class DisplayClock : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    /// A double, because QML has no 64-bit integer; always whole.
    Q_PROPERTY(double now READ now WRITE setNow NOTIFY nowChanged FINAL)

public:
    explicit DisplayClock(QObject* parent = nullptr);

    [[nodiscard]] double now() const { return static_cast<double>(m_now); }
    void setNow(double seconds);

signals:
    void nowChanged();

private:
    void show(qint64 seconds);

    QTimer m_timer;
    qint64 m_now = 0;
};

} // namespace strongroom::components
