#include "file_source.h"

#include <QImageReader>

namespace strongroom::ui {

FileSource::FileSource(QStringList files, QObject* parent)
    : PictureSource(parent), m_files(std::move(files)) {}

void FileSource::start() {
    if (m_files.isEmpty() || m_files.size() > MAX_FILES) {
        emit failed(tr("Choose between one and %1 pictures.").arg(MAX_FILES));
        return;
    }
    m_next = 0;
    m_running = true;
    pictureRead();
}

void FileSource::pictureRead() {
    while (m_running && m_next < m_files.size()) {
        QImageReader reader(m_files.at(m_next++));
        const QImage picture = reader.read();
        if (!picture.isNull()) {
            emit pictureTaken(picture.convertToFormat(QImage::Format_Grayscale8));
            return;
        }
    }
    if (m_running) {
        m_running = false;
        emit failed(tr("The pictures do not show a whole transfer."));
    }
}

} // namespace strongroom::ui
