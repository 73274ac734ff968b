#include "virtual_camera.h"

#include "memory_source.h"

#include <QPainter>
#include <QTimer>

#include <algorithm>

namespace strongroom::ui {

namespace {

/// Less than the cheapest camera delivers, and of its proportions.
constexpr QSize PICTURE(768, 432);
/// A screen in a room that is darker than the screen.
constexpr QRgb ROOM = qRgb(72, 72, 72);

} // namespace

void VirtualCamera::setScreen(QrPlayerModel* screen) {
    if (m_screen == screen)
        return;
    if (m_screen)
        m_screen->disconnect(this);
    m_screen = screen;
    if (m_screen)
        connect(m_screen, &QrPlayerModel::frameChanged, this, [this] { emit seen(picture()); });
    emit screenChanged();
    emit seen(picture());
}

std::unique_ptr<PictureSource> VirtualCamera::open() {
    auto source = std::make_unique<MemorySource>();
    connect(this, &VirtualCamera::seen, source.get(), &MemorySource::take);
    // It is started by whoever asked for it.
    QTimer::singleShot(0, source.get(), [this, camera = QPointer(this), taker = source.get()] {
        if (camera)
            taker->take(picture());
    });
    return source;
}

QImage VirtualCamera::picture() const {
    QImage picture(PICTURE, QImage::Format_Grayscale8);
    picture.fill(QColor(ROOM));
    const QImage symbol = m_screen ? m_screen->symbol() : QImage();
    if (symbol.isNull())
        return picture;
    const int scale = std::max(1, PICTURE.height() / symbol.height());
    const QImage shown = symbol.scaled(symbol.size() * scale, Qt::IgnoreAspectRatio, Qt::FastTransformation);
    QPainter painter(&picture);
    painter.drawImage((PICTURE.width() - shown.width()) / 2, (PICTURE.height() - shown.height()) / 2, shown);
    return picture;
}

} // namespace strongroom::ui
