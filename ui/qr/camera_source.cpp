#include "camera_source.h"

#include <QMediaDevices>

#include <algorithm>
#include <array>

namespace strongroom::ui {

CameraSource::CameraSource(QObject* parent) : PictureSource(parent) {
    m_session.setVideoSink(&m_sink);
    connect(&m_sink, &QVideoSink::videoFrameChanged, this, &CameraSource::take);
}

void CameraSource::start() {
    m_camera = std::make_unique<QCamera>(QMediaDevices::defaultVideoInput());
    if (!m_camera->isAvailable()) {
        m_camera.reset();
        emit failed(tr("There is no camera. Choose pictures or a file instead."));
        return;
    }
    connect(m_camera.get(), &QCamera::errorOccurred, this, [this](QCamera::Error, const QString&) {
        emit failed(tr("The camera stopped. Connect it again or choose pictures instead."));
    });
    m_session.setCamera(m_camera.get());
    m_camera->start();
}

void CameraSource::stop() {
    if (m_camera)
        m_camera->stop();
    m_session.setCamera(nullptr);
    m_camera.reset();
}

void CameraSource::take(const QVideoFrame& frame) {
    if (const QImage picture = brightnessOf(frame); !picture.isNull())
        emit pictureTaken(picture);
}

QImage brightnessOf(QVideoFrame frame) {
    static constexpr std::array PLANAR{QVideoFrameFormat::Format_YUV420P, QVideoFrameFormat::Format_YUV422P,
                                       QVideoFrameFormat::Format_YV12,    QVideoFrameFormat::Format_NV12,
                                       QVideoFrameFormat::Format_NV21,    QVideoFrameFormat::Format_Y8};
    if (std::find(PLANAR.begin(), PLANAR.end(), frame.pixelFormat()) == PLANAR.end())
        return frame.toImage().convertToFormat(QImage::Format_Grayscale8);
    if (!frame.map(QVideoFrame::ReadOnly))
        return {};
    const QImage plane(frame.bits(0), frame.width(), frame.height(), frame.bytesPerLine(0),
                       QImage::Format_Grayscale8);
    QImage picture = plane.copy();
    frame.unmap();
    return picture;
}

} // namespace strongroom::ui
