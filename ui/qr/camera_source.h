// Pictures from the machine's camera, the brightness of each only. Without a camera gstreamer would deliver
// test pictures: availability is asked first.
#pragma once

#include "picture_source.h"

#include <QCamera>
#include <QMediaCaptureSession>
#include <QVideoFrame>
#include <QVideoSink>

#include <memory>

namespace strongroom::ui {

class CameraSource final : public PictureSource {
    Q_OBJECT

public:
    explicit CameraSource(QObject* parent = nullptr);
    void start() override;
    void stop() override;

private:
    void take(const QVideoFrame& frame);

    QMediaCaptureSession m_session;
    QVideoSink m_sink;
    std::unique_ptr<QCamera> m_camera;
};

/// The brightness plane of a planar frame as it is, anything else converted. Null when it cannot be mapped.
[[nodiscard]] QImage brightnessOf(QVideoFrame frame);

} // namespace strongroom::ui
