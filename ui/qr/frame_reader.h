// Reads frames out of pictures on a thread of its own. While one picture is read newer ones replace the one
// that waits: an old picture is worth nothing. Made, called and destroyed on the GUI thread, where its
// signals arrive.
#pragma once

#include "service/stateless/transfer.h"

#include <QByteArray>
#include <QImage>
#include <QObject>
#include <QString>
#include <QThread>

#include <memory>

namespace strongroom::ui {

struct ReadFrames {
    int received = 0;
    int needed = 0; ///< 0 before the first.
    int seen = 0;
};

class FrameReader : public QObject {
    Q_OBJECT

public:
    explicit FrameReader(QObject* parent = nullptr);
    /// Waits for the picture at hand.
    ~FrameReader() override;

    void read(const QImage& picture);
    /// Forgets the transfer so far; what is being read at the moment counts no more.
    void reset();

signals:
    void progressed(const strongroom::ui::ReadFrames& frames);
    /// A frame that belongs to nothing, or a secret: with the reason. Reading goes on.
    void refused(const QString& code, const QString& sentence);
    void completed(const QByteArray& content, bool isPsbt);
    /// Ready for another picture.
    void idle();

private:
    class Worker;
    void next();

    QThread m_thread;
    Worker* m_worker;
    QImage m_waiting;
    bool m_busy = false;
    int m_round = 0; ///< Of resets.
};

} // namespace strongroom::ui
