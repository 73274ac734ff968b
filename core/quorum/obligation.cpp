#include "quorum/obligation.h"

#include "quorum/matching.h"

#include <algorithm>
#include <string>

namespace strongroom::quorum {

using base::Json;
using base::JsonFields;
using base::Result;
using base::Unexpected;

namespace {

Result<SubQuorum, Error> parsePart(const Json& json) {
    JsonFields fields(json);
    const auto k = fields.integer("k");
    const auto roleText = fields.string("role");
    const Json* also = fields.optional("must_include_role");
    if (!fields.done() || (also != nullptr && also->string() == nullptr))
        return Unexpected(Error::malformed);
    if (*k < 1 || *k > MAX_K)
        return Unexpected(Error::badObligation);
    const auto role = parseRole(*roleText);
    const auto alsoRole = also != nullptr ? parseRole(*also->string()) : std::nullopt;
    if (!role || (also != nullptr && !alsoRole))
        return Unexpected(Error::unknownRole);
    return SubQuorum{static_cast<std::uint32_t>(*k), *role, alsoRole};
}

bool contains(std::span<const PersonId> list, const PersonId& person) {
    return std::find(list.begin(), list.end(), person) != list.end();
}

} // namespace

Json partsToJson(const std::vector<SubQuorum>& parts) {
    Json::Array list;
    for (const SubQuorum& part : parts) {
        Json::Object entry{{"k", std::int64_t{part.k}}, {"role", name(part.role)}};
        if (part.mustIncludeRole)
            entry.emplace("must_include_role", name(*part.mustIncludeRole));
        list.emplace_back(std::move(entry));
    }
    return list;
}

Result<std::vector<SubQuorum>, Error> parseParts(const Json& json) {
    if (json.array() == nullptr)
        return Unexpected(Error::malformed);
    if (json.array()->empty() || json.array()->size() > MAX_PARTS)
        return Unexpected(Error::badObligation);
    std::vector<SubQuorum> parts;
    for (const Json& entry : *json.array()) {
        STRONGROOM_ASSIGN(const SubQuorum part, parsePart(entry));
        parts.push_back(part);
    }
    return parts;
}

bool isReachable(const Obligation& obligation, const Roster& roster, std::span<const PersonId> absent) {
    Matching matching(placesOf(obligation.parts));
    for (const Person& person : roster.people()) {
        if (person.isActive() && !contains(absent, person.id) && !contains(obligation.exclude, person.id) &&
            std::any_of(person.devices.begin(), person.devices.end(),
                        [](const Device& device) { return device.state == DeviceState::active; }))
            static_cast<void>(matching.add(person.roles));
    }
    return matching.isFull();
}

bool isAtLeastAsStrict(const std::vector<SubQuorum>& before, const std::vector<SubQuorum>& after) {
    if (after.size() < before.size())
        return false;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const bool sameDemand =
            after[i].role == before[i].role &&
            (!before[i].mustIncludeRole || after[i].mustIncludeRole == before[i].mustIncludeRole);
        if (!sameDemand || after[i].k < before[i].k)
            return false;
    }
    return true;
}

} // namespace strongroom::quorum
