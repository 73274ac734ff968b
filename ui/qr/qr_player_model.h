// The moving QR code that carries bytes to another machine's camera. It plays without end: after the plain
// frames come mixtures of them, so that whoever missed one does not wait for its return. GUI thread only.
#pragma once

#include "frame_clock.h"
#include "service/stateless/transfer.h"

#include <QByteArray>
#include <QImage>
#include <QObject>
#include <QString>
#include <QVariant>
#include <qqmlintegration.h>

#include <memory>
#include <optional>

namespace strongroom::ui {

class QrPlayerModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool ready READ isReady NOTIFY shownChanged FINAL)
    /// Frames that suffice when none is lost; 0 when nothing is shown.
    Q_PROPERTY(int count READ count NOTIFY shownChanged FINAL)
    /// 1 … count, over and over.
    Q_PROPERTY(int number READ number NOTIFY frameChanged FINAL)
    /// Modules with their quiet zone, one pixel each: a QImage.
    Q_PROPERTY(QVariant symbol READ symbolValue NOTIFY frameChanged FINAL)
    Q_PROPERTY(bool playing READ isPlaying WRITE setPlaying NOTIFY playingChanged FINAL)
    Q_PROPERTY(int framesPerSecond READ framesPerSecond NOTIFY speedChanged FINAL)
    /// Why nothing is shown; empty when something is.
    Q_PROPERTY(QString refusal READ refusal NOTIFY shownChanged FINAL)

public:
    static constexpr int SLOWEST = 1;
    static constexpr int USUAL = 5; ///< A camera of fifteen pictures a second sees each frame three times.
    static constexpr int FASTEST = 15;

    explicit QrPlayerModel(QObject* parent = nullptr);
    QrPlayerModel(std::unique_ptr<FrameClock> clock, QObject* parent);

    /// A PSBT of version 0 in binary, and any other document. Shows it from its first frame on and plays.
    Q_INVOKABLE void showPsbt(const QByteArray& psbt);
    Q_INVOKABLE void showDocument(const QByteArray& document);
    Q_INVOKABLE void clear();

    Q_INVOKABLE void toggle() { setPlaying(!m_playing); }
    /// Pauses and goes one frame on or back.
    Q_INVOKABLE void step(int frames);
    Q_INVOKABLE void changeSpeed(int framesPerSecond);

    [[nodiscard]] bool isReady() const { return m_frames.has_value(); }
    [[nodiscard]] int count() const;
    [[nodiscard]] int number() const;
    [[nodiscard]] QImage symbol() const { return m_symbol; }
    [[nodiscard]] QVariant symbolValue() const { return m_symbol; }
    [[nodiscard]] bool isPlaying() const { return m_playing; }
    void setPlaying(bool playing);
    [[nodiscard]] int framesPerSecond() const { return m_framesPerSecond; }
    [[nodiscard]] QString refusal() const { return m_refusal; }

signals:
    void shownChanged();
    void frameChanged();
    void playingChanged();
    void speedChanged();

private:
    void show(airgap::Result<service::FrameSequence> frames);
    void draw();
    void runClock();

    std::unique_ptr<FrameClock> m_clock;
    std::optional<service::FrameSequence> m_frames;
    std::size_t m_index = 0;
    QImage m_symbol;
    QString m_refusal;
    int m_framesPerSecond = USUAL;
    bool m_playing = false;
};

} // namespace strongroom::ui
