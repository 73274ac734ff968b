#include "models/cold_training.h"

#include "models/text.h"

namespace strongroom::ui {

ColdTraining::ColdTraining(const service::Ports& ports, JobRunner& core,
                           std::vector<service::TrainingStation> stations, QObject* parent)
    : QObject(parent), m_cards(std::move(stations)) {
    STRONGROOM_CHECK(!m_cards.empty());
    for (const service::TrainingStation& card : m_cards)
        m_stations.push_back(new StationViewModel(ports, core, card.folder, this));
    station()->load();
}

void ColdTraining::choose(int station) {
    if (station == m_current || station < 0 || station >= static_cast<int>(m_stations.size()))
        return;
    m_current = station;
    if (this->station()->label().isEmpty()) // for the first time
        this->station()->load();
    emit currentChanged();
}

StationViewModel* ColdTraining::station() const {
    return m_stations[static_cast<std::size_t>(m_current)];
}

QList<QString> ColdTraining::names() const {
    QList<QString> names;
    for (const service::TrainingStation& card : m_cards)
        names.append(toQString(card.name));
    return names;
}

QString ColdTraining::shownPassphrase() const {
    return toQString(m_cards[static_cast<std::size_t>(m_current)].shownPassphrase);
}

void ColdTraining::close() {
    for (StationViewModel* station : m_stations)
        station->lock();
}

} // namespace strongroom::ui
