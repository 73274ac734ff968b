// The seat's log for others: reading, countersigning, exporting.
#include "audit/bundle.h"
#include "signer/engine/fields.h"
#include "signer/engine/seat.h"

namespace strongroom::signer {

using base::Failure;
using base::Json;

namespace {

/// One answer: a page that stays well below MAX_FRAME.
constexpr std::size_t MAX_RECORDS = 256;
constexpr std::size_t MAX_PAGE_BYTES = 8 * 1024 * 1024;

} // namespace

Answer Seat::readLog(const Frame& request) {
    if (!m_journal || !m_journal->isUnlocked())
        return refuse(EngineError::locked);
    const auto from = integerField(request, "from");
    const auto records = m_journal->records();
    if (!from || *from < 0)
        return refuse(EngineError::badRequest);
    std::vector<base::Bytes> blobs;
    std::size_t bytes = 0;
    for (auto i = static_cast<std::size_t>(*from);
         i < records.size() && blobs.size() < MAX_RECORDS && bytes < MAX_PAGE_BYTES; ++i) {
        blobs.push_back(base::toBytes(base::asBytes(records[i])));
        bytes += records[i].size();
    }
    Frame answer = statusFrame();
    answer.blobs = std::move(blobs);
    return answer;
}

/// {origin, key, note}: checks another log's head and says that it was seen.
Answer Seat::countersign(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const auto key = fixedField<crypto::Ed25519PublicKey>(request, "key");
    const std::string origin = stringField(request, "origin");
    const std::string note = stringField(request, "note");
    const auto log = audit::LogName::parse(origin);
    if (!key || !log || log->treasury != m_authority->treasuryText())
        return refuse(EngineError::badRequest);
    const authority::LogRecord* registered = m_authority->findLog(log->log);
    if (registered == nullptr || registered->key != *key ||
        registered->state != authority::RecordState::active)
        return refuse(EngineError::unknownLog);
    STRONGROOM_ASSIGN(const SeatTime time, now());
    STRONGROOM_ASSIGN(const audit::Checkpoint seen, audit::verifyCheckpoint(note, origin, *key));
    const LogSeen head{origin, static_cast<std::int64_t>(seen.size), seen.root};
    if (const LogSeen* before = m_journal->ledger().logSeen(origin);
        before != nullptr &&
        (head.size < before->size || (head.size == before->size && head.root != before->root)))
        return refuse(EngineError::logRolledBack);
    STRONGROOM_ASSIGN(std::string countersigned, m_journal->countersign(note, time.stated));
    audit::Event event{.kind = "log.countersigned", .at = time.stated};
    event.refs = {seen.root};
    event.fields = {
        {"origin", Json(origin)}, {"size", Json(static_cast<std::int64_t>(seen.size))}, {"note", Json(note)}};
    const Fact fact = head;
    STRONGROOM_TRY(journal(std::span(&fact, 1), std::move(event)));
    return answerWith({{"note", std::move(countersigned)}});
}

/// {folder}: the bundle is written by the process that holds the log key, of what that process itself
/// recorded.
Answer Seat::exportBundle(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const std::string folder = stringField(request, "folder");
    if (folder.empty() || folder.front() != '/')
        return refuse(EngineError::badRequest);
    STRONGROOM_ASSIGN(const SeatTime time, now());
    STRONGROOM_TRY(journal({}, {.kind = "log.exported", .at = time.stated}));
    audit::BundleContent content;
    content.log = m_journal->log();
    if (m_authority->purpose() == authority::Purpose::training)
        content.mark = audit::BundleMark::training;
    content.exportedAt = time.stated;
    content.checkpoint = m_journal->checkpoint();
    for (const std::string& text : m_journal->records()) {
        const auto json = Json::parseCanonical(text);
        STRONGROOM_CHECK(json.has_value());
        STRONGROOM_ASSIGN(audit::LeafRecord record, audit::LeafRecord::parse(*json));
        content.leafHashes.push_back(record.leaf.hash());
        content.records.push_back(std::move(record));
    }
    content.keys.push_back({m_journal->logKey(), {}, "log key of this seat"});
    for (const quorum::Person& person : m_authority->roster().people()) {
        for (const quorum::Device& device : person.devices)
            content.keys.push_back({device.key, hexOf(person.id), person.name + ", " + device.label});
    }
    STRONGROOM_TRY(
        audit::exportBundle(*m_ports.files, folder, content, m_journal->signingKey(), *m_ports.random));
    Frame answer = statusFrame();
    answer.header.object()->insert({"records", static_cast<std::int64_t>(content.records.size())});
    return answer;
}

} // namespace strongroom::signer
