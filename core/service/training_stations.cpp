#include "service/training.h"
#include "service/training_cast.h"

namespace strongroom::service {

std::vector<TrainingStation> trainingStations(const Ports& ports, const WorkspaceCard& card) {
    std::vector<TrainingStation> stations;
    if (!card.training)
        return stations;
    for (const char letter : TRAINING_STATIONS) {
        std::string folder = trainingStationFolder(card.folder, letter);
        if (ports.files->exists(folder))
            stations.push_back(
                {std::move(folder), trainingStationName(letter), std::string(TRAINING_STATION_PASSPHRASE)});
    }
    return stations;
}

} // namespace strongroom::service
