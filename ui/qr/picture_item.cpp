#include "picture_item.h"

#include <QQuickWindow>
#include <QSGImageNode>

#include <algorithm>
#include <cmath>

namespace strongroom::ui {

PictureItem::PictureItem(QQuickItem* parent) : QQuickItem(parent) {
    setFlag(ItemHasContents);
    connect(this, &PictureItem::pictureChanged, this, &QQuickItem::update);
}

void PictureItem::setPicture(const QImage& picture) {
    m_picture = picture;
    m_isNew = true;
    emit pictureChanged();
}

QRectF PictureItem::placeOf(const QSize& picture, const QSizeF& area, Fit fit, qreal pixelRatio) {
    if (picture.isEmpty() || area.isEmpty())
        return {};
    qreal scale =
        std::min(area.width() * pixelRatio / picture.width(), area.height() * pixelRatio / picture.height());
    if (fit == Fit::WholePixels)
        scale = std::max(1.0, std::floor(scale));
    const QSizeF size = QSizeF(picture) * scale / pixelRatio;
    const auto whole = [&](qreal value) { return std::floor(value * pixelRatio) / pixelRatio; };
    return {QPointF(whole((area.width() - size.width()) / 2), whole((area.height() - size.height()) / 2)),
            size};
}

QSGNode* PictureItem::updatePaintNode(QSGNode* node, UpdatePaintNodeData* /*data*/) {
    auto* image = static_cast<QSGImageNode*>(node); // NOLINT: the node that was made here before
    if (m_picture.isNull()) {
        delete image;
        return nullptr;
    }
    if (image == nullptr) {
        image = window()->createImageNode();
        image->setOwnsTexture(true);
        m_isNew = true;
    }
    if (m_isNew) {
        image->setTexture(window()->createTextureFromImage(m_picture));
        m_isNew = false;
    }
    image->setFiltering(m_fit == Fit::WholePixels ? QSGTexture::Nearest : QSGTexture::Linear);
    image->setRect(placeOf(m_picture.size(), size(), m_fit, window()->effectiveDevicePixelRatio()));
    return image;
}

void PictureItem::geometryChange(const QRectF& now, const QRectF& before) {
    QQuickItem::geometryChange(now, before);
    update();
}

} // namespace strongroom::ui
