#include "signer/engine/seat_journal.h"

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "base/check.h"
#include "crypto/kdf.h"
#include "signer/engine/errors.h"

namespace strongroom::signer {

namespace {

constexpr std::uint8_t SEALED = 1;
constexpr std::uint8_t CLEAR = 2;

using base::Failure;
using base::Json;

crypto::Hash256 ownerOf(const audit::LogName& log) {
    return crypto::taggedHash("strongroom/journal-owner/1", base::asBytes(log.origin()));
}

base::Unexpected<Failure> damaged() {
    return base::Unexpected(Failure(EngineError::journalUnreadable));
}

/// The parts of a sealed record; views into it.
struct SealedParts {
    crypto::AeadNonce nonce;
    std::vector<crypto::Hash256> hashes;
    base::ByteSpan associated;
    base::ByteSpan ciphertext;
};

std::optional<SealedParts> splitSealed(base::ByteSpan payload) {
    base::ByteReader reader(payload);
    SealedParts parts;
    const auto nonce = reader.fixed<crypto::AeadNonce>();
    const auto count = reader.u16();
    if (!nonce || !count)
        return std::nullopt;
    parts.nonce = *nonce;
    for (std::uint16_t i = 0; i < *count; ++i) {
        const auto hash = reader.fixed<crypto::Hash256>();
        if (!hash)
            return std::nullopt;
        parts.hashes.push_back(*hash);
    }
    parts.associated = payload.first(reader.position());
    parts.ciphertext = payload.subspan(reader.position());
    return parts;
}

/// What a locked seat may write, and so all that anybody who has no key to the journal could.
constexpr std::string_view CLEAR_KIND = "seat.unlock_failed";

std::optional<audit::LeafRecord> parseRecord(base::ByteSpan text) {
    const auto json = Json::parseCanonical(base::asText(text));
    if (!json)
        return std::nullopt;
    auto record = audit::LeafRecord::parse(*json);
    return record ? std::optional(std::move(*record)) : std::nullopt;
}

} // namespace

SeatJournal::SeatJournal(audit::JournalFile file, audit::LogName log, crypto::Ed25519KeyPair logKey,
                         base::Random& random)
    : m_file(std::move(file)), m_log(std::move(log)), m_logKey(std::move(logKey)), m_random(&random) {}

base::Result<SeatJournal, Failure> SeatJournal::create(base::FileSystem& files, const std::string& path,
                                                       const audit::LogName& log,
                                                       crypto::Ed25519KeyPair logKey, base::Random& random) {
    STRONGROOM_ASSIGN(audit::JournalFile file, audit::JournalFile::create(files, path, ownerOf(log)));
    return SeatJournal(std::move(file), log, std::move(logKey), random);
}

base::Result<SeatJournal, Failure> SeatJournal::open(base::FileSystem& files, const std::string& path,
                                                     const audit::LogName& log, crypto::Ed25519KeyPair logKey,
                                                     base::Random& random) {
    std::vector<Stored> stored;
    STRONGROOM_ASSIGN(
        audit::JournalFile file,
        audit::JournalFile::open(files, path, ownerOf(log),
                                 [&](const audit::JournalRecord& record, const audit::JournalHead&) {
                                     stored.push_back({record.type, record.payload});
                                 }));
    SeatJournal journal(std::move(file), log, std::move(logKey), random);
    for (const Stored& record : stored)
        STRONGROOM_TRY(journal.noteHashes(record));
    journal.m_stored = std::move(stored);
    return journal;
}

base::Result<void, Failure> SeatJournal::noteHashes(const Stored& stored) {
    if (stored.type == CLEAR) {
        const auto record = parseRecord(stored.payload);
        if (!record || record->leaf.kind() != CLEAR_KIND || !stands(record->leaf, m_tree.size()))
            return damaged();
        m_tree.append(record->leaf.hash());
        return {};
    }
    const auto parts = stored.type == SEALED ? splitSealed(stored.payload) : std::nullopt;
    if (!parts)
        return damaged();
    for (const crypto::Hash256& hash : parts->hashes)
        m_tree.append(hash);
    return {};
}

bool SeatJournal::stands(const audit::Leaf& leaf, std::uint64_t index) const {
    audit::LeafPosition position{index, std::nullopt};
    if (index > 0)
        position.previous = m_tree.leaf(index - 1);
    return leaf.log() == m_log && leaf.position() == position;
}

base::Result<void, Failure> SeatJournal::unlock(base::ByteSpan seatKey) {
    m_key = crypto::hkdfSha256<32>(seatKey, {}, base::asBytes("strongroom/journal/1"));
    m_ledger = Ledger();
    m_records.clear();
    for (const Stored& stored : m_stored) {
        if (auto done = read(stored); !done) {
            lock();
            return done;
        }
    }
    STRONGROOM_CHECK(m_records.size() == m_tree.size());
    return {};
}

void SeatJournal::lock() {
    m_key.reset();
    m_ledger = Ledger();
    m_records.clear();
}

base::Result<void, Failure> SeatJournal::read(const Stored& stored) {
    if (stored.type == CLEAR) {
        m_records.emplace_back(base::asText(stored.payload));
        return {};
    }
    const auto parts = splitSealed(stored.payload);
    if (!parts)
        return damaged();
    const auto plain =
        crypto::xchacha20Poly1305Open(*m_key, parts->nonce, parts->associated, parts->ciphertext);
    if (!plain)
        return base::Unexpected(Failure(EngineError::wrongSeatKey));
    const auto entry = Json::parseCanonical(base::asText(plain->span()));
    if (!entry)
        return damaged();
    base::JsonFields fields(*entry);
    const auto at = fields.integer("at");
    const Json* facts = fields.array("facts");
    const Json* leaves = fields.array("leaves");
    // A record without a leaf would have no place in the chain of leaves, and nobody would miss it.
    if (!fields.done() || parts->hashes.empty() || leaves->array()->size() != parts->hashes.size())
        return damaged();
    for (const Json& item : *facts->array()) {
        const auto fact = parseFact(item);
        if (!fact)
            return damaged();
        m_ledger.apply(*fact, {*at});
    }
    for (std::size_t i = 0; i < parts->hashes.size(); ++i) {
        const auto record = audit::LeafRecord::parse(leaves->array()->at(i));
        if (!record || record->leaf.hash() != parts->hashes[i] || !stands(record->leaf, m_records.size()))
            return damaged();
        m_records.push_back(leaves->array()->at(i).canonical());
    }
    return {};
}

base::Result<std::vector<audit::LeafRecord>, Failure>
SeatJournal::makeLeaves(std::span<const Happening> happenings) const {
    std::vector<audit::LeafRecord> leaves;
    audit::LeafPosition position{m_tree.size(), std::nullopt};
    if (m_tree.size() > 0)
        position.previous = m_tree.leaf(m_tree.size() - 1);
    for (const Happening& happening : happenings) {
        const crypto::Ed25519KeyPair& actor = happening.actor != nullptr ? *happening.actor : m_logKey;
        STRONGROOM_ASSIGN(audit::LeafRecord record,
                          audit::makeLeaf(m_log, position, happening.event, actor, *m_random));
        position = {position.index + 1, record.leaf.hash()};
        leaves.push_back(std::move(record));
    }
    return leaves;
}

base::Bytes SeatJournal::seal(base::UnixTime at, std::span<const Fact> facts,
                              const std::vector<audit::LeafRecord>& leaves) const {
    Json::Array factList;
    for (const Fact& fact : facts)
        factList.push_back(toJson(fact));
    Json::Array leafList;
    for (const audit::LeafRecord& leaf : leaves)
        leafList.push_back(leaf.toJson());
    const std::string plain =
        Json(
            Json::Object{{"at", at.seconds}, {"facts", std::move(factList)}, {"leaves", std::move(leafList)}})
            .canonical();
    const crypto::AeadNonce nonce = crypto::randomNonce(*m_random);
    base::ByteWriter writer;
    writer.bytes(nonce.span()).u16(static_cast<std::uint16_t>(leaves.size()));
    for (const audit::LeafRecord& leaf : leaves)
        writer.bytes(leaf.leaf.hash().span());
    const base::Bytes ciphertext =
        crypto::xchacha20Poly1305Seal(*m_key, nonce, writer.data(), base::asBytes(plain));
    writer.bytes(ciphertext);
    return writer.take();
}

base::Result<void, Failure> SeatJournal::append(base::UnixTime at, std::span<const Fact> facts,
                                                std::span<const Happening> happenings) {
    STRONGROOM_CHECK(!happenings.empty());
    STRONGROOM_ASSIGN(const std::vector<audit::LeafRecord> leaves, makeLeaves(happenings));
    std::vector<Stored> written;
    if (isUnlocked()) {
        written.push_back({SEALED, seal(at, facts, leaves)});
    } else {
        STRONGROOM_CHECK(facts.empty() && leaves.size() == 1 && leaves.front().leaf.kind() == CLEAR_KIND);
        for (const audit::LeafRecord& leaf : leaves)
            written.push_back({CLEAR, base::toBytes(base::asBytes(leaf.toJson().canonical()))});
    }
    for (Stored& stored : written) {
        STRONGROOM_TRY(m_file.append(stored.type, stored.payload));
        m_stored.push_back(std::move(stored));
    }
    for (const Fact& fact : facts)
        m_ledger.apply(fact, at);
    for (const audit::LeafRecord& leaf : leaves) {
        m_tree.append(leaf.leaf.hash());
        if (isUnlocked())
            m_records.push_back(leaf.toJson().canonical());
    }
    return {};
}

std::string SeatJournal::checkpoint() const {
    return audit::signCheckpoint({m_log.origin(), m_tree.size(), m_tree.root()}, m_logKey);
}

base::Result<std::string, audit::Error> SeatJournal::countersign(std::string_view note,
                                                                 base::UnixTime at) const {
    return audit::countersign(note, m_log.origin(), m_logKey, at);
}

} // namespace strongroom::signer
