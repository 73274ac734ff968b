// The only place where a passphrase or seed words are typed. Key events go straight into a SecretText: no
// QString ever holds more than the one character of an event, and that one is overwritten. There is no text
// property, no selection, no clipboard, no input method and no undo, so nothing can read the field back;
// SecretField.qml draws dots from `length`. Dead keys and input methods do not reach it (they would collect
// the text elsewhere).
//
// Return emits `accepted`. Backspace removes the last character, Ctrl+Backspace and Delete all of them. Owns
// its text; GUI thread only. A character past the capacity of SecretText is refused with `full`.
#pragma once

#include "design/secret_source.h"

#include <QQuickItem>
#include <qqmlintegration.h>

namespace strongroom::design {

class SecretField : public QQuickItem, public SecretSource {
    Q_OBJECT
    QML_NAMED_ELEMENT(SecretItem)
    Q_INTERFACES(strongroom::design::SecretSource)
    /// How many characters are typed.
    Q_PROPERTY(int length READ length NOTIFY lengthChanged FINAL)

public:
    explicit SecretField(QQuickItem* parent = nullptr);

    [[nodiscard]] int length() const { return static_cast<int>(m_text.size()); }
    Q_INVOKABLE void clear();
    [[nodiscard]] service::SecretText takeSecret() override;

signals:
    void lengthChanged();
    void accepted();
    void full();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

private:
    void type(QString text);

    service::SecretText m_text;
};

} // namespace strongroom::design
