// When the next frame is due: a port, so that tests turn frames by hand.
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace strongroom::ui {

class FrameClock : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    virtual void start(std::chrono::milliseconds interval) = 0;
    virtual void stop() = 0;

signals:
    void due();
};

/// The event loop's timer.
class TimerClock final : public FrameClock {
    Q_OBJECT

public:
    explicit TimerClock(QObject* parent = nullptr);
    void start(std::chrono::milliseconds interval) override { m_timer.start(interval); }
    void stop() override { m_timer.stop(); }

private:
    QTimer m_timer;
};

} // namespace strongroom::ui
