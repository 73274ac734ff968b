#include "policy/obligation.h"

#include "policy/wording.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace strongroom::policy {

namespace {

template <typename... Fs>
struct Visitor : Fs... {
    using Fs::operator()...;
};
template <typename... Fs>
Visitor(Fs...) -> Visitor<Fs...>;

using Parsed = base::Result<Obligation, Error>;

constexpr std::array<std::string_view, 5> LATER_KINDS{"any_of", "callback", "factor", "test_payment", "veto"};
constexpr std::array<std::string_view, 4> LATER_MEMBERS{"distinct_devices", "expires", "sites", "stop_by"};
constexpr std::size_t MAX_NAME = 64;
constexpr std::size_t MAX_EXCLUDED = 64;

/// Roles and person ids: short, lower case, nothing that could look like something else.
bool isName(std::string_view text) {
    return !text.empty() && text.size() <= MAX_NAME && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

base::Result<std::vector<std::string>, Error> parseExclude(const base::Json* json) {
    std::vector<std::string> names;
    if (json == nullptr)
        return names;
    if (json->array() == nullptr || json->array()->empty() || json->array()->size() > MAX_EXCLUDED)
        return base::Unexpected(Error::badObligation);
    for (const base::Json& item : *json->array()) {
        if (item.string() == nullptr || !isName(*item.string()))
            return base::Unexpected(Error::badObligation);
        names.push_back(*item.string());
    }
    std::sort(names.begin(), names.end());
    if (std::adjacent_find(names.begin(), names.end()) != names.end())
        return base::Unexpected(Error::badObligation);
    return names;
}

Parsed parseApprovals(base::JsonFields& fields) {
    ApprovalsObligation approvals;
    const auto k = fields.integer("k");
    const auto role = fields.string("role");
    const base::Json* mustInclude = fields.optional("must_include_role");
    const base::Json* initiator = fields.optional("initiator_counts");
    STRONGROOM_ASSIGN(approvals.exclude, parseExclude(fields.optional("exclude")));
    if (!fields.done() || !k || !role || !isName(*role))
        return base::Unexpected(Error::badObligation);
    if (*k < 1 || *k > MAX_APPROVALS)
        return base::Unexpected(Error::valueOutOfRange);
    approvals.k = static_cast<std::uint32_t>(*k);
    approvals.role = *role;
    if (mustInclude != nullptr) {
        if (mustInclude->string() == nullptr || !isName(*mustInclude->string()))
            return base::Unexpected(Error::badObligation);
        approvals.mustIncludeRole = *mustInclude->string();
    }
    if (initiator != nullptr) { // only true may be written: one value has one text
        if (initiator->boolean() == nullptr || !*initiator->boolean())
            return base::Unexpected(Error::badObligation);
        approvals.initiatorCounts = InitiatorCounts::yes;
    }
    return Obligation(approvals);
}

Parsed parseDelay(base::JsonFields& fields) {
    const auto seconds = fields.integer("seconds");
    if (!fields.done() || !seconds)
        return base::Unexpected(Error::badObligation);
    if (*seconds < 1 || *seconds > MAX_DELAY.count)
        return base::Unexpected(Error::valueOutOfRange);
    return Obligation(DelayObligation{base::Seconds{*seconds}});
}

bool coversApprovals(const ApprovalsObligation& strong, const ApprovalsObligation& weak) {
    return strong.k >= weak.k && strong.role == weak.role &&
           (!weak.mustIncludeRole || strong.mustIncludeRole == weak.mustIncludeRole) &&
           strong.initiatorCounts <= weak.initiatorCounts &&
           std::includes(strong.exclude.begin(), strong.exclude.end(), weak.exclude.begin(),
                         weak.exclude.end());
}

std::string peopleInWords(std::uint32_t count, const std::string& role) {
    const std::string number = countWord(count);
    if (role == "officer")
        return number + (count == 1 ? " officer" : " officers");
    if (role == "compliance")
        return number + (count == 1 ? " compliance officer" : " compliance officers");
    return number + (count == 1 ? " person" : " persons") + " with the role " + role;
}

} // namespace

base::Json toJson(const Obligation& obligation) {
    base::Json::Object json;
    std::visit(Visitor{
                   [&](const ApprovalsObligation& approvals) {
                       json["kind"] = "approvals";
                       json["k"] = std::int64_t{approvals.k};
                       json["role"] = approvals.role;
                       if (approvals.mustIncludeRole)
                           json["must_include_role"] = *approvals.mustIncludeRole;
                       if (approvals.initiatorCounts == InitiatorCounts::yes)
                           json["initiator_counts"] = true;
                       if (!approvals.exclude.empty())
                           json["exclude"] =
                               base::Json::Array(approvals.exclude.begin(), approvals.exclude.end());
                   },
                   [&](const DelayObligation& delay) {
                       json["kind"] = "delay";
                       json["seconds"] = delay.wait.count;
                   },
                   [&](const ColdLegObligation&) { json["kind"] = "cold_leg"; },
               },
               obligation);
    return json;
}

base::Result<Obligation, Error> parseObligation(const base::Json& json) {
    for (const std::string_view member : LATER_MEMBERS) {
        if (json.find(member) != nullptr)
            return base::Unexpected(Error::notSupported);
    }
    base::JsonFields fields(json);
    const auto kind = fields.string("kind");
    if (!kind)
        return base::Unexpected(Error::badObligation);
    if (*kind == "approvals")
        return parseApprovals(fields);
    if (*kind == "delay")
        return parseDelay(fields);
    if (*kind == "cold_leg") {
        if (!fields.done())
            return base::Unexpected(Error::badObligation);
        return Obligation(ColdLegObligation{});
    }
    const bool later = std::find(LATER_KINDS.begin(), LATER_KINDS.end(), *kind) != LATER_KINDS.end();
    return base::Unexpected(later ? Error::notSupported : Error::badObligation);
}

bool covers(const Obligation& strong, const Obligation& weak) {
    return std::visit(
        Visitor{
            [](const ApprovalsObligation& a, const ApprovalsObligation& b) { return coversApprovals(a, b); },
            [](const DelayObligation& a, const DelayObligation& b) { return a.wait >= b.wait; },
            [](const ColdLegObligation&, const ColdLegObligation&) { return true; },
            [](const auto&, const auto&) { return false; },
        },
        strong, weak);
}

std::vector<Obligation> unite(std::vector<Obligation> obligations) {
    const auto text = [](const Obligation& obligation) { return toJson(obligation).canonical(); };
    std::sort(obligations.begin(), obligations.end(),
              [&](const Obligation& a, const Obligation& b) { return text(a) < text(b); });
    obligations.erase(std::unique(obligations.begin(), obligations.end()), obligations.end());
    std::vector<Obligation> united;
    for (const Obligation& candidate : obligations) {
        const bool covered =
            std::any_of(obligations.begin(), obligations.end(), [&](const Obligation& other) {
                return !(other == candidate) && covers(other, candidate);
            });
        if (!covered)
            united.push_back(candidate);
    }
    return united;
}

std::string inWords(const Obligation& obligation) {
    return std::visit(Visitor{
                          [](const ApprovalsObligation& approvals) {
                              std::string text = peopleInWords(approvals.k, approvals.role);
                              if (approvals.mustIncludeRole)
                                  text +=
                                      ", at least one of them with the role " + *approvals.mustIncludeRole;
                              if (!approvals.exclude.empty())
                                  text += ", not counting " + listWords(approvals.exclude, "and");
                              if (approvals.initiatorCounts == InitiatorCounts::yes)
                                  text += ", the proposer included";
                              return text;
                          },
                          [](const DelayObligation& delay) {
                              return "a wait of " + duration(delay.wait.count) + " (can be stopped)";
                          },
                          [](const ColdLegObligation&) { return std::string("payment from Cold"); },
                      },
                      obligation);
}

std::string inWords(const std::vector<Obligation>& obligations) {
    std::vector<std::string> parts;
    for (const Obligation& obligation : obligations)
        parts.push_back(inWords(obligation));
    return listWords(parts, "and");
}

} // namespace strongroom::policy
