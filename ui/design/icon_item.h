// An icon of resources/icons in one colour. The drawings are SVG files on a grid of 20 whose strokes say
// `currentColor`; they are painted at the item's size, so no shader is needed to tint them. GUI thread only.
// An unknown name paints nothing and warns once per use, which fails the gallery's test.
#pragma once

#include <QColor>
#include <QQuickPaintedItem>
#include <QString>
#include <qqmlintegration.h>

namespace strongroom::design {

class IconItem : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    /// File name of the drawing without its ending, such as "lock"; empty paints nothing.
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY nameChanged FINAL)
    /// Degrees clockwise, turned while painting: a rotated item is jagged on the software renderer.
    Q_PROPERTY(qreal angle READ angle WRITE setAngle NOTIFY angleChanged FINAL)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged FINAL)

public:
    explicit IconItem(QQuickItem* parent = nullptr);

    [[nodiscard]] QString name() const { return m_name; }
    void setName(const QString& name);
    [[nodiscard]] QColor color() const { return m_color; }
    void setColor(const QColor& color);

    [[nodiscard]] qreal angle() const { return m_angle; }
    void setAngle(qreal degrees);

    void paint(QPainter* painter) override;

signals:
    void nameChanged();
    void colorChanged();
    void angleChanged();

private:
    QString m_name;
    qreal m_angle = 0;
    QColor m_color = Qt::black;
    QByteArray m_drawing;
};

} // namespace strongroom::design
