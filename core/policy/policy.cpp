#include "policy/policy.h"

#include "base/text_encoding.h"

#include <algorithm>
#include <array>
#include <set>

namespace strongroom::policy {

namespace {

constexpr std::array<std::string_view, 3> EFFECTS{"deny", "require", "allow"};
constexpr std::size_t MAX_RULE_ID = 40;
constexpr std::size_t MAX_OBLIGATIONS = 16;
constexpr std::size_t MAX_SELECTED = 64;

bool isRuleId(std::string_view text) {
    return !text.empty() && text.size() <= MAX_RULE_ID && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

/// A non-empty array of different values, each read by `readItem`, sorted.
template <typename T, typename Read>
base::Result<std::vector<T>, Error> readSet(const base::Json* json, Read readItem) {
    std::vector<T> values;
    if (json == nullptr)
        return values;
    if (json->array() == nullptr || json->array()->empty() || json->array()->size() > MAX_SELECTED)
        return base::Unexpected(Error::badSelector);
    for (const base::Json& item : *json->array()) {
        const std::optional<T> value = item.string() != nullptr ? readItem(*item.string()) : std::nullopt;
        if (!value)
            return base::Unexpected(Error::badSelector);
        values.push_back(*value);
    }
    std::sort(values.begin(), values.end());
    if (std::adjacent_find(values.begin(), values.end()) != values.end())
        return base::Unexpected(Error::badSelector);
    return values;
}

std::optional<crypto::Hash256> parseVaultId(const std::string& text) {
    const auto bytes = base::fromHex(text);
    if (!bytes || base::toHex(*bytes) != text)
        return std::nullopt;
    return crypto::Hash256::from(*bytes);
}

base::Result<SourceSelector, Error> parseSelector(const base::Json& json) {
    SourceSelector selector;
    if (json.string() != nullptr && *json.string() == "any")
        return selector;
    base::JsonFields fields(json);
    STRONGROOM_ASSIGN(selector.tiers, readSet<Tier>(fields.optional("tiers"), parseTier));
    STRONGROOM_ASSIGN(selector.vaults, readSet<crypto::Hash256>(fields.optional("vaults"), parseVaultId));
    if (!fields.done() || selector.isAny())
        return base::Unexpected(Error::badSelector);
    return selector;
}

base::Json selectorToJson(const SourceSelector& selector) {
    if (selector.isAny())
        return "any";
    base::Json::Object json;
    if (!selector.tiers.empty()) {
        base::Json::Array tiers;
        for (const Tier tier : selector.tiers)
            tiers.push_back(name(tier));
        json["tiers"] = std::move(tiers);
    }
    if (!selector.vaults.empty()) {
        base::Json::Array vaults;
        for (const crypto::Hash256& vault : selector.vaults)
            vaults.push_back(base::toHex(vault.span()));
        json["vaults"] = std::move(vaults);
    }
    return json;
}

base::Result<std::vector<Obligation>, Error> parseObligations(const base::Json* json, Effect effect) {
    std::vector<Obligation> obligations;
    if ((json != nullptr) != (effect == Effect::require))
        return base::Unexpected(Error::obligationsMisplaced);
    if (json == nullptr)
        return obligations;
    if (json->array() == nullptr)
        return base::Unexpected(Error::badObligation);
    if (json->array()->empty())
        return base::Unexpected(Error::obligationsMisplaced);
    if (json->array()->size() > MAX_OBLIGATIONS)
        return base::Unexpected(Error::tooLarge);
    for (const base::Json& item : *json->array()) {
        STRONGROOM_ASSIGN(Obligation obligation, parseObligation(item));
        obligations.push_back(std::move(obligation));
    }
    return unite(std::move(obligations));
}

base::Result<void, Error> parseBody(base::JsonFields& fields, Rule& rule) {
    const auto effect = fields.string("effect");
    const base::Json* source = fields.any("source");
    const base::Json* when = fields.any("when");
    const base::Json* obligations = fields.optional("obligations");
    if (!fields.done())
        return base::Unexpected(Error::malformed);
    const auto found = std::find(EFFECTS.begin(), EFFECTS.end(), *effect);
    if (found == EFFECTS.end())
        return base::Unexpected(Error::malformed);
    rule.effect = static_cast<Effect>(found - EFFECTS.begin());
    STRONGROOM_ASSIGN(rule.source, parseSelector(*source));
    STRONGROOM_ASSIGN(rule.when, parseCondition(*when));
    STRONGROOM_ASSIGN(rule.obligations, parseObligations(obligations, rule.effect));
    return {};
}

base::Json ruleToJson(const Rule& rule) {
    base::Json::Object json;
    json["id"] = rule.id;
    json["effect"] = name(rule.effect);
    json["source"] = selectorToJson(rule.source);
    json["when"] = toJson(rule.when);
    if (!rule.obligations.empty()) {
        base::Json::Array obligations;
        for (const Obligation& obligation : rule.obligations)
            obligations.push_back(toJson(obligation));
        json["obligations"] = std::move(obligations);
    }
    return json;
}

} // namespace

std::string_view name(Effect effect) {
    const auto index = static_cast<std::size_t>(effect);
    STRONGROOM_CHECK(index < EFFECTS.size());
    return EFFECTS[index];
}

Truth SourceSelector::selects(const Fact<SourceVault>& source) const {
    if (!source.isProven())
        return Truth::unknown;
    const SourceVault& vault = source.proven();
    return truthOf(isAny() || std::binary_search(tiers.begin(), tiers.end(), vault.tier) ||
                   std::binary_search(vaults.begin(), vaults.end(), vault.id));
}

base::ErrorInfo describe(const LoadError& error) {
    return describe(error.error);
}

base::Failure toFailure(const LoadError& error) {
    base::Failure failure(error.error);
    if (!error.rule.empty())
        failure.data.emplace_back("rule", error.rule);
    return failure;
}

base::Result<Policy, LoadError> Policy::parse(const base::Json& json) {
    base::JsonFields fields(json);
    const auto version = fields.integer("v");
    if (version && *version != VERSION)
        return base::Unexpected(LoadError(Error::unsupportedVersion));
    const base::Json* rules = fields.array("rules");
    if (!fields.done())
        return base::Unexpected(LoadError(Error::malformed));
    if (rules->array()->size() > MAX_RULES)
        return base::Unexpected(LoadError(Error::tooLarge));
    Policy policy;
    std::set<std::string> ids;
    for (const base::Json& item : *rules->array()) {
        base::JsonFields members(item);
        const auto id = members.string("id");
        if (!id || !isRuleId(*id))
            return base::Unexpected(LoadError(Error::malformed));
        if (!ids.insert(*id).second)
            return base::Unexpected(LoadError(Error::duplicateRule, *id));
        Rule rule;
        rule.id = *id;
        if (auto body = parseBody(members, rule); !body)
            return base::Unexpected(LoadError(body.error(), *id));
        policy.m_rules.push_back(std::move(rule));
    }
    std::sort(policy.m_rules.begin(), policy.m_rules.end(),
              [](const Rule& a, const Rule& b) { return a.id < b.id; });
    return policy;
}

base::Json Policy::toJson() const {
    base::Json::Array rules;
    for (const Rule& rule : m_rules)
        rules.push_back(ruleToJson(rule));
    return base::Json::Object{{"v", VERSION}, {"rules", std::move(rules)}};
}

crypto::Hash256 Policy::hash() const {
    return crypto::taggedHash("strongroom/policy/1", base::asBytes(toJson().canonical()));
}

} // namespace strongroom::policy
