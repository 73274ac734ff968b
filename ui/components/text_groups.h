// Long machine words (addresses, hashes, txids) in groups that an eye can follow. GUI thread only.
#pragma once

#include <QObject>
#include <QStringList>
#include <qqmlintegration.h>

namespace strongroom::components {

class TextGroups : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    using QObject::QObject;

    /// The groups in order; the last may be shorter. A size below one counts as the whole text.
    [[nodiscard]] Q_INVOKABLE QStringList split(const QString& text, int size) const;
    /// The groups joined by spaces.
    [[nodiscard]] Q_INVOKABLE QString grouped(const QString& text, int size) const;
};

} // namespace strongroom::components
