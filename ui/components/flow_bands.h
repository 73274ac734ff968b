// The bands of a transaction's flow: inputs run into one trunk, the trunk runs out into outputs, each as
// thick as its share of the money. Only the drawing and the places of the labels; FlowDiagram.qml writes
// them. Ends past `capacity` are gathered into one, whose amount is their sum. GUI thread only.
//
// An end is a map {label, address, kind, satoshi, path}; kind is input, payee, change, internal, unknown,
// op_return or fee.
#pragma once

#include <QColor>
#include <QQuickPaintedItem>
#include <QVariant>
#include <qqmlintegration.h>

namespace strongroom::components {

class FlowBands : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QVariantList inputs READ inputs WRITE setInputs NOTIFY endsChanged FINAL)
    Q_PROPERTY(QVariantList outputs READ outputs WRITE setOutputs NOTIFY endsChanged FINAL)
    /// Colour by kind of end.
    Q_PROPERTY(QVariantMap colors READ colors WRITE setColors NOTIFY colorsChanged FINAL)
    Q_PROPERTY(QColor trunkColor READ trunkColor WRITE setTrunkColor NOTIFY colorsChanged FINAL)
    /// The height of a label, which no end's place falls below.
    Q_PROPERTY(int slotHeight READ slotHeight WRITE setSlotHeight NOTIFY endsChanged FINAL)
    Q_PROPERTY(int capacity READ capacity WRITE setCapacity NOTIFY endsChanged FINAL)
    /// The ends as drawn: the maps given, with `centre` (pixels from the top) and `gathered` (how many, 0 for
    /// one).
    Q_PROPERTY(QVariantList inputSlots READ inputSlots NOTIFY laidOut FINAL)
    Q_PROPERTY(QVariantList outputSlots READ outputSlots NOTIFY laidOut FINAL)

public:
    explicit FlowBands(QQuickItem* parent = nullptr);

    [[nodiscard]] QVariantList inputs() const { return m_inputs; }
    void setInputs(const QVariantList& ends);
    [[nodiscard]] QVariantList outputs() const { return m_outputs; }
    void setOutputs(const QVariantList& ends);
    [[nodiscard]] QVariantMap colors() const { return m_colors; }
    void setColors(const QVariantMap& colors);
    [[nodiscard]] QColor trunkColor() const { return m_trunkColor; }
    void setTrunkColor(const QColor& color);
    [[nodiscard]] int slotHeight() const { return m_slotHeight; }
    void setSlotHeight(int height);
    [[nodiscard]] int capacity() const { return m_capacity; }
    void setCapacity(int ends);
    [[nodiscard]] QVariantList inputSlots() const;
    [[nodiscard]] QVariantList outputSlots() const;

    void paint(QPainter* painter) override;

signals:
    void endsChanged();
    void colorsChanged();
    void laidOut();

protected:
    void geometryChange(const QRectF& now, const QRectF& before) override;

private:
    struct Band {
        QVariantMap end;
        qint64 satoshi = 0;
        qreal centre = 0;    ///< Of its place at the edge.
        qreal trunk = 0;     ///< Of its part of the trunk.
        qreal thickness = 0; ///< Of the band.
    };
    using Bands = QVector<Band>;

    [[nodiscard]] static QVariantList slotsOf(const Bands& bands);
    [[nodiscard]] Bands gathered(const QVariantList& ends) const;
    void place(Bands& bands) const;
    void layOut();
    void paintSide(QPainter* painter, const Bands& bands, qreal edge, qreal trunk) const;

    QVariantList m_inputs;
    QVariantList m_outputs;
    QVariantMap m_colors;
    QColor m_trunkColor = Qt::gray;
    int m_slotHeight = 44;
    int m_capacity = 8;
    Bands m_left;
    Bands m_right;
};

} // namespace strongroom::components
