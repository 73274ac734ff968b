// The stations of a training treasury, in the console's own program, so that the cold leg can be tried
// without a vault room. Each has its own folder and its own signer process, as a real one.
//
// GUI thread only. The console makes it when a training treasury opens and closes it with the session.
#pragma once

#include "models/station_view_model.h"
#include "service/training.h"

#include <QList>
#include <QObject>
#include <QString>
#include <qqmlintegration.h>

#include <vector>

namespace strongroom::ui {

class ColdTraining : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(QList<QString> names READ names CONSTANT FINAL)
    /// Of the station that somebody sits at.
    Q_PROPERTY(int current READ current WRITE choose NOTIFY currentChanged FINAL)
    Q_PROPERTY(strongroom::ui::StationViewModel* station READ station NOTIFY currentChanged FINAL)
    /// An exercise: it is no secret.
    Q_PROPERTY(QString shownPassphrase READ shownPassphrase NOTIFY currentChanged FINAL)

public:
    /// `stations` is not empty.
    ColdTraining(const service::Ports& ports, JobRunner& core, std::vector<service::TrainingStation> stations,
                 QObject* parent = nullptr);

    [[nodiscard]] QList<QString> names() const;
    [[nodiscard]] int current() const { return m_current; }
    void choose(int station);
    [[nodiscard]] StationViewModel* station() const;
    [[nodiscard]] QString shownPassphrase() const;
    /// Locks every station that is open.
    void close();

signals:
    void currentChanged();

private:
    std::vector<service::TrainingStation> m_cards;
    std::vector<StationViewModel*> m_stations; ///< Children, in the same order.
    int m_current = 0;
};

} // namespace strongroom::ui
