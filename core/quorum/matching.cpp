#include "quorum/matching.h"

#include <algorithm>

namespace strongroom::quorum {

namespace {

bool holds(const Roles& roles, Role role) {
    return std::binary_search(roles.begin(), roles.end(), role);
}

} // namespace

std::vector<Place> placesOf(const std::vector<SubQuorum>& parts) {
    std::vector<Place> places;
    for (const SubQuorum& part : parts) {
        for (std::uint32_t i = 0; i < part.k; ++i)
            places.push_back({part.role, i == 0 ? part.mustIncludeRole : std::nullopt});
    }
    return places;
}

bool fills(const Roles& roles, const Place& place) {
    return holds(roles, place.role) && (!place.also || holds(roles, *place.also));
}

Matching::Matching(std::vector<Place> places) : m_places(std::move(places)), m_holder(m_places.size()) {}

bool Matching::add(const Roles& roles) {
    m_people.push_back(roles);
    std::vector<bool> visited(m_places.size(), false);
    const bool placed = augment(m_people.size() - 1, visited);
    m_filled += placed ? 1 : 0;
    return placed;
}

bool Matching::wouldFill(const Roles& roles) const {
    Matching trial = *this;
    return trial.add(roles);
}

std::optional<Place> Matching::placeOf(std::size_t person) const {
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        if (m_holder[i] == person)
            return m_places[i];
    }
    return std::nullopt;
}

bool Matching::augment(std::size_t person, std::vector<bool>& visited) {
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        if (visited[i] || !fills(m_people[person], m_places[i]))
            continue;
        visited[i] = true;
        if (!m_holder[i] || augment(*m_holder[i], visited)) {
            m_holder[i] = person;
            return true;
        }
    }
    return false;
}

} // namespace strongroom::quorum
