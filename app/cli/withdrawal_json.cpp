#include "withdrawal_json.h"

namespace strongroom::cli {

namespace {

Json textList(const std::vector<std::string>& texts) {
    return Json::Array(texts.begin(), texts.end());
}

std::string outcomeName(service::Verdict::Outcome outcome) {
    switch (outcome) {
    case service::Verdict::Outcome::notAllowed:
        return "not_allowed";
    case service::Verdict::Outcome::needsApprovals:
        return "needs";
    case service::Verdict::Outcome::permitted:
        return "permitted";
    }
    base::checkFailed("Verdict::Outcome");
}

Json flowJson(const std::vector<service::FlowEnd>& ends) {
    Json::Array list;
    for (const service::FlowEnd& end : ends)
        list.push_back(Json::Object{{"label", end.label},
                                    {"address", end.address},
                                    {"kind", end.kind},
                                    {"amount", end.amount.satoshi()},
                                    {"path", end.path},
                                    {"purpose", end.purpose},
                                    {"reference", end.reference}});
    return list;
}

Json basisJson(const service::FeeBasis& basis) {
    return Json::Object{{"source", std::string(service::basisName(basis.source))},
                        {"blocks", basis.blocks ? Json(std::int64_t{*basis.blocks}) : Json()},
                        {"as_of", basis.asOf ? Json(basis.asOf->seconds) : Json()},
                        {"stale", basis.stale}};
}

Json findingsJson(const std::vector<service::FindingLine>& lines) {
    Json::Array findings;
    for (const service::FindingLine& line : lines)
        findings.push_back(
            Json::Object{{"code", line.code}, {"severity", line.severity}, {"message", line.sentence}});
    return findings;
}

Json rowOrNull(const std::optional<service::WithdrawalRow>& row) {
    return row ? rowJson(*row) : Json();
}

Json approvalsJson(const std::vector<service::ApprovalLine>& approvals) {
    Json::Array list;
    for (const service::ApprovalLine& line : approvals)
        list.push_back(Json::Object{{"person", line.person},
                                    {"role", line.role},
                                    {"at", line.at.seconds},
                                    {"device", line.device},
                                    {"counts", line.counts},
                                    {"sentence", line.sentence}});
    return list;
}

} // namespace

Json rowJson(const service::WithdrawalRow& row) {
    return Json::Object{{"id", row.id},
                        {"kind", std::string(service::kindName(row.kind))},
                        {"version_of", row.versionOf.empty() ? Json() : Json(row.versionOf)},
                        {"payee", row.payee},
                        {"vault", row.vault},
                        {"tier", row.tier},
                        {"amount", row.amount.satoshi()},
                        {"fee", row.fee.satoshi()},
                        {"phase", std::string(service::phaseName(row.phase))},
                        {"sentence", row.sentence},
                        {"waits_for_me", row.waitsForMe},
                        {"reference", row.reference},
                        {"proposed_at", row.proposedAt.seconds}};
}

Json verdictJson(const service::Verdict& verdict) {
    Json::Array obligations;
    for (const service::ObligationLine& line : verdict.obligations)
        obligations.push_back(Json::Object{{"sentence", line.sentence},
                                           {"needed", line.needed},
                                           {"met", line.met},
                                           {"met_by", textList(line.metBy)},
                                           {"can_be_met_by", textList(line.canBeMetBy)}});
    Json::Array rules;
    for (const service::RuleLine& line : verdict.rules)
        rules.push_back(Json::Object{{"rule", line.rule},
                                     {"effect", line.effect},
                                     {"applies", line.matched},
                                     {"unknown", line.unknown},
                                     {"sentence", line.sentence}});
    return Json::Object{{"outcome", outcomeName(verdict.outcome)},
                        {"code", verdict.code},
                        {"sentence", verdict.sentence},
                        {"obligations", std::move(obligations)},
                        {"rules", std::move(rules)}};
}

Json ceilingJson(const std::optional<service::FeeCeiling>& ceiling) {
    if (!ceiling)
        return {};
    return Json::Object{{"max_fee", ceiling->maxFee.satoshi()},
                        {"max_feerate", ceiling->maxFeeRateSatPerKvb}};
}

Json previewJson(const service::WithdrawalPreview& preview) {
    return Json::Object{{"amount", preview.amount.satoshi()},
                        {"fee", preview.fee.satoshi()},
                        {"feerate", preview.feeRateSatPerKvb},
                        {"fee_source", preview.feeSource},
                        {"fee_basis", basisJson(preview.feeBasis)},
                        {"ceiling", ceilingJson(preview.ceiling)},
                        {"outflow", preview.outflow.satoshi()},
                        {"available_before", preview.availableBefore.satoshi()},
                        {"available_after", preview.availableAfter.satoshi()},
                        {"inputs", flowJson(preview.inputs)},
                        {"outputs", flowJson(preview.outputs)},
                        {"findings", findingsJson(preview.findings)},
                        {"duplicate_of", rowOrNull(preview.duplicateOf)},
                        {"verdict", verdictJson(preview.verdict)}};
}

Json batchJson(const service::BatchPreview& preview) {
    Json::Array lines;
    for (const service::BatchLine& line : preview.lines)
        lines.push_back(Json::Object{{"line", static_cast<std::int64_t>(line.line)},
                                     {"payee", line.payee},
                                     {"address", line.address},
                                     {"amount", line.amount.satoshi()},
                                     {"purpose", line.purpose},
                                     {"reference", line.reference},
                                     {"duplicate_of", rowOrNull(line.duplicateOf)}});
    Json::Array problems;
    for (const service::BatchProblem& problem : preview.problems)
        problems.push_back(Json::Object{{"line", static_cast<std::int64_t>(problem.line)},
                                        {"column", problem.column},
                                        {"code", problem.code},
                                        {"message", problem.sentence}});
    return Json::Object{{"file_sha256", preview.fileHash},
                        {"total", preview.total.satoshi()},
                        {"lines", std::move(lines)},
                        {"problems", std::move(problems)},
                        {"withdrawal", preview.withdrawal ? previewJson(*preview.withdrawal) : Json()}};
}

Json replacementJson(const service::ReplacementPreview& preview) {
    return Json::Object{{"replaces", preview.replaces},
                        {"fee_before", preview.feeBefore.satoshi()},
                        {"feerate_before", preview.feeRateBefore},
                        {"fee", preview.fee.satoshi()},
                        {"feerate", preview.feeRateSatPerKvb},
                        {"least_feerate", preview.leastFeeRate},
                        {"fee_source", preview.feeSource},
                        {"fee_basis", basisJson(preview.feeBasis)},
                        {"ceiling", ceilingJson(preview.ceiling)},
                        {"covered", preview.covered},
                        {"sentence", preview.sentence},
                        {"outflow", preview.outflow.satoshi()},
                        {"inputs", flowJson(preview.inputs)},
                        {"outputs", flowJson(preview.outputs)},
                        {"verdict", verdictJson(preview.verdict)}};
}

Json sweepJson(const service::SweepPreview& preview) {
    return Json::Object{{"vault", preview.vaultId},
                        {"fee", preview.fee.satoshi()},
                        {"feerate", preview.feeRateSatPerKvb},
                        {"package_feerate", preview.packageFeeRate},
                        {"parent_fee", preview.parentFee.satoshi()},
                        {"fee_source", preview.feeSource},
                        {"fee_basis", basisJson(preview.feeBasis)},
                        {"change", preview.change.satoshi()},
                        {"inputs", flowJson(preview.inputs)},
                        {"outputs", flowJson(preview.outputs)},
                        {"verdict", verdictJson(preview.verdict)}};
}

Json detailJson(const service::WithdrawalDetail& detail) {
    Json json = rowJson(detail.row);
    Json::Array timeline;
    for (const service::TimelineLine& line : detail.timeline)
        timeline.push_back(
            Json::Object{{"at", line.at.seconds}, {"who", line.who}, {"sentence", line.sentence}});
    Json::Array versions;
    for (const service::VersionLine& line : detail.versions)
        versions.push_back(Json::Object{{"id", line.id},
                                        {"kind", std::string(service::kindName(line.kind))},
                                        {"fee", line.fee.satoshi()},
                                        {"phase", std::string(service::phaseName(line.phase))},
                                        {"sentence", line.sentence}});
    json.object()->insert(
        {{"ceiling", ceilingJson(detail.ceiling)},
         {"versions", std::move(versions)},
         {"proposer", detail.proposer},
         {"purpose", detail.purpose},
         {"intent_digest", detail.intentDigest},
         {"txid", detail.txid},
         {"inputs", flowJson(detail.inputs)},
         {"outputs", flowJson(detail.outputs)},
         {"outflow", detail.outflow.satoshi()},
         {"feerate", detail.feeRateSatPerKvb},
         {"verdict", verdictJson(detail.verdict)},
         {"approvals", approvalsJson(detail.approvals)},
         {"signatures_have", detail.signaturesHave},
         {"signatures_needed", detail.signaturesNeeded},
         {"keys", detail.keysTotal},
         {"confirmations", detail.confirmations ? Json(std::int64_t{*detail.confirmations}) : Json()},
         {"findings", findingsJson(detail.findings)},
         {"timeline", std::move(timeline)},
         {"next", detail.nextSentence},
         {"one_computer", detail.allOnOneComputer},
         {"expires_at", detail.expiresAt.seconds}});
    return json;
}

} // namespace strongroom::cli
