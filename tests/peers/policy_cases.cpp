// Reads policies and cases as JSON lines from standard input and answers each with one canonical JSON line:
// what an independent evaluator must find too. Test-only; driven by policy_agreement.py.
//
// {"policy":P} makes P the current policy and answers {"policy":HASH} or {"error":CODE};
// {"request":R,"history":H,"now":T} is judged under it.
#include "base/text_encoding.h"
#include "policy/decision.h"
#include "policy/request.h"

#include <iostream>
#include <string>

using strongroom::base::Json;
namespace policy = strongroom::policy;

namespace {

const std::string SAME[] = {"outcome", "obligations", "first_use_payees", "policy", "action",
                            "outflow", "fee",         "counters"};

Json comparable(const policy::Decision& decision) {
    const Json all = toJson(decision);
    Json::Object part;
    for (const std::string& key : SAME)
        part[key] = *all.find(key);
    Json::Array rules;
    for (const policy::RuleOutcome& rule : decision.rules())
        rules.push_back(
            Json::Array{rule.id, policy::name(rule.selected), policy::name(rule.condition), rule.applies});
    part["rules"] = std::move(rules);
    return part;
}

Json errorLine(std::string_view code) {
    return Json::Object{{"error", code}};
}

Json answer(const Json& line, policy::Policy& current) {
    if (const Json* document = line.find("policy")) {
        auto parsed = policy::Policy::parse(*document);
        if (!parsed)
            return errorLine(describe(parsed.error()).code);
        current = std::move(parsed).value();
        return Json::Object{{"policy", strongroom::base::toHex(current.hash().span())}};
    }
    const auto facts = policy::parseRequest(*line.find("request"));
    if (!facts)
        return errorLine(describe(facts.error()).code);
    const auto history = policy::parseHistory(*line.find("history"));
    if (!history)
        return errorLine(describe(history.error()).code);
    const strongroom::base::UnixTime now{*line.find("now")->integer()};
    return comparable(policy::evaluate(current, *facts, *history, now, {}));
}

} // namespace

int main() {
    policy::Policy current;
    std::ios::sync_with_stdio(false);
    for (std::string text; std::getline(std::cin, text);) {
        const auto line = Json::parse(text);
        std::cout << (line ? answer(*line, current) : errorLine(describe(line.error()).code)).canonical()
                  << '\n';
    }
    return 0;
}
