// One line of text whose digits all take the width of the widest one, so that numbers stand in columns.
// Qt 6.4 cannot switch on a font's tabular figures. The narrow no-break space between groups of digits has a
// fixed width too. Never elided: an amount is shown whole or not at all. GUI thread only.
#pragma once

#include <QColor>
#include <QFont>
#include <QQuickPaintedItem>
#include <QString>
#include <QVector>
#include <qqmlintegration.h>

namespace strongroom::design {

class TabularText : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged FINAL)
    Q_PROPERTY(QFont font READ font WRITE setFont NOTIFY fontChanged FINAL)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged FINAL)
    /// Runs that begin at this character or later take `mutedColor`; -1 for none. For the zeros that end an
    /// amount.
    Q_PROPERTY(int mutedFrom READ mutedFrom WRITE setMutedFrom NOTIFY mutedFromChanged FINAL)
    Q_PROPERTY(QColor mutedColor READ mutedColor WRITE setMutedColor NOTIFY mutedColorChanged FINAL)
    Q_PROPERTY(Alignment horizontalAlignment READ horizontalAlignment WRITE setHorizontalAlignment NOTIFY
                   horizontalAlignmentChanged FINAL)

public:
    enum Alignment {
        AlignLeft = Qt::AlignLeft,
        AlignRight = Qt::AlignRight,
        AlignHCenter = Qt::AlignHCenter
    };
    Q_ENUM(Alignment)

    explicit TabularText(QQuickItem* parent = nullptr);

    [[nodiscard]] QString text() const { return m_text; }
    void setText(const QString& text);
    [[nodiscard]] QFont font() const { return m_font; }
    void setFont(const QFont& font);
    [[nodiscard]] QColor color() const { return m_color; }
    void setColor(const QColor& color);
    [[nodiscard]] int mutedFrom() const { return m_mutedFrom; }
    void setMutedFrom(int index);
    [[nodiscard]] QColor mutedColor() const { return m_mutedColor; }
    void setMutedColor(const QColor& color);
    [[nodiscard]] Alignment horizontalAlignment() const { return m_alignment; }
    void setHorizontalAlignment(Alignment alignment);

    /// Where each run of text begins and what it says; digits are runs of their own. For painting and tests.
    struct Run {
        QString text;
        qsizetype begin = 0;
        qreal x = 0;
        qreal width = 0;
    };
    [[nodiscard]] const QVector<Run>& runs() const { return m_runs; }

    void paint(QPainter* painter) override;

signals:
    void textChanged();
    void fontChanged();
    void colorChanged();
    void mutedFromChanged();
    void mutedColorChanged();
    void horizontalAlignmentChanged();

private:
    void layOut();

    QString m_text;
    QFont m_font;
    QColor m_color = Qt::black;
    QColor m_mutedColor = Qt::gray;
    int m_mutedFrom = -1;
    Alignment m_alignment = AlignLeft;
    QVector<Run> m_runs;
    qreal m_advance = 0;
};

} // namespace strongroom::design
