#include "quorum/role.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strongroom::quorum {

namespace {

constexpr std::array<std::pair<Role, std::string_view>, 6> NAMES = {{
    {Role::officer, "officer"},
    {Role::compliance, "compliance"},
    {Role::stationOperator, "operator"},
    {Role::auditor, "auditor"},
    {Role::admin, "admin"},
    {Role::cfo, "cfo"},
}};

} // namespace

std::string_view name(Role role) {
    const auto* const entry =
        std::find_if(NAMES.begin(), NAMES.end(), [&](const auto& row) { return row.first == role; });
    STRONGROOM_CHECK(entry != NAMES.end());
    return entry->second;
}

std::optional<Role> parseRole(std::string_view text) {
    const auto* const entry =
        std::find_if(NAMES.begin(), NAMES.end(), [&](const auto& row) { return row.second == text; });
    return entry == NAMES.end() ? std::nullopt : std::optional(entry->first);
}

} // namespace strongroom::quorum
