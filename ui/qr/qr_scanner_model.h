// Collects a transfer from pictures of the other screen: which source is used, what has come so far, and what
// came. A seed or private key held before the camera is refused and forgotten. GUI thread only.
#pragma once

#include "frame_reader.h"
#include "memory_source.h"
#include "picture_source.h"
#include "virtual_camera.h"

#include <QByteArray>
#include <QImage>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>
#include <QUrl>
#include <QVariant>
#include <qqmlintegration.h>

#include <memory>

namespace strongroom::ui {

class QrScannerModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool scanning READ isScanning NOTIFY scanningChanged FINAL)
    Q_PROPERTY(int received READ received NOTIFY progressChanged FINAL)
    /// 0 before the first frame was read.
    Q_PROPERTY(int needed READ needed NOTIFY progressChanged FINAL)
    Q_PROPERTY(QVariant preview READ previewValue NOTIFY previewChanged FINAL)
    /// Of the last frame that was refused, or of the source; empty when all is well.
    Q_PROPERTY(QString problem READ problem NOTIFY problemChanged FINAL)
    /// Stands in for this machine's camera; null, as everywhere but in exercises: the real one.
    Q_PROPERTY(strongroom::ui::VirtualCamera* camera READ camera WRITE setCamera NOTIFY cameraChanged FINAL)

public:
    explicit QrScannerModel(QObject* parent = nullptr);
    ~QrScannerModel() override;

    /// Each begins a new transfer.
    Q_INVOKABLE void scanCamera();
    Q_INVOKABLE void scanFiles(const QStringList& files);
    /// As file dialogs give them.
    Q_INVOKABLE void scanUrls(const QList<QUrl>& files);
    void scan(std::unique_ptr<PictureSource> source);
    Q_INVOKABLE void stop();

    [[nodiscard]] bool isScanning() const { return m_source != nullptr; }
    [[nodiscard]] int received() const { return m_frames.received; }
    [[nodiscard]] int needed() const { return m_frames.needed; }
    [[nodiscard]] QVariant previewValue() const { return m_preview; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] VirtualCamera* camera() const { return m_camera; }
    void setCamera(VirtualCamera* camera);

signals:
    void cameraChanged();
    void scanningChanged();
    void progressChanged();
    void previewChanged();
    void problemChanged();
    /// The whole transfer; scanning has stopped.
    void scanned(const QByteArray& content, bool isPsbt);

private:
    void setProblem(const QString& problem);

    FrameReader m_reader;
    std::unique_ptr<PictureSource> m_source;
    QPointer<VirtualCamera> m_camera;
    ReadFrames m_frames;
    QImage m_preview;
    QString m_problem;
};

} // namespace strongroom::ui
