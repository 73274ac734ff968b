// Which quorum each kind of change needs, and how long less strict changes wait. Part of the people document:
// signed by the founders, later changed like people are.
#pragma once

#include "authority/errors.h"
#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "quorum/obligation.h"
#include "quorum/roster.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace strongroom::authority {

/// What a head changes; it changes nothing else.
enum class ChangeKind : std::uint8_t {
    policy,
    people,
    vaults,
    payees,
    logs,
    freeze,   ///< By any one officer.
    unfreeze, ///< By its quorum, without those who froze.
};
[[nodiscard]] std::string_view name(ChangeKind kind);
[[nodiscard]] std::optional<ChangeKind> parseChangeKind(std::string_view text);

struct ChangeRules {
    std::vector<quorum::SubQuorum> policy;         ///< A policy edit that is not provably stricter.
    std::vector<quorum::SubQuorum> policyStricter; ///< A policy edit that is.
    std::vector<quorum::SubQuorum> people;
    std::vector<quorum::SubQuorum> vaults;
    std::vector<quorum::SubQuorum> payees; ///< Besides the person who adds the payee.
    std::vector<quorum::SubQuorum> logs;
    std::vector<quorum::SubQuorum> unfreeze;
    base::Seconds cooldown;     ///< Of less strict changes of policy, people, vaults and logs.
    base::Seconds payeeCooling; ///< Of a payee, from the later of approval and a signer's own first sight.
    friend bool operator==(const ChangeRules&, const ChangeRules&) = default;
};

inline constexpr base::Seconds MAX_COOLDOWN{90 * 86'400};
/// After the treasury was unfrozen, for as long the same person does not freeze it again alone.
inline constexpr base::Seconds REPEATED_FREEZE{7 * 86'400};

[[nodiscard]] base::Json toJson(const ChangeRules& rules);
[[nodiscard]] base::Result<ChangeRules, Error> parseChangeRules(const base::Json& json);

/// What is asked when rules are set: two people or more wherever a change can loosen anything, and always one
/// fewer than there are (2 ≤ k < n), so that one loss or one refusal stops nothing.
[[nodiscard]] base::Result<void, Error> checkNewRules(const ChangeRules& rules, const quorum::Roster& roster);
/// What must hold after every change of people: no quorum out of reach.
[[nodiscard]] base::Result<void, Error> checkReachable(const ChangeRules& rules,
                                                       const quorum::Roster& roster);
/// True when `after` asks for at least as many everywhere and waits at least as long.
[[nodiscard]] bool isAtLeastAsStrict(const ChangeRules& before, const ChangeRules& after);

/// The people document that a head's roster_hash names, and its hash: tagged hash "strongroom/people/1" of
/// the canonical {"change_rules","roster"}.
struct PeopleDocument {
    quorum::Roster roster;
    ChangeRules rules;
};
[[nodiscard]] base::Json toJson(const PeopleDocument& people);
[[nodiscard]] base::Result<PeopleDocument, Error> parsePeople(const base::Json& json);
[[nodiscard]] crypto::Hash256 peopleHash(const PeopleDocument& people);

} // namespace strongroom::authority
