#include "qr_scanner_model.h"

#include "camera_source.h"
#include "file_source.h"

namespace strongroom::ui {

QrScannerModel::QrScannerModel(QObject* parent) : QObject(parent) {
    connect(&m_reader, &FrameReader::progressed, this, [this](const ReadFrames& frames) {
        const bool further = frames.received > m_frames.received;
        m_frames = frames;
        if (further)
            setProblem({});
        emit progressChanged();
    });
    connect(&m_reader, &FrameReader::refused, this,
            [this](const QString& /*code*/, const QString& sentence) { setProblem(sentence); });
    connect(&m_reader, &FrameReader::completed, this, [this](const QByteArray& content, bool isPsbt) {
        stop();
        emit scanned(content, isPsbt);
    });
    connect(&m_reader, &FrameReader::idle, this, [this] {
        if (m_source)
            m_source->pictureRead();
    });
}

QrScannerModel::~QrScannerModel() = default;

void QrScannerModel::setCamera(VirtualCamera* camera) {
    if (m_camera == camera)
        return;
    m_camera = camera;
    emit cameraChanged();
}

void QrScannerModel::scanCamera() {
    if (m_camera)
        scan(m_camera->open());
    else
        scan(std::make_unique<CameraSource>());
}

void QrScannerModel::scanFiles(const QStringList& files) {
    scan(std::make_unique<FileSource>(files));
}

void QrScannerModel::scanUrls(const QList<QUrl>& files) {
    QStringList paths;
    for (const QUrl& file : files)
        paths.append(file.toLocalFile());
    scanFiles(paths);
}

void QrScannerModel::scan(std::unique_ptr<PictureSource> source) {
    stop();
    m_reader.reset();
    m_frames = {};
    setProblem({});
    m_source = std::move(source);
    connect(m_source.get(), &PictureSource::pictureTaken, this, [this](const QImage& picture) {
        m_preview = picture;
        emit previewChanged();
        m_reader.read(picture);
    });
    // Queued: a source that fails while it starts is still in use then.
    connect(
        m_source.get(), &PictureSource::failed, this,
        [this, failing = m_source.get()](const QString& why) {
            if (failing != m_source.get())
                return; // it ended meanwhile
            stop();
            setProblem(why);
        },
        Qt::QueuedConnection);
    emit progressChanged();
    emit scanningChanged();
    m_source->start();
}

void QrScannerModel::stop() {
    if (!m_source)
        return;
    m_source->stop();
    m_source->disconnect(this);
    m_source.release()->deleteLater(); // it may be what called
    m_preview = QImage();
    emit previewChanged();
    emit scanningChanged();
}

void QrScannerModel::setProblem(const QString& problem) {
    if (m_problem == problem)
        return;
    m_problem = problem;
    emit problemChanged();
}

} // namespace strongroom::ui
