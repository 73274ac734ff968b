// The audit log of a workspace.
#include "session.h"
#include "verbs.h"

#include "service/audit_log.h"

namespace strongroom::cli {

namespace {

constexpr std::int64_t DEFAULT_LIMIT = 200;
constexpr std::int64_t MAX_LIMIT = 1'000;

Json rowJson(const service::AuditRow& row) {
    return Json::Object{{"index", static_cast<std::int64_t>(row.index)},
                        {"at", row.at.seconds},
                        {"actor", row.actor},
                        {"kind", row.kind},
                        {"sentence", row.sentence},
                        {"subject", row.subjectId},
                        {"leaf_hash", row.leafHash},
                        {"refusal", row.refusal}};
}

Outcome<Answer> listLog(const Invocation& given) {
    service::AuditFilter filter;
    filter.text = given.value("--text").value_or("");
    filter.kind = given.value("--kind").value_or("");
    filter.actor = given.value("--actor").value_or("");
    STRONGROOM_ASSIGN(const auto offset, given.number("--offset"));
    STRONGROOM_ASSIGN(const auto limit, given.number("--limit"));
    if (limit.value_or(DEFAULT_LIMIT) < 1 || limit.value_or(DEFAULT_LIMIT) > MAX_LIMIT)
        return base::Unexpected(base::Failure("input.range", "A number is outside its range."));
    filter.offset = static_cast<std::size_t>(offset.value_or(0));
    filter.limit = static_cast<std::size_t>(limit.value_or(DEFAULT_LIMIT));
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const auto rows, service::listAudit(session.workspace, filter));
    Json::Array items;
    for (const service::AuditRow& row : rows)
        items.push_back(rowJson(row));
    return Answer{Json::Object{{"items", std::move(items)}}, Verdict::none, {}};
}

Outcome<Answer> showHead(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const service::AuditHead head, service::verifyAudit(session.workspace));
    const bool good = head.matchesSigner && head.findings.empty();
    return Answer{Json::Object{{"origin", head.origin},
                               {"size", static_cast<std::int64_t>(head.size)},
                               {"root", head.root},
                               {"checkpoint", head.checkpoint},
                               {"matches_signer", head.matchesSigner},
                               {"findings", Json::Array(head.findings.begin(), head.findings.end())}},
                  good ? Verdict::positive : Verdict::negative,
                  {}};
}

Outcome<Answer> exportLog(const Invocation& given) {
    STRONGROOM_ASSIGN(Session session, openSession(given));
    STRONGROOM_ASSIGN(const service::AuditBundle bundle,
                      service::exportAudit(session.workspace, absolutePath(given.arguments.front())));
    return Answer{Json::Object{{"records", static_cast<std::int64_t>(bundle.records)},
                               {"root", bundle.root},
                               {"files", Json::Array(bundle.files.begin(), bundle.files.end())}},
                  Verdict::none,
                  {}};
}

} // namespace

std::vector<Verb> auditVerbs() {
    return {
        {"audit log",
         "",
         0,
         0,
         {{"--text", "TEXT"}, {"--kind", "KIND"}, {"--actor", "NAME"}, {"--offset", "N"}, {"--limit", "N"}},
         "Records, newest first.",
         listLog},
        {"audit head", "", 0, 0, {}, "The log seal, compared with the records.", showHead},
        {"audit export", "FOLDER", 1, 1, {}, "A bundle that proves itself.", exportLog},
    };
}

} // namespace strongroom::cli
