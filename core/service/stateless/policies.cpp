#include "service/stateless/policies.h"

#include "base/text_encoding.h"
#include "policy/decision.h"
#include "policy/replay.h"
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

/// A question's documents, read.
struct Documents {
    policy::Policy rules;
    policy::SpendFacts facts;
    Json past; ///< Null without a history.
};

Outcome<Documents> readDocuments(const PolicyQuestion& question) {
    STRONGROOM_ASSIGN(policy::Policy rules, readPolicy(question.policy));
    STRONGROOM_ASSIGN(const Json request, readJson(question.request));
    STRONGROOM_ASSIGN(policy::SpendFacts facts, policy::parseRequest(request));
    STRONGROOM_ASSIGN(Json past, question.history ? readJson(*question.history) : Outcome<Json>(Json()));
    return Documents{std::move(rules), std::move(facts), std::move(past)};
}

Outcome<policy::Decision> decide(const Documents& documents, base::UnixTime now) {
    STRONGROOM_ASSIGN(const policy::History history, policy::parseHistory(documents.past));
    return policy::evaluate(documents.rules, documents.facts, history, now, crypto::Hash256{});
}

std::string_view outcomeOf(const policy::ReplayedPayment& one) {
    return one.atBest == one.atWorst ? policy::name(one.atBest) : "unknown";
}

Json replayDocument(const policy::ReplayedPayment& one) {
    Json::Array obligations;
    for (const policy::Obligation& obligation : one.obligations)
        obligations.push_back(policy::toJson(obligation));
    Json::Array rules;
    for (const policy::ReplayedRule& rule : one.rules)
        rules.push_back(Json::Object{
            {"effect", policy::name(rule.effect)}, {"id", rule.id}, {"truth", policy::name(rule.truth)}});
    return Json::Object{{"at", one.payment.time.seconds},
                        {"at_best", policy::name(one.atBest)},
                        {"at_worst", policy::name(one.atWorst)},
                        {"inputs", base::toHex(one.payment.inputs.span())},
                        {"obligations", std::move(obligations)},
                        {"outcome", outcomeOf(one)},
                        {"outflow", one.payment.outflow.satoshi()},
                        {"rules", std::move(rules)},
                        {"vault", base::toHex(one.payment.vault.span())}};
}

struct Counts {
    std::int64_t permitted = 0;
    std::int64_t needsApprovals = 0;
    std::int64_t denied = 0;
    std::int64_t unknown = 0;

    void add(const policy::ReplayedPayment& one) {
        if (one.atBest != one.atWorst) {
            ++unknown;
            return;
        }
        switch (one.atBest) {
        case policy::Outcome::permitted:
            ++permitted;
            return;
        case policy::Outcome::needs:
            ++needsApprovals;
            return;
        case policy::Outcome::notAllowed:
            ++denied;
            return;
        }
    }
};

std::string explain(const policy::ReplayedPayment& one) {
    std::string text = std::to_string(one.payment.time.seconds) + ": " +
                       std::to_string(one.payment.outflow.satoshi()) + " sat: " + std::string(outcomeOf(one));
    if (one.atBest != one.atWorst)
        text += " (at best " + std::string(policy::name(one.atBest)) + ", at worst " +
                std::string(policy::name(one.atWorst)) + ")";
    return text + ".\n";
}

} // namespace

Outcome<PolicyVerdict> judgeByPolicy(const PolicyQuestion& question) {
    STRONGROOM_ASSIGN(const Documents documents, readDocuments(question));
    STRONGROOM_ASSIGN(const policy::Decision decision, decide(documents, question.now));
    return PolicyVerdict{toJson(decision), explain(decision),
                         decision.outcome() == policy::Outcome::permitted};
}

Outcome<PolicySimulation> simulatePolicy(const PolicyQuestion& question) {
    STRONGROOM_ASSIGN(const Documents documents, readDocuments(question));
    STRONGROOM_ASSIGN(const policy::Decision decision, decide(documents, question.now));
    STRONGROOM_ASSIGN(policy::HistoryEntries entries, policy::parseHistoryEntries(documents.past));
    STRONGROOM_ASSIGN(const std::vector<policy::ReplayedPayment> replayed,
                      policy::replay(documents.rules, std::move(entries), documents.facts.source));
    Counts counts;
    Json::Array items;
    std::string lines;
    for (const policy::ReplayedPayment& one : replayed) {
        counts.add(one);
        items.push_back(replayDocument(one));
        lines += explain(one);
    }
    const std::string sums = std::to_string(counts.permitted) + " permitted, " +
                             std::to_string(counts.needsApprovals) + " would have needed approvals, " +
                             std::to_string(counts.denied) + " denied, " + std::to_string(counts.unknown) +
                             " could not be decided from the history.\n";
    return PolicySimulation{Json::Object{{"counts", Json::Object{{"denied", counts.denied},
                                                                 {"needs_approvals", counts.needsApprovals},
                                                                 {"permitted", counts.permitted},
                                                                 {"unknown", counts.unknown}}},
                                         {"decision", toJson(decision)},
                                         {"replay", std::move(items)}},
                            explain(decision) + sums + lines};
}

} // namespace strongroom::service
