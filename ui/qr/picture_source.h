// Where pictures of the other screen come from: a camera, files, or memory. One port, so that everything
// behind it is the same whether a lens or a test delivers.
#pragma once

#include <QImage>
#include <QObject>
#include <QString>

namespace strongroom::ui {

class PictureSource : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    virtual void start() = 0;
    virtual void stop() = 0;
    /// The last picture was read. A source that must not skip any waits for it.
    virtual void pictureRead() {}

signals:
    /// QImage::Format_Grayscale8.
    void pictureTaken(const QImage& picture);
    /// A sentence for people; the source has stopped.
    void failed(const QString& why);
};

} // namespace strongroom::ui
