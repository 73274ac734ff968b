#include "signer/engine/spend_report.h"

#include "base/text_encoding.h"
#include "bitcoin/address.h"
#include "policy/wording.h"
#include "vault/finding.h"

#include <algorithm>

namespace strongroom::signer {

using base::Json;

namespace {

std::string personName(const authority::AuthorityState& authority, const quorum::PersonId& id) {
    const quorum::Person* person = authority.roster().find(id);
    return person != nullptr ? person->name : base::toHex(id.span()).substr(0, 8);
}

std::string addressOf(base::ByteSpan script, bitcoin::Network network) {
    return bitcoin::encodeAddress(script, network).value_or("");
}

std::string payeeName(const treasury::Registry& registry, const crypto::Hash256& id) {
    const authority::PayeeEntry* payee = registry.state().findPayee(id);
    return payee != nullptr ? payee->record.name : "";
}

Json reportInput(const vault::ReviewedInput& input, const treasury::Registry& registry) {
    Json::Object line{{"outpoint", bitcoin::toText(input.outpoint)},
                      {"amount", Json()},
                      {"address", ""},
                      {"vault", ""},
                      {"path", ""}};
    if (input.spent) {
        line.insert_or_assign("amount", input.spent->amount.satoshi());
        line.insert_or_assign("address", addressOf(input.spent->scriptPubKey, registry.network()));
    }
    if (input.own) {
        line.insert_or_assign("vault", registry.vaults()[input.own->vault].name);
        line.insert_or_assign("path", input.own->path().text());
    }
    return Json(std::move(line));
}

Json reportOutput(const vault::ReviewedOutput& output, const policy::SpendOutput& fact,
                  const treasury::Registry& registry) {
    Json::Object line{{"class", std::string(policy::name(output.outputClass))},
                      {"amount", output.amount.satoshi()},
                      {"address", addressOf(output.scriptPubKey, registry.network())},
                      {"label", ""},
                      {"path", ""}};
    if (output.own) {
        line.insert_or_assign("label", registry.vaults()[output.own->vault].name);
        line.insert_or_assign("path", output.own->path().text());
    } else if (fact.payee) {
        line.insert_or_assign("label", payeeName(registry, *fact.payee));
    }
    return Json(std::move(line));
}

template <typename T, typename Number>
Json numberOrNull(const policy::Fact<T>& fact, Number number) {
    return fact.stated() ? Json(number(*fact.stated())) : Json();
}

Json::Array names(const std::vector<quorum::PersonId>& people, const authority::AuthorityState& authority) {
    Json::Array list;
    for (const quorum::PersonId& person : people)
        list.emplace_back(personName(authority, person));
    return list;
}

Json reportObligation(const policy::ApprovalsObligation& obligation, const quorum::ObligationCount& count,
                      const authority::AuthorityState& authority) {
    std::vector<quorum::PersonId> metBy;
    for (const quorum::CountedVote& vote : count.counted)
        metBy.push_back(vote.person);
    return Json::Object{{"sentence", policy::capitalised(policy::inWords(policy::Obligation(obligation)))},
                        {"needed", static_cast<std::int64_t>(count.needed)},
                        {"met_by", names(metBy, authority)},
                        {"can_be_met_by", names(count.couldStill, authority)}};
}

Json::Array reportStatements(const treasury::Tally& tally, const authority::AuthorityState& authority) {
    Json::Array lines;
    const auto add = [&](const std::vector<treasury::Standing>& statements, bool counts) {
        for (const treasury::Standing& standing : statements) {
            const quorum::Person* person = authority.roster().find(standing.statement.person);
            const bool officer = person != nullptr && person->hasRole(quorum::Role::officer);
            lines.emplace_back(Json::Object{{"person", personName(authority, standing.statement.person)},
                                            {"role", officer ? "officer" : ""},
                                            {"kind", std::string(treasury::name(standing.statement.kind))},
                                            {"at", standing.statement.at.seconds},
                                            {"counts", counts},
                                            {"sentence", ""}});
        }
    };
    add(tally.counted, true);
    add(tally.rejections, false);
    add(tally.openQuestions, false);
    add(tally.takenBack, false);
    for (const treasury::Dismissed& dismissed : tally.dismissed)
        lines.emplace_back(Json::Object{
            {"person", dismissed.person ? personName(authority, *dismissed.person) : std::string()},
            {"role", ""},
            {"kind", "approval"},
            {"at", 0},
            {"counts", false},
            {"sentence", std::string(dismissed.why.sentence)}});
    return lines;
}

} // namespace

Json::Object reportReview(const psbt::Psbt& psbt, const vault::SpendReview& review,
                          const treasury::Registry& registry) {
    const auto satoshi = [](const base::Amount& amount) { return amount.satoshi(); };
    Json::Array inputs;
    for (const vault::ReviewedInput& input : review.inputs)
        inputs.push_back(reportInput(input, registry));
    Json::Array outputs;
    for (std::size_t i = 0; i < review.outputs.size(); ++i)
        outputs.push_back(reportOutput(review.outputs[i], review.facts.outputs[i], registry));
    Json::Array findings;
    for (const vault::Finding& finding : review.findings)
        findings.emplace_back(Json::Object{{"code", std::string(finding.codeText())},
                                           {"severity", std::string(vault::name(finding.severity))},
                                           {"sentence", finding.message}});
    Json::Object report{
        {"txid", bitcoin::toText(psbt.tx.txid())},
        {"network", std::string(bitcoin::name(registry.network()))},
        {"vault", ""},
        {"inputs", std::move(inputs)},
        {"outputs", std::move(outputs)},
        {"findings", std::move(findings)},
        {"outflow", numberOrNull(policy::deriveOutflow(review.facts), satoshi)},
        {"fee", numberOrNull(policy::deriveFee(review.facts), satoshi)},
        {"fee_rate", numberOrNull(policy::deriveFeeRate(review.facts),
                                  [](const base::FeeRate& rate) { return rate.satPerKvb(); })}};
    if (review.sourceVault)
        report.insert_or_assign("vault", registry.vaults()[*review.sourceVault].name);
    return report;
}

Json::Object reportWords(const treasury::MessageIntent& intent, const treasury::Registry& registry) {
    const vault::MessageRequest& request = intent.request;
    Json::Array coins;
    for (const vault::FundsCoin& coin : request.coins) {
        if (coin.vout < coin.transaction.outputs.size())
            coins.emplace_back(
                Json::Object{{"outpoint", bitcoin::toText({coin.transaction.txid(), coin.vout})},
                             {"amount", coin.transaction.outputs[coin.vout].amount.satoshi()}});
    }
    // What is no text is shown as none: it is refused anyway.
    const bool isText = psbt::checkMessageToSign(request.message, psbt::Characters::plainUtf8).has_value();
    Json::Object report{{"network", std::string(bitcoin::name(registry.network()))},
                        {"message", std::string(isText ? base::asText(request.message) : "")},
                        {"message_hash", base::toHex(psbt::messageHash(request.message).span())},
                        {"coins", std::move(coins)},
                        {"vault", ""},
                        {"address", ""}};
    for (std::size_t i = 0; i < registry.vaults().size(); ++i) {
        if (registry.vaultRecord(i) != intent.vault)
            continue;
        const vault::Vault& vault = registry.vaults()[i];
        report.insert_or_assign("vault", vault.name);
        if (const auto script = vault.descriptor.derive(request.place.branch, request.place.index))
            report.insert_or_assign("address", addressOf(script->scriptPubKey, vault.network));
    }
    return report;
}

namespace {

/// What is the same of a payment and of words. `Intent`: treasury::Intent or treasury::MessageIntent.
template <typename Intent>
Json::Object reportVerdict(const Intent& intent, const policy::Decision& decision,
                           const treasury::Tally& tally, const authority::AuthorityState& authority) {
    Json::Array obligations;
    for (std::size_t i = 0; i < tally.approvals.size(); ++i)
        obligations.push_back(reportObligation(tally.approvals[i], tally.quorum.obligations()[i], authority));
    Json::Array rules;
    for (const policy::RuleOutcome& rule : decision.rules())
        rules.emplace_back(Json::Object{{"rule", rule.id},
                                        {"effect", std::string(policy::name(rule.effect))},
                                        {"applies", rule.applies},
                                        {"unknown", rule.condition == policy::Truth::unknown},
                                        {"sentence", rule.sentence}});
    return {{"intent", base::toHex(treasury::intentDigest(intent).span())},
            {"proposer", personName(authority, intent.initiator)},
            {"expires_at", intent.expiry.seconds},
            {"outcome", std::string(policy::name(decision.outcome()))},
            {"sentence", decision.sentence()},
            {"rules", std::move(rules)},
            {"obligations", std::move(obligations)},
            {"statements", reportStatements(tally, authority)}};
}

} // namespace

Json::Object reportJudgement(const treasury::Judgement& judgement,
                             const authority::AuthorityState& authority) {
    const treasury::Intent& intent = judgement.intent().intent();
    Json::Object report = reportVerdict(intent, judgement.decision(), judgement.tally(), authority);
    report.insert_or_assign("withdrawal", base::toHex(treasury::withdrawalId(intent).span()));
    return report;
}

Json::Object reportJudgement(const treasury::MessageJudgement& judgement,
                             const authority::AuthorityState& authority) {
    Json::Object report =
        reportVerdict(judgement.intent().intent(), judgement.decision(), judgement.tally(), authority);
    report.insert_or_assign("format", std::string(psbt::name(judgement.draft().format)));
    return report;
}

} // namespace strongroom::signer
