#include "design/tabular_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace strongroom::design {

namespace {

bool isDigit(QChar c) {
    return c >= QLatin1Char('0') && c <= QLatin1Char('9');
}

qreal widestDigit(const QFontMetricsF& metrics) {
    qreal widest = 0;
    for (char digit = '0'; digit <= '9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QLatin1Char(digit)));
    return std::ceil(widest);
}

} // namespace

TabularText::TabularText(QQuickItem* parent) : QQuickPaintedItem(parent) {
    layOut();
}

void TabularText::setText(const QString& text) {
    if (text == m_text)
        return;
    m_text = text;
    layOut();
    emit textChanged();
}

void TabularText::setFont(const QFont& font) {
    if (font == m_font)
        return;
    m_font = font;
    layOut();
    emit fontChanged();
}

void TabularText::setColor(const QColor& color) {
    if (color == m_color)
        return;
    m_color = color;
    update();
    emit colorChanged();
}

void TabularText::setHorizontalAlignment(Alignment alignment) {
    if (alignment == m_alignment)
        return;
    m_alignment = alignment;
    update();
    emit horizontalAlignmentChanged();
}

void TabularText::layOut() {
    const QFontMetricsF metrics(m_font);
    const qreal cell = widestDigit(metrics);
    m_runs.clear();
    m_advance = 0;
    for (qsizetype begin = 0; begin < m_text.size();) {
        qsizetype end = begin + 1;
        while (!isDigit(m_text.at(begin)) && end < m_text.size() && !isDigit(m_text.at(end)))
            ++end;
        const QString run = m_text.mid(begin, end - begin);
        const qreal natural = metrics.horizontalAdvance(run);
        if (isDigit(m_text.at(begin))) {
            m_runs.append({run, m_advance + (cell - natural) / 2, natural});
            m_advance += cell;
        } else {
            m_runs.append({run, m_advance, natural});
            m_advance += natural;
        }
        begin = end;
    }
    setImplicitSize(std::ceil(m_advance), std::ceil(metrics.height()));
    setBaselineOffset(std::round(metrics.ascent()));
    update();
}

void TabularText::paint(QPainter* painter) {
    qreal left = 0;
    if (m_alignment == AlignRight)
        left = width() - m_advance;
    else if (m_alignment == AlignHCenter)
        left = (width() - m_advance) / 2;
    painter->setRenderHint(QPainter::TextAntialiasing);
    painter->setFont(m_font);
    painter->setPen(m_color);
    for (const Run& run : m_runs)
        painter->drawText(QPointF(left + run.x, baselineOffset()), run.text);
}

} // namespace strongroom::design
