#include "design/secret_field.h"

#include <QCursor>
#include <QKeyEvent>
#include <QMouseEvent>

#include <utility>

namespace strongroom::design {

namespace {

bool isTyped(const QKeyEvent& event) {
    const Qt::KeyboardModifiers command =
        event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    // Control and Alt together are how some platforms report AltGr.
    const bool plain = command == Qt::NoModifier || command == (Qt::ControlModifier | Qt::AltModifier);
    return plain && !event.text().isEmpty() && event.text().at(0).isPrint();
}

/// Overwrites the characters that all sharers of `text` see, the event's own copy included.
void wipe(QString& text) {
    if (!text.data_ptr().isMutable())
        return;
    volatile char16_t* at = reinterpret_cast<char16_t*>(const_cast<QChar*>(text.constData()));
    for (qsizetype i = 0; i < text.size(); ++i)
        at[i] = 0;
}

} // namespace

SecretField::SecretField(QQuickItem* parent) : QQuickItem(parent) {
    setFlag(ItemAcceptsInputMethod, false);
    setAcceptedMouseButtons(Qt::LeftButton);
    setActiveFocusOnTab(true);
    setCursor(Qt::IBeamCursor);
}

void SecretField::clear() {
    if (m_text.isEmpty())
        return;
    m_text.clear();
    emit lengthChanged();
}

service::SecretText SecretField::takeSecret() {
    service::SecretText taken = std::exchange(m_text, secret::SecretText());
    if (!taken.isEmpty())
        emit lengthChanged();
    return taken;
}

bool SecretField::event(QEvent* event) {
    // Typed characters are not shortcuts here.
    if (event->type() == QEvent::ShortcutOverride && isTyped(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QQuickItem::event(event);
}

void SecretField::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit accepted();
        return;
    case Qt::Key_Backspace:
        if ((event->modifiers() & Qt::ControlModifier) != 0) {
            clear();
        } else if (!m_text.isEmpty()) {
            m_text.removeLast();
            emit lengthChanged();
        }
        return;
    case Qt::Key_Delete:
        clear();
        return;
    default:
        break;
    }
    if (!isTyped(*event)) {
        event->ignore();
        return;
    }
    type(event->text());
}

void SecretField::type(QString text) {
    const std::size_t before = m_text.size();
    bool refused = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t point = text.at(i).unicode();
        if (text.at(i).isHighSurrogate() && i + 1 < text.size()) {
            point = QChar::surrogateToUcs4(text.at(i), text.at(i + 1));
            ++i;
        }
        refused = !m_text.append(point).has_value() || refused;
        point = 0;
    }
    wipe(text);
    if (m_text.size() != before)
        emit lengthChanged();
    if (refused)
        emit full();
}

void SecretField::mousePressEvent(QMouseEvent* event) {
    forceActiveFocus(Qt::MouseFocusReason);
    event->accept();
}

QVariant SecretField::inputMethodQuery(Qt::InputMethodQuery query) const {
    if (query == Qt::ImEnabled)
        return false;
    if (query == Qt::ImHints)
        return static_cast<int>(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    return {};
}

} // namespace strongroom::design
