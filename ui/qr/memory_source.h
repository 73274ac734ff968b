// Pictures from memory: the virtual camera of the training mode and of tests.
#pragma once

#include "picture_source.h"

namespace strongroom::ui {

class MemorySource final : public PictureSource {
    Q_OBJECT

public:
    using PictureSource::PictureSource;
    void start() override { m_running = true; }
    void stop() override { m_running = false; }
    /// Dropped while nobody looks.
    void take(const QImage& picture) {
        if (m_running)
            emit pictureTaken(picture.convertToFormat(QImage::Format_Grayscale8));
    }

private:
    bool m_running = false;
};

} // namespace strongroom::ui
