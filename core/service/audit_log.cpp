#include "service/audit_log.h"

#include "audit/checkpoint.h"
#include "service/workspace_state.h"
#include "store/log.h"

namespace strongroom::service {

namespace {

constexpr std::size_t MAX_PAGE = 1'000;
constexpr std::string_view REFUSED = "signer.refused";
constexpr std::string_view UNLOCK_FAILED = "seat.unlock_failed";

AuditRow rowOf(const store::LeafRow& leaf) {
    return {.index = leaf.position,
            .at = leaf.at,
            .actor = leaf.actor,
            .kind = leaf.kind,
            .sentence = leaf.sentence,
            .subjectId = base::toHex(leaf.subject),
            .leafHash = hexOf(leaf.hash),
            .refusal = leaf.kind == REFUSED || leaf.kind == UNLOCK_FAILED};
}

/// The tree over the leaves as they are in the database now; findings for whatever does not fit together.
Outcome<audit::MerkleTree> rebuild(State& state, std::vector<std::string>& findings) {
    const store::Log log(state.database);
    const std::string origin = audit::LogName{state.card.treasuryId, state.log}.origin();
    audit::MerkleTree tree;
    for (;;) {
        STRONGROOM_ASSIGN(const auto page, log.range(tree.size(), MAX_PAGE));
        if (page.empty())
            return tree;
        for (const store::LeafRow& row : page) {
            const auto leaf = audit::Leaf::parse(row.bytes);
            const std::string where = "Record " + std::to_string(tree.size());
            if (!leaf || leaf->position().index != tree.size() || leaf->log().origin() != origin)
                findings.push_back(where + " is not a record of this log at its place.");
            else if (leaf->hash() != row.hash || leaf->kind() != row.kind || leaf->at() != row.at)
                findings.push_back(where + " is shown differently from what it says.");
            tree.append(audit::leafHash(row.bytes));
        }
    }
}

} // namespace

Outcome<std::vector<AuditRow>> listAudit(Workspace& workspace, const AuditFilter& filter) {
    if (filter.limit == 0 || filter.limit > MAX_PAGE)
        return base::Unexpected(Error::rangeInvalid);
    store::LeafFilter query;
    query.text = filter.text;
    query.kind = filter.kind;
    query.actor = filter.actor;
    query.from = filter.from;
    query.to = filter.to;
    query.offset = filter.offset;
    query.limit = filter.limit;
    STRONGROOM_ASSIGN(const auto leaves, store::Log(workspace.state().database).find(query));
    std::vector<AuditRow> rows;
    for (const store::LeafRow& leaf : leaves)
        rows.push_back(rowOf(leaf));
    return rows;
}

Outcome<AuditHead> verifyAudit(Workspace& workspace) {
    State& state = workspace.state();
    AuditHead head;
    head.origin = audit::LogName{state.card.treasuryId, state.log}.origin();
    if (const auto pulled = pullLog(state); !pulled)
        head.findings.push_back(pulled.error().message);
    STRONGROOM_ASSIGN(const audit::MerkleTree tree, rebuild(state, head.findings));
    head.size = tree.size();
    head.root = hexOf(tree.root());
    STRONGROOM_ASSIGN(const signer::Frame status, askSigner(state, {.verb = "status"}));
    STRONGROOM_ASSIGN(head.checkpoint, textOf(status, "checkpoint"));
    STRONGROOM_ASSIGN(const std::string keyHex, textOf(status, "log_key"));
    // The key that the founders signed for, not the one that the process says it has.
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    const authority::LogRecord* record = registry->state().findLog(state.log);
    if (record == nullptr || hexOf(record->key) != keyHex) {
        head.findings.push_back("The seat's log key is not the one that the authority names.");
        return head;
    }
    const auto sealed = audit::verifyCheckpoint(head.checkpoint, head.origin, record->key);
    if (!sealed)
        head.findings.push_back(std::string(describe(sealed.error()).sentence));
    head.matchesSigner = sealed && sealed->size == tree.size() && sealed->root == tree.root();
    if (sealed && !head.matchesSigner)
        head.findings.push_back("The records here are not those that the log seal covers.");
    return head;
}

Outcome<AuditBundle> exportAudit(Workspace& workspace, const std::string& folder) {
    State& state = workspace.state();
    if (folder.empty() || folder.front() != '/' || state.ports.files->exists(folder))
        return base::Unexpected(Error::fileExists);
    // The process that holds the log key writes the bundle, of what that process itself recorded.
    STRONGROOM_ASSIGN(const signer::Frame reply, askSigner(state, {"export", {{"folder", folder}}, {}}));
    static_cast<void>(pullLog(state)); // the export is a record; it is copied now or next time
    AuditBundle bundle;
    bundle.folder = folder;
    STRONGROOM_ASSIGN(const std::int64_t records, numberOf(reply, "records"));
    bundle.records = static_cast<std::uint64_t>(records);
    STRONGROOM_ASSIGN(bundle.root, textOf(reply, "root"));
    STRONGROOM_ASSIGN(bundle.files, state.ports.files->list(folder));
    return bundle;
}

} // namespace strongroom::service
