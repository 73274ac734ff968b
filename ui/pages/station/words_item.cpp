#include "words_item.h"

#include <QGlyphRun>
#include <QPainter>
#include <QRawFont>

#include <algorithm>
#include <array>

namespace strongroom::ui {

namespace {

/// BIP39's longest English word has eight letters.
constexpr std::size_t MAX_LETTERS = 16;

/// One word of ASCII letters at a place. The letters live on this stack frame only, and are overwritten.
void drawWord(QPainter& painter, const QRawFont& font, base::ByteSpan word, QPointF place) {
    std::array<QChar, MAX_LETTERS> letters;
    const std::size_t count = std::min(word.size(), MAX_LETTERS);
    std::transform(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(count), letters.begin(),
                   [](std::uint8_t letter) { return QChar(letter); });
    QVector<quint32> glyphs(static_cast<qsizetype>(MAX_LETTERS));
    int found = static_cast<int>(MAX_LETTERS);
    font.glyphIndexesForChars(letters.data(), static_cast<int>(count), glyphs.data(), &found);
    glyphs.resize(found);
    const QVector<QPointF> advances = font.advancesForGlyphIndexes(glyphs);
    QVector<QPointF> positions;
    QPointF next(0, 0);
    for (const QPointF& advance : advances) {
        positions.append(next);
        next += advance;
    }
    QGlyphRun run;
    run.setRawFont(font);
    run.setGlyphIndexes(glyphs);
    run.setPositions(positions);
    painter.drawGlyphRun(place, run);
    letters.fill(QChar(u' '));
}

} // namespace

WordsItem::WordsItem(QQuickItem* parent) : QQuickPaintedItem(parent) {
    connect(this, &WordsItem::wordsChanged, this, [this] { update(); });
}

void WordsItem::setWords(WordsHolder* words) {
    if (m_words == words)
        return;
    if (m_words)
        m_words->disconnect(this);
    m_words = words;
    if (m_words)
        connect(m_words, &WordsHolder::changed, this, &WordsItem::wordsChanged);
    emit wordsChanged();
}

int WordsItem::count() const {
    if (!m_words || m_words->utf8().empty())
        return 0;
    const base::ByteSpan text = m_words->utf8();
    return 1 + static_cast<int>(std::count(text.begin(), text.end(), std::uint8_t{' '}));
}

void WordsItem::paint(QPainter* painter) {
    const int total = count();
    if (total == 0)
        return;
    const QRawFont font = QRawFont::fromFont(m_font);
    const int rows = (total + COLUMNS - 1) / COLUMNS;
    const qreal columnWidth = width() / COLUMNS;
    const qreal rowHeight = height() / rows;
    const qreal numberWidth = 2.2 * font.averageCharWidth() * 2;
    base::ByteSpan rest = m_words->utf8();
    for (int i = 0; i < total; ++i) {
        const auto end = std::find(rest.begin(), rest.end(), std::uint8_t{' '});
        const auto length = static_cast<std::size_t>(end - rest.begin());
        const QPointF place((i / rows) * columnWidth, (i % rows) * rowHeight + font.ascent());
        painter->setPen(m_numberColor);
        painter->setFont(m_font);
        painter->drawText(place, QString::number(i + 1));
        painter->setPen(m_color);
        drawWord(*painter, font, rest.first(length), place + QPointF(numberWidth, 0));
        rest = rest.subspan(std::min(rest.size(), length + 1));
    }
}

} // namespace strongroom::ui
