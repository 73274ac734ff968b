// The people of a training treasury, with the passphrases that it shows (resources of the exercise, not
// secrets), and what they are paid for. Internal to core/service.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace strongroom::service {

struct TrainingPerson {
    std::string_view id;
    std::string_view name;
    std::array<std::string_view, 3> roles; ///< Empty ones are left out.
    std::string_view passphrase;
};

/// Five officers (one CFO), one compliance, two operators, one auditor; three of them administrators.
inline constexpr std::array<TrainingPerson, 9> TRAINING_PEOPLE{{
    {"anna", "Anna Keller", {"officer", "admin", ""}, "harbour lantern 41"},
    {"ben", "Ben Okafor", {"officer", "admin", ""}, "copper meadow 17"},
    {"cleo", "Cleo Marchetti", {"officer", "cfo", ""}, "winter orchard 88"},
    {"dan", "Dan Whitfield", {"officer", "", ""}, "paper canyon 23"},
    {"eva", "Eva Lindqvist", {"officer", "", ""}, "silver gravel 65"},
    {"faye", "Faye Tanaka", {"compliance", "admin", ""}, "quiet compass 52"},
    {"gus", "Gus Moreau", {"operator", "", ""}, "maple station 39"},
    {"hana", "Hana Novak", {"operator", "", ""}, "velvet anchor 74"},
    {"ivan", "Ivan Petrov", {"auditor", "", ""}, "candle ledger 90"},
}};

/// The cold vault's three stations, two of which sign; beside the treasury that they serve.
inline constexpr std::string_view TRAINING_STATIONS = "abc";
/// The passphrase of every training station.
inline constexpr std::string_view TRAINING_STATION_PASSPHRASE = "cellar granite 12";

[[nodiscard]] inline std::string trainingStationFolder(const std::string& workspace, char letter) {
    return workspace + "/stations/" + letter;
}
[[nodiscard]] inline std::string trainingStationName(char letter) {
    return std::string("Station ") + static_cast<char>(letter - 'a' + 'A');
}

} // namespace strongroom::service
