#include "service/people.h"

#include "service/workspace_state.h"

#include <algorithm>
#include <tuple>

namespace strongroom::service {

namespace {

/// Enough digits to tell devices of one person apart when two people compare them.
constexpr std::size_t SHOWN_KEY_DIGITS = 16;

std::string deviceText(const quorum::Device& device) {
    std::string text = device.label + " (" + hexOf(device.id).substr(0, SHOWN_KEY_DIGITS) + ")";
    if (device.state == quorum::DeviceState::revoked)
        text += ", revoked";
    return text;
}

} // namespace

Outcome<std::vector<PersonRow>> listPeople(Workspace& workspace) {
    STRONGROOM_ASSIGN(const auto registry, registryOf(workspace.state()));
    std::vector<PersonRow> rows;
    for (const quorum::Person& person : registry->state().roster().people()) {
        PersonRow row;
        row.id = person.handle;
        row.name = person.name;
        for (const quorum::Role role : person.roles)
            row.roles.emplace_back(quorum::name(role));
        for (const quorum::Device& device : person.devices)
            row.devices.push_back(deviceText(device));
        row.state = quorum::name(person.state);
        rows.push_back(std::move(row));
    }
    std::sort(rows.begin(), rows.end(), [](const PersonRow& a, const PersonRow& b) {
        return std::tie(a.name, a.id) < std::tie(b.name, b.id);
    });
    return rows;
}

} // namespace strongroom::service
