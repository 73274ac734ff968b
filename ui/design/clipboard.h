// The system clipboard for public text (addresses, hashes, ids). Malware that swaps a copied address is
// common, so a copy can be read back. Secrets never go there. GUI thread only.
#pragma once

#include <QObject>
#include <QString>
#include <qqmlintegration.h>

namespace strongroom::design {

class Clipboard : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    using QObject::QObject;

    Q_INVOKABLE void copy(const QString& text);
    /// Whether the clipboard holds exactly `text` at this moment.
    [[nodiscard]] Q_INVOKABLE bool holds(const QString& text) const;
};

} // namespace strongroom::design
