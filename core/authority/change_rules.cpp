#include "authority/change_rules.h"

#include "base/check.h"

#include <array>
#include <numeric>
#include <span>
#include <utility>

namespace strongroom::authority {

using base::Json;
using base::JsonFields;
using base::Result;
using base::Unexpected;
using quorum::PersonId;
using quorum::SubQuorum;

namespace {

constexpr std::array<std::pair<ChangeKind, std::string_view>, 7> NAMES = {{
    {ChangeKind::policy, "policy"},
    {ChangeKind::people, "people"},
    {ChangeKind::vaults, "vaults"},
    {ChangeKind::payees, "payees"},
    {ChangeKind::logs, "logs"},
    {ChangeKind::freeze, "freeze"},
    {ChangeKind::unfreeze, "unfreeze"},
}};

/// Whether one person of the quorum may be enough, because somebody else has to act besides or because the
/// change can only tighten.
enum class Minimum : std::uint8_t { one, two };

struct QuorumField {
    const char* key;
    std::vector<SubQuorum> ChangeRules::*member;
    Minimum minimum;
};

constexpr std::array<QuorumField, 7> QUORUMS = {{
    {"logs", &ChangeRules::logs, Minimum::two},
    {"payees", &ChangeRules::payees, Minimum::one},
    {"people", &ChangeRules::people, Minimum::two},
    {"policy", &ChangeRules::policy, Minimum::two},
    {"policy_stricter", &ChangeRules::policyStricter, Minimum::one},
    {"unfreeze", &ChangeRules::unfreeze, Minimum::two},
    {"vaults", &ChangeRules::vaults, Minimum::two},
}};

std::uint64_t placesIn(const std::vector<SubQuorum>& parts) {
    return std::accumulate(parts.begin(), parts.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const SubQuorum& part) { return sum + part.k; });
}

bool reachableWithoutAnyone(const std::vector<SubQuorum>& parts, const quorum::Roster& roster) {
    for (const quorum::Person& person : roster.people()) {
        if (!quorum::isReachable({parts, {}, quorum::InitiatorCounts::yes}, roster,
                                 std::span<const PersonId>(&person.id, 1)))
            return false;
    }
    return !roster.people().empty();
}

} // namespace

std::string_view name(ChangeKind kind) {
    for (const auto& [value, text] : NAMES) {
        if (value == kind)
            return text;
    }
    base::checkFailed("ChangeKind");
}

std::optional<ChangeKind> parseChangeKind(std::string_view text) {
    for (const auto& [value, valueName] : NAMES) {
        if (valueName == text)
            return value;
    }
    return std::nullopt;
}

Json toJson(const ChangeRules& rules) {
    Json::Object quorums;
    for (const QuorumField& field : QUORUMS)
        quorums.emplace(field.key, quorum::partsToJson(rules.*field.member));
    return Json::Object{{"cooldown", rules.cooldown.count},
                        {"payee_cooling", rules.payeeCooling.count},
                        {"quorums", std::move(quorums)}};
}

Result<ChangeRules, Error> parseChangeRules(const Json& json) {
    JsonFields fields(json);
    const auto cooldown = fields.integer("cooldown");
    const auto payeeCooling = fields.integer("payee_cooling");
    const Json* quorums = fields.object("quorums");
    if (!fields.done())
        return Unexpected(Error::malformed);
    for (const std::int64_t wait : {*cooldown, *payeeCooling}) {
        if (wait < 0 || wait > MAX_COOLDOWN.count)
            return Unexpected(Error::malformed);
    }
    ChangeRules rules;
    rules.cooldown = {*cooldown};
    rules.payeeCooling = {*payeeCooling};
    JsonFields entries(*quorums);
    for (const QuorumField& field : QUORUMS) {
        const Json* entry = entries.array(field.key);
        if (entry == nullptr)
            return Unexpected(Error::malformed);
        auto parts = quorum::parseParts(*entry);
        if (!parts)
            return Unexpected(Error::malformed);
        rules.*field.member = *std::move(parts);
    }
    if (!entries.done())
        return Unexpected(Error::malformed);
    return rules;
}

Result<void, Error> checkNewRules(const ChangeRules& rules, const quorum::Roster& roster) {
    for (const QuorumField& field : QUORUMS) {
        const std::vector<SubQuorum>& parts = rules.*field.member;
        const std::uint64_t places = placesIn(parts);
        if (places < (field.minimum == Minimum::two ? 2U : 1U) || !reachableWithoutAnyone(parts, roster))
            return Unexpected(Error::quorumTooSmall);
    }
    return checkReachable(rules, roster);
}

Result<void, Error> checkReachable(const ChangeRules& rules, const quorum::Roster& roster) {
    for (const QuorumField& field : QUORUMS) {
        if (!quorum::isReachable({rules.*field.member, {}, quorum::InitiatorCounts::yes}, roster, {}))
            return Unexpected(Error::quorumUnreachable);
    }
    const quorum::Obligation oneOfficer{{{1, quorum::Role::officer, std::nullopt}}, {}, {}};
    if (!quorum::isReachable(oneOfficer, roster, {}))
        return Unexpected(Error::quorumUnreachable); // nobody could freeze
    return {};
}

bool isAtLeastAsStrict(const ChangeRules& before, const ChangeRules& after) {
    for (const QuorumField& field : QUORUMS) {
        if (!quorum::isAtLeastAsStrict(before.*field.member, after.*field.member))
            return false;
    }
    return after.cooldown >= before.cooldown && after.payeeCooling >= before.payeeCooling;
}

Json toJson(const PeopleDocument& people) {
    return Json::Object{{"change_rules", toJson(people.rules)}, {"roster", people.roster.toJson()}};
}

Result<PeopleDocument, Error> parsePeople(const Json& json) {
    JsonFields fields(json);
    const Json* rules = fields.object("change_rules");
    const Json* roster = fields.object("roster");
    if (!fields.done())
        return Unexpected(Error::malformed);
    auto parsedRoster = quorum::Roster::parse(*roster);
    if (!parsedRoster)
        return Unexpected(Error::badRoster);
    STRONGROOM_ASSIGN(ChangeRules parsedRules, parseChangeRules(*rules));
    return PeopleDocument{*std::move(parsedRoster), std::move(parsedRules)};
}

crypto::Hash256 peopleHash(const PeopleDocument& people) {
    return crypto::taggedHash("strongroom/people/1", base::asBytes(toJson(people).canonical()));
}

} // namespace strongroom::authority
