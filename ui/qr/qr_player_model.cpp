#include "qr_player_model.h"

#include <algorithm>

namespace strongroom::ui {

namespace {

/// ISO/IEC 18004: four light modules around a symbol.
constexpr int QUIET = 4;

QImage imageOf(const service::QrSymbol& symbol) {
    const int side = symbol.size() + 2 * QUIET;
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(Qt::white);
    for (int y = 0; y < symbol.size(); ++y) {
        for (int x = 0; x < symbol.size(); ++x) {
            if (symbol.dark(x, y))
                image.setPixel(x + QUIET, y + QUIET, qRgb(0, 0, 0));
        }
    }
    return image;
}

base::ByteSpan bytesOf(const QByteArray& bytes) {
    return base::asBytes(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

} // namespace

QrPlayerModel::QrPlayerModel(QObject* parent) : QrPlayerModel(std::make_unique<TimerClock>(), parent) {}

QrPlayerModel::QrPlayerModel(std::unique_ptr<FrameClock> clock, QObject* parent)
    : QObject(parent), m_clock(std::move(clock)) {
    connect(m_clock.get(), &FrameClock::due, this, [this] {
        ++m_index;
        draw();
    });
}

void QrPlayerModel::showPsbt(const QByteArray& psbt) {
    show(service::FrameSequence::forPsbt(bytesOf(psbt)));
}

void QrPlayerModel::showDocument(const QByteArray& document) {
    show(service::FrameSequence::forBytes(bytesOf(document)));
}

void QrPlayerModel::show(airgap::Result<service::FrameSequence> frames) {
    m_frames.reset();
    m_refusal.clear();
    m_index = 0;
    if (frames) {
        m_frames.emplace(std::move(*frames));
    } else {
        const std::string_view sentence = describe(frames.error()).sentence;
        m_refusal = QString::fromUtf8(sentence.data(), static_cast<qsizetype>(sentence.size()));
    }
    draw();
    setPlaying(isReady() && count() > 1);
    emit shownChanged();
}

void QrPlayerModel::clear() {
    m_frames.reset();
    m_refusal.clear();
    draw();
    setPlaying(false);
    emit shownChanged();
}

void QrPlayerModel::step(int frames) {
    if (!m_frames)
        return;
    setPlaying(false);
    const auto back = static_cast<std::size_t>(std::max(0, -frames));
    const auto forward = static_cast<std::size_t>(std::max(0, frames));
    m_index = m_index + forward - std::min(m_index + forward, back);
    draw();
}

void QrPlayerModel::changeSpeed(int framesPerSecond) {
    m_framesPerSecond = std::clamp(framesPerSecond, SLOWEST, FASTEST);
    runClock();
    emit speedChanged();
}

void QrPlayerModel::setPlaying(bool playing) {
    if (m_playing == (playing && isReady()))
        return;
    m_playing = playing && isReady();
    runClock();
    emit playingChanged();
}

void QrPlayerModel::runClock() {
    if (m_playing)
        m_clock->start(std::chrono::milliseconds(1'000 / m_framesPerSecond));
    else
        m_clock->stop();
}

int QrPlayerModel::count() const {
    return m_frames ? static_cast<int>(m_frames->size()) : 0;
}

int QrPlayerModel::number() const {
    return m_frames ? static_cast<int>(m_index % m_frames->size()) + 1 : 0;
}

void QrPlayerModel::draw() {
    m_symbol = m_frames ? imageOf(m_frames->symbol(m_index)) : QImage();
    emit frameChanged();
}

} // namespace strongroom::ui
