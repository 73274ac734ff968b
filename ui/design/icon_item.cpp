#include "design/icon_item.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace strongroom::design {

IconItem::IconItem(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
}

void IconItem::setName(const QString& name) {
    if (name == m_name)
        return;
    m_name = name;
    m_drawing.clear();
    if (!name.isEmpty()) {
        QFile file(QStringLiteral(":/qt/qml/Strongroom/Design/icons/%1.svg").arg(name));
        if (file.open(QIODevice::ReadOnly))
            m_drawing = file.readAll();
        else
            qWarning("No icon is named %s", qUtf8Printable(name));
    }
    emit nameChanged();
    update();
}

void IconItem::setColor(const QColor& color) {
    if (color == m_color)
        return;
    m_color = color;
    emit colorChanged();
    update();
}

void IconItem::setAngle(qreal degrees) {
    if (degrees == m_angle)
        return;
    m_angle = degrees;
    emit angleChanged();
    update();
}

void IconItem::paint(QPainter* painter) {
    if (m_drawing.isEmpty())
        return;
    QByteArray drawing = m_drawing;
    drawing.replace("currentColor", m_color.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(drawing);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setOpacity(m_color.alphaF());
    painter->translate(boundingRect().center());
    painter->rotate(m_angle);
    painter->translate(-boundingRect().center());
    renderer.render(painter, boundingRect());
}

} // namespace strongroom::design
