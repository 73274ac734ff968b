#include "policy/starter_policy.h"

#include "base/check.h"

namespace strongroom::policy {

namespace {

using base::Json;

Json tiers(std::initializer_list<Tier> list) {
    Json::Array names;
    for (const Tier tier : list)
        names.push_back(name(tier));
    return Json::Object{{"tiers", std::move(names)}};
}

Json atom(std::string_view field, std::string_view op, Json value) {
    return Json::Object{{"field", field}, {"op", op}, {"value", std::move(value)}};
}

Json window(std::string_view field, std::int64_t seconds, std::string_view op, std::int64_t value) {
    return Json::Object{
        {"field", field}, {"scope", "vault"}, {"seconds", seconds}, {"op", op}, {"value", value}};
}

Json approvals(std::int64_t k, std::string_view role) {
    return Json::Object{{"kind", "approvals"}, {"k", k}, {"role", role}};
}

Json rule(std::string_view id, std::string_view effect, Json source, Json when) {
    return Json::Object{
        {"id", id}, {"effect", effect}, {"source", std::move(source)}, {"when", std::move(when)}};
}

Json require(std::string_view id, Json source, Json when, Json::Array obligations) {
    Json json = rule(id, "require", std::move(source), std::move(when));
    json.object()->emplace("obligations", std::move(obligations));
    return json;
}

/// Payments to approved payees only; data outputs and unknown addresses are in no allow rule.
Json onlyToPayees() {
    return Json::Object{
        {"all", Json::Array{atom("action", "in", Json::Array{"withdraw", "bump_fee"}),
                            Json::Object{{"outputs", "all"},
                                         {"where", atom("output.class", "in",
                                                        Json::Array{"payee", "change", "internal"})}}}}};
}

Json youngPayee(base::Seconds age) {
    return Json::Object{{"outputs", "any"},
                        {"class", Json::Array{"payee"}},
                        {"where", atom("output.payee_age", "<", age.count)}};
}

/// From this amount on, or to a payee that is still new.
Json largeOrNew(const StarterChoices& choices) {
    Json large = atom("tx.outflow", ">=", choices.twoOfficersFrom.satoshi());
    if (choices.newPayeeFor.count == 0)
        return large; // Nobody is ever younger than nothing.
    return Json::Object{{"any", Json::Array{std::move(large), youngPayee(choices.newPayeeFor)}}};
}

Json::Array twoOfficersWith(std::uint32_t complianceOfficers) {
    Json::Array obligations{approvals(2, "officer")};
    // One of them may be the proposer of a payment, who does not count.
    if (complianceOfficers > 0)
        obligations.push_back(approvals(1, "compliance"));
    return obligations;
}

} // namespace

Policy starterPolicy(const StarterChoices& choices) {
    constexpr std::int64_t HOUR = 3'600;
    constexpr std::int64_t DAY = 86'400;
    const Json hot = tiers({Tier::hot});
    const Json deep = tiers({Tier::warm, Tier::cold});
    Json::Array rules{
        rule("frozen", "deny", "any", atom("incident.state", "!=", "normal")),
        rule("pay", "allow", "any", onlyToPayees()),
        rule("tidy", "allow", "any", atom("action", "in", Json::Array{"consolidate", "rebalance"})),
        rule("say", "allow", "any", atom("action", "=", "sign_message")),
        require("say-two", "any", atom("action", "=", "sign_message"), {approvals(2, "officer")}),
        rule("hot-burst", "deny", hot, window("window.count", HOUR, ">=", choices.paymentsPerHour)),
        require("hot-one", hot, atom("tx.outflow", ">=", choices.oneOfficerFrom.satoshi()),
                {approvals(1, "officer")}),
        require("hot-two", hot, largeOrNew(choices), twoOfficersWith(choices.complianceOfficers)),
        require("hot-day", hot, window("window.sum_after", DAY, ">", choices.dayLimit.satoshi()),
                {approvals(2, "officer")}),
        require("hot-day-cold", hot, window("window.sum_after", DAY, ">", choices.dayLimitCold.satoshi()),
                {Json::Object{{"kind", "cold_leg"}}}),
        require("deep-always", deep, "always", twoOfficersWith(choices.complianceOfficers)),
    };
    auto policy = Policy::parse(Json::Object{{"v", Policy::VERSION}, {"rules", std::move(rules)}});
    STRONGROOM_CHECK(policy.has_value());
    return std::move(policy).value();
}

} // namespace strongroom::policy
