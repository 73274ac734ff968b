// The words of a new key, numbered, in columns, for writing down. They are drawn glyph by glyph from the
// holder's guarded text: no QString ever has them, and there is no text to select, copy or read aloud.
// GUI thread only.
#pragma once

#include "models/station_view_model.h"

#include <QColor>
#include <QFont>
#include <QPointer>
#include <QQuickPaintedItem>
#include <qqmlintegration.h>

namespace strongroom::ui {

class WordsItem : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(strongroom::ui::WordsHolder* words READ words WRITE setWords NOTIFY wordsChanged FINAL)
    Q_PROPERTY(QFont font MEMBER m_font NOTIFY wordsChanged FINAL)
    Q_PROPERTY(QColor color MEMBER m_color NOTIFY wordsChanged FINAL)
    Q_PROPERTY(QColor numberColor MEMBER m_numberColor NOTIFY wordsChanged FINAL)
    /// 0 when nothing is shown.
    Q_PROPERTY(int count READ count NOTIFY wordsChanged FINAL)

public:
    static constexpr int COLUMNS = 4;

    explicit WordsItem(QQuickItem* parent = nullptr);
    void paint(QPainter* painter) override;

    [[nodiscard]] WordsHolder* words() const { return m_words; }
    void setWords(WordsHolder* words);
    [[nodiscard]] int count() const;

signals:
    void wordsChanged();

private:
    QPointer<WordsHolder> m_words;
    QFont m_font;
    QColor m_color;
    QColor m_numberColor;
};

} // namespace strongroom::ui
