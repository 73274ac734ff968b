// A picture, as large as it fits: QR symbols with every module a whole number of pixels wide and hard edges,
// camera previews smoothly and with their proportions. Works on the software renderer, where VideoOutput
// stays empty. GUI thread only.
#pragma once

#include <QImage>
#include <QQuickItem>
#include <QVariant>
#include <qqmlintegration.h>

namespace strongroom::ui {

class PictureItem : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    /// A QImage.
    Q_PROPERTY(QVariant picture READ pictureValue WRITE setPictureValue NOTIFY pictureChanged FINAL)
    Q_PROPERTY(Fit fit MEMBER m_fit NOTIFY pictureChanged FINAL)

public:
    enum class Fit { WholePixels, Smooth };
    Q_ENUM(Fit)

    explicit PictureItem(QQuickItem* parent = nullptr);

    [[nodiscard]] QImage picture() const { return m_picture; }
    void setPicture(const QImage& picture);
    [[nodiscard]] QVariant pictureValue() const { return m_picture; }
    void setPictureValue(const QVariant& picture) { setPicture(picture.value<QImage>()); }
    /// Where the picture is drawn inside an area of this size, in whole device pixels.
    [[nodiscard]] static QRectF placeOf(const QSize& picture, const QSizeF& area, Fit fit, qreal pixelRatio);

signals:
    void pictureChanged();

protected:
    QSGNode* updatePaintNode(QSGNode* node, UpdatePaintNodeData* data) override;
    void geometryChange(const QRectF& now, const QRectF& before) override;

private:
    QImage m_picture;
    Fit m_fit = Fit::WholePixels;
    bool m_isNew = false;
};

} // namespace strongroom::ui
