#include "frame_clock.h"

namespace strongroom::ui {

TimerClock::TimerClock(QObject* parent) : FrameClock(parent) {
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &FrameClock::due);
}

} // namespace strongroom::ui
