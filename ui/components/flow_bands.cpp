#include "components/flow_bands.h"

#include "components/amount_format.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace strongroom::components {

namespace {

constexpr qreal BAR = 4;             // the marks at the edges and the trunk
constexpr qreal THINNEST = 1.5;      // below this a band would vanish
constexpr qreal TRUNK_SHARE = 0.5;   // of the height: bands fan out from the middle
constexpr qreal BAND_OPACITY = 0.28; // labels and bars carry the contrast
constexpr qreal FILL = 0.75;         // of its place that a band takes at most

qint64 satoshiOf(const QVariantMap& end) {
    return std::max<qint64>(0, AmountFormat::parse(end.value(QStringLiteral("satoshi"))).value_or(0));
}

} // namespace

FlowBands::FlowBands(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
}

void FlowBands::setInputs(const QVariantList& ends) {
    m_inputs = ends;
    layOut();
    emit endsChanged();
}

void FlowBands::setOutputs(const QVariantList& ends) {
    m_outputs = ends;
    layOut();
    emit endsChanged();
}

void FlowBands::setColors(const QVariantMap& colors) {
    m_colors = colors;
    update();
    emit colorsChanged();
}

void FlowBands::setTrunkColor(const QColor& color) {
    m_trunkColor = color;
    update();
    emit colorsChanged();
}

void FlowBands::setSlotHeight(int height) {
    m_slotHeight = height;
    layOut();
    emit endsChanged();
}

void FlowBands::setCapacity(int ends) {
    m_capacity = std::max(2, ends);
    layOut();
    emit endsChanged();
}

void FlowBands::geometryChange(const QRectF& now, const QRectF& before) {
    QQuickPaintedItem::geometryChange(now, before);
    layOut();
}

FlowBands::Bands FlowBands::gathered(const QVariantList& ends) const {
    Bands bands;
    for (const QVariant& entry : ends) {
        QVariantMap end = entry.toMap();
        const qint64 satoshi = satoshiOf(end);
        if (ends.size() > m_capacity && bands.size() == m_capacity) {
            Band& rest = bands.last(); // both addends are below 2.1e15
            rest.satoshi += satoshi;
            rest.end.insert(QStringLiteral("gathered"),
                            rest.end.value(QStringLiteral("gathered")).toInt() + 1);
            rest.end.insert(QStringLiteral("satoshi"), rest.satoshi);
            continue;
        }
        const bool first = ends.size() > m_capacity && bands.size() == m_capacity - 1;
        end.insert(QStringLiteral("gathered"), first ? 1 : 0);
        bands.append({end, satoshi});
    }
    return bands;
}

void FlowBands::place(Bands& bands) const {
    if (bands.isEmpty())
        return;
    qint64 total = 0;
    for (const Band& band : bands)
        total += band.satoshi;
    const qreal room = height() * TRUNK_SHARE;
    const qreal slot = height() / static_cast<qreal>(bands.size());
    qreal inTrunk = (height() - room) / 2;
    qreal top = 0;
    for (Band& band : bands) {
        const qreal share = total > 0 ? static_cast<qreal>(band.satoshi) / static_cast<qreal>(total) : 0;
        band.thickness = std::max(THINNEST, share * room);
        band.trunk = inTrunk + share * room / 2;
        band.centre = top + slot / 2;
        inTrunk += share * room;
        top += slot;
    }
}

void FlowBands::layOut() {
    m_left = gathered(m_inputs);
    m_right = gathered(m_outputs);
    const qsizetype most = std::max(m_left.size(), m_right.size());
    setImplicitHeight(static_cast<qreal>(most * m_slotHeight));
    place(m_left);
    place(m_right);
    update();
    emit laidOut();
}

void FlowBands::paintSide(QPainter* painter, const Bands& bands, qreal edge, qreal trunk) const {
    const qreal middle = (edge + trunk) / 2;
    for (const Band& band : bands) {
        QColor color = m_colors.value(band.end.value(QStringLiteral("kind")).toString()).value<QColor>();
        // A band keeps its thickness where it fits its place, and is drawn narrower at the edge where it does
        // not.
        const qreal slot = height() / static_cast<qreal>(bands.size());
        const qreal atEdge = std::min(band.thickness, slot * FILL) / 2;
        const qreal atTrunk = band.thickness / 2;
        QPainterPath path(QPointF(edge, band.centre - atEdge));
        path.cubicTo(middle, band.centre - atEdge, middle, band.trunk - atTrunk, trunk, band.trunk - atTrunk);
        path.lineTo(trunk, band.trunk + atTrunk);
        path.cubicTo(middle, band.trunk + atTrunk, middle, band.centre + atEdge, edge, band.centre + atEdge);
        path.closeSubpath();
        color.setAlphaF(static_cast<float>(BAND_OPACITY));
        painter->fillPath(path, color);
        color.setAlphaF(1);
        const qreal bar = std::max(atEdge, 3.0);
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawRoundedRect(QRectF(edge < trunk ? edge : edge - BAR, band.centre - bar, BAR, 2 * bar),
                                 BAR / 2, BAR / 2);
    }
}

void FlowBands::paint(QPainter* painter) {
    if (m_left.isEmpty() && m_right.isEmpty())
        return;
    painter->setRenderHint(QPainter::Antialiasing);
    const qreal middle = width() / 2;
    paintSide(painter, m_left, 0, middle - BAR / 2);
    paintSide(painter, m_right, width(), middle + BAR / 2);
    const qreal room = height() * TRUNK_SHARE;
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_trunkColor);
    painter->drawRoundedRect(QRectF(middle - BAR / 2, (height() - room) / 2 - 2, BAR, room + 4), BAR / 2,
                             BAR / 2);
}

QVariantList FlowBands::slotsOf(const Bands& bands) {
    QVariantList list;
    for (const Band& band : bands) {
        QVariantMap end = band.end;
        end.insert(QStringLiteral("centre"), band.centre);
        list.append(end);
    }
    return list;
}

QVariantList FlowBands::inputSlots() const {
    return slotsOf(m_left);
}

QVariantList FlowBands::outputSlots() const {
    return slotsOf(m_right);
}

} // namespace strongroom::components
