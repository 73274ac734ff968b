// Pictures from files, for machines that exchange them on a medium: each once, in the order given.
#pragma once

#include "picture_source.h"

#include <QStringList>

namespace strongroom::ui {

class FileSource final : public PictureSource {
    Q_OBJECT

public:
    /// More than any transfer needs at MAX_TRAVEL_BYTES.
    static constexpr qsizetype MAX_FILES = 4'096;

    explicit FileSource(QStringList files, QObject* parent = nullptr);
    void start() override;
    void stop() override { m_running = false; }
    void pictureRead() override;

private:
    QStringList m_files;
    qsizetype m_next = 0;
    bool m_running = false;
};

} // namespace strongroom::ui
