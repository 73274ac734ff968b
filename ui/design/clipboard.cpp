#include "design/clipboard.h"

#include <QClipboard>
#include <QGuiApplication>

namespace strongroom::design {

void Clipboard::copy(const QString& text) {
    QGuiApplication::clipboard()->setText(text);
}

bool Clipboard::holds(const QString& text) const {
    return QGuiApplication::clipboard()->text() == text;
}

} // namespace strongroom::design
