// A camera for exercises: it sees what another page of the same program shows on its moving code, so that
// console and station can stand side by side without a lens between them. What comes of its pictures is what
// would come of a real camera's. GUI thread only.
#pragma once

#include "picture_source.h"
#include "qr_player_model.h"

#include <QImage>
#include <QObject>
#include <QPointer>
#include <qqmlintegration.h>

#include <memory>

namespace strongroom::ui {

class VirtualCamera : public QObject {
    Q_OBJECT
    QML_ELEMENT
    /// What stands before the lens; null: nothing.
    Q_PROPERTY(strongroom::ui::QrPlayerModel* screen READ screen WRITE setScreen NOTIFY screenChanged FINAL)

public:
    using QObject::QObject;

    [[nodiscard]] QrPlayerModel* screen() const { return m_screen; }
    void setScreen(QrPlayerModel* screen);
    /// A source of pictures: one at once, and one whenever the screen changes. Outlives the camera without
    /// harm.
    [[nodiscard]] std::unique_ptr<PictureSource> open();

signals:
    void screenChanged();
    void seen(const QImage& picture);

private:
    [[nodiscard]] QImage picture() const;

    QPointer<QrPlayerModel> m_screen;
};

} // namespace strongroom::ui
