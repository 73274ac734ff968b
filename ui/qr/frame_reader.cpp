#include "frame_reader.h"

#include <functional>

namespace strongroom::ui {

namespace {

struct Answer {
    ReadFrames frames;
    QString code;
    QString sentence;
    QByteArray content;
    bool complete = false;
    bool isPsbt = false;
};

QString textOf(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

/// Lives on the reader's thread.
class FrameReader::Worker : public QObject {
public:
    Answer read(const QImage& picture, int round) {
        if (round != m_round) {
            m_collector = service::FrameCollector();
            m_round = round;
        }
        const service::LumaView view{{picture.constBits(), static_cast<std::size_t>(picture.sizeInBytes())},
                                     picture.width(),
                                     picture.height(),
                                     static_cast<int>(picture.bytesPerLine())};
        Answer answer;
        const auto step = m_collector.add(view);
        if (!step) {
            answer.code = textOf(describe(step.error()).code);
            answer.sentence = textOf(describe(step.error()).sentence);
        }
        const service::Progress progress = m_collector.progress();
        answer.frames = {static_cast<int>(progress.received), static_cast<int>(progress.needed),
                         static_cast<int>(progress.seen)};
        if (const auto& payload = m_collector.payload()) {
            answer.complete = true;
            answer.isPsbt = payload->type == service::PayloadType::psbt;
            answer.content = QByteArray(reinterpret_cast<const char*>(payload->bytes.data()), // NOLINT
                                        static_cast<qsizetype>(payload->bytes.size()));
        }
        return answer;
    }

private:
    service::FrameCollector m_collector;
    int m_round = 0;
};

FrameReader::FrameReader(QObject* parent) : QObject(parent), m_worker(new Worker) {
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

FrameReader::~FrameReader() {
    m_thread.quit();
    m_thread.wait();
}

void FrameReader::reset() {
    ++m_round;
    m_waiting = QImage();
}

void FrameReader::read(const QImage& picture) {
    m_waiting = picture;
    if (!m_busy)
        next();
}

void FrameReader::next() {
    if (m_waiting.isNull())
        return;
    m_busy = true;
    const QImage picture = std::exchange(m_waiting, QImage());
    QMetaObject::invokeMethod(m_worker, [this, picture, round = m_round] {
        const Answer answer = m_worker->read(picture, round);
        QMetaObject::invokeMethod(this, [this, answer, round] {
            m_busy = false;
            if (round == m_round) {
                if (!answer.code.isEmpty())
                    emit refused(answer.code, answer.sentence);
                emit progressed(answer.frames);
                if (answer.complete)
                    emit completed(answer.content, answer.isPsbt);
            }
            next();
            if (!m_busy)
                emit idle();
        });
    });
}

} // namespace strongroom::ui
