// What a quorum has to be, and whether a roster could ever meet it.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "quorum/errors.h"
#include "quorum/role.h"
#include "quorum/roster.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace strongroom::quorum {

/// `k` different people active in `role`; one of them also in `mustIncludeRole`.
struct SubQuorum {
    std::uint32_t k = 0;
    Role role = Role::officer;
    std::optional<Role> mustIncludeRole;
    friend bool operator==(const SubQuorum&, const SubQuorum&) = default;
};

enum class InitiatorCounts : std::uint8_t { no, yes };

/// Sub-quorums that are filled by different people: nobody fills two places of one obligation. The same
/// person may count for several obligations.
struct Obligation {
    std::vector<SubQuorum> parts;
    std::vector<PersonId> exclude; ///< Never count here.
    InitiatorCounts initiatorCounts = InitiatorCounts::no;
    friend bool operator==(const Obligation&, const Obligation&) = default;
};

inline constexpr std::uint32_t MAX_K = 100; ///< Of one sub-quorum; more than any roster has people.
inline constexpr std::size_t MAX_PARTS = 8;

/// [{"k":2,"role":"admin"}, …]; `must_include_role` only when there is one. Only parts: exclusions depend on
/// what is judged.
[[nodiscard]] base::Json partsToJson(const std::vector<SubQuorum>& parts);
[[nodiscard]] base::Result<std::vector<SubQuorum>, Error> parseParts(const base::Json& json);

/// True when active people, those of `absent` left out, could fill every place of the obligation. An
/// obligation that excludes people is judged without them.
[[nodiscard]] bool isReachable(const Obligation& obligation, const Roster& roster,
                               std::span<const PersonId> absent);

/// True when everybody who meets `after` has met `before` as well, place by place: the same roles in the same
/// order, with at least the same k.
[[nodiscard]] bool isAtLeastAsStrict(const std::vector<SubQuorum>& before,
                                     const std::vector<SubQuorum>& after);

} // namespace strongroom::quorum
