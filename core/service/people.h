// The people of the treasury, as the authority chain has them.
#pragma once

#include "service/workspace.h"

#include <string>
#include <vector>

namespace strongroom::service {

struct PersonRow {
    std::string id;
    std::string name;
    std::vector<std::string> roles;
    std::vector<std::string> devices; ///< Labels with short key ids.
    std::string state;                ///< active, suspended, revoked
};

/// By name.
[[nodiscard]] Outcome<std::vector<PersonRow>> listPeople(Workspace& workspace);

} // namespace strongroom::service
