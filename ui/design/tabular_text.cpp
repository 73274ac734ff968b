#include "design/tabular_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace strongroom::design {

namespace {

// The narrow no-break space that parts groups of digits, in widths of a digit: fonts differ too much about
// it.
constexpr QChar NARROW_SPACE(0x202F);
constexpr qreal NARROW_SPACE_WIDTH = 0.42;

bool isDigit(QChar c) {
    return c >= QLatin1Char('0') && c <= QLatin1Char('9');
}

bool isPlain(QChar c) {
    return !isDigit(c) && c != NARROW_SPACE;
}

qreal widestDigit(const QFontMetricsF& metrics) {
    qreal widest = 0;
    for (char digit = '0'; digit <= '9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QLatin1Char(digit)));
    return widest;
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
    QFont unhinted = font;
    unhinted.setHintingPreference(QFont::PreferNoHinting); // cells have fractional widths
    if (unhinted == m_font)
        return;
    m_font = unhinted;
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

void TabularText::setMutedFrom(int index) {
    if (index == m_mutedFrom)
        return;
    m_mutedFrom = index;
    update();
    emit mutedFromChanged();
}

void TabularText::setMutedColor(const QColor& color) {
    if (color == m_mutedColor)
        return;
    m_mutedColor = color;
    update();
    emit mutedColorChanged();
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
        while (isPlain(m_text.at(begin)) && end < m_text.size() && isPlain(m_text.at(end)))
            ++end;
        const QString run = m_text.mid(begin, end - begin);
        const qreal natural = metrics.horizontalAdvance(run);
        if (m_text.at(begin) == NARROW_SPACE) {
            m_advance += cell * NARROW_SPACE_WIDTH;
        } else if (isDigit(m_text.at(begin))) {
            // A first digit stands at the edge, in line with the text above and below.
            const qreal before = begin == 0 ? 0 : (cell - natural) / 2;
            m_runs.append({run, begin, m_advance + before, natural});
            m_advance += before + natural + (cell - natural) / 2;
        } else {
            m_runs.append({run, begin, m_advance, natural});
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
    for (const Run& run : m_runs) {
        painter->setPen(m_mutedFrom >= 0 && run.begin >= m_mutedFrom ? m_mutedColor : m_color);
        painter->drawText(QPointF(left + run.x, baselineOffset()), run.text);
    }
}

} // namespace strongroom::design
