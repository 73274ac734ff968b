// From the URLs that file dialogs answer with to the paths that use cases take. GUI thread only.
#pragma once

#include <QObject>
#include <QUrl>
#include <qqmlintegration.h>

namespace strongroom::components {

class LocalFiles : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    using QObject::QObject;

    /// Empty for anything but a local file.
    [[nodiscard]] Q_INVOKABLE QString path(const QUrl& url) const { return url.toLocalFile(); }
};

} // namespace strongroom::components
