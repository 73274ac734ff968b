#include "service/stateless/policies.h"

#include "policy/decision.h"
#include "policy/request.h"

namespace strongroom::service {

namespace {

using base::Json;

Outcome<Json> readJson(base::ByteSpan bytes) {
    STRONGROOM_ASSIGN(Json document, Json::parse(base::asText(bytes)));
    return document;
}

Outcome<policy::Policy> readPolicy(base::ByteSpan bytes) {
    STRONGROOM_ASSIGN(const Json document, readJson(bytes));
    auto parsed = policy::Policy::parse(document);
    if (!parsed)
        return base::Unexpected(policy::toFailure(parsed.error()));
    return *std::move(parsed);
}

std::string explain(const policy::Decision& decision) {
    std::string text = decision.sentence() + "\n";
    for (const policy::RuleOutcome& rule : decision.rules())
        text += rule.id + ": " + rule.sentence + "\n";
    return text;
}

} // namespace

Outcome<PolicyVerdict> judgeByPolicy(const PolicyQuestion& question) {
    STRONGROOM_ASSIGN(const policy::Policy rules, readPolicy(question.policy));
    STRONGROOM_ASSIGN(const Json request, readJson(question.request));
    STRONGROOM_ASSIGN(const policy::SpendFacts facts, policy::parseRequest(request));
    STRONGROOM_ASSIGN(const Json past,
                      question.history ? readJson(*question.history) : Outcome<Json>(Json()));
    STRONGROOM_ASSIGN(const policy::History history, policy::parseHistory(past));
    const policy::Decision decision =
        policy::evaluate(rules, facts, history, question.now, crypto::Hash256{});
    return PolicyVerdict{toJson(decision), explain(decision),
                         decision.outcome() == policy::Outcome::permitted};
}

} // namespace strongroom::service
