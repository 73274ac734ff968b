// Maximum bipartite matching between the places of an obligation and people; internal to quorum.
#pragma once

#include "quorum/obligation.h"
#include "quorum/role.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace strongroom::quorum {

/// One person's seat to fill: a role, perhaps with a second one.
struct Place {
    Role role;
    std::optional<Role> also;
};

[[nodiscard]] std::vector<Place> placesOf(const std::vector<SubQuorum>& parts);
[[nodiscard]] bool fills(const Roles& roles, const Place& place);

/// Assigns people to places one after the other along augmenting paths (Kuhn's algorithm): whoever got a
/// place keeps one, and as many places are filled as is possible at all.
class Matching {
public:
    explicit Matching(std::vector<Place> places);
    /// True when the person got a place.
    bool add(const Roles& roles);
    /// True when the person would get one.
    [[nodiscard]] bool wouldFill(const Roles& roles) const;
    [[nodiscard]] bool isFull() const { return m_filled == m_places.size(); }
    /// The place of the n-th person given to add(); nothing when there was none.
    [[nodiscard]] std::optional<Place> placeOf(std::size_t person) const;

private:
    bool augment(std::size_t person, std::vector<bool>& visited);

    std::vector<Place> m_places;
    std::vector<std::optional<std::size_t>> m_holder; ///< Of each place.
    std::vector<Roles> m_people;
    std::size_t m_filled = 0;
};

} // namespace strongroom::quorum
