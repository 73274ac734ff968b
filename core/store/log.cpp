#include "store/log.h"

#include "store/statement.h"

namespace strongroom::store {

namespace {

constexpr std::string_view LEAF_COLUMNS =
    "SELECT position, hash, bytes, salts, at, actor, kind, subject, sentence FROM leaf ";

Result<std::vector<LeafRow>> readLeaves(Statement& statement) {
    std::vector<LeafRow> leaves;
    for (;;) {
        STRONGROOM_ASSIGN(const bool more, statement.step());
        if (!more)
            return leaves;
        const auto hash = crypto::Hash256::from(statement.blob(1));
        if (!hash)
            return base::Unexpected(Error::badValue);
        leaves.push_back({static_cast<std::uint64_t>(statement.integer(0)),
                          *hash,
                          statement.blob(2),
                          statement.blob(3),
                          {statement.integer(4)},
                          statement.text(5),
                          statement.text(6),
                          statement.blob(7),
                          statement.text(8)});
    }
}

Result<std::optional<StoredCheckpoint>> readCheckpoint(Statement& statement) {
    STRONGROOM_ASSIGN(const bool found, statement.step());
    if (!found)
        return std::optional<StoredCheckpoint>();
    const auto root = crypto::Hash256::from(statement.blob(2));
    if (!root)
        return base::Unexpected(Error::badValue);
    return std::optional(StoredCheckpoint{statement.text(0),
                                          static_cast<std::uint64_t>(statement.integer(1)),
                                          *root,
                                          statement.text(3),
                                          {statement.integer(4)}});
}

} // namespace

Result<std::uint64_t> Log::size() const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, "SELECT coalesce(max(position) + 1, 0) FROM leaf"));
    STRONGROOM_TRY(statement.step());
    return static_cast<std::uint64_t>(statement.integer(0));
}

Result<void> Log::append(const LeafRow& leaf) {
    STRONGROOM_ASSIGN(const std::uint64_t next, size());
    if (leaf.position != next)
        return base::Unexpected(Error::conflict);
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database,
                                         "INSERT INTO leaf (position, hash, bytes, salts, at, actor, kind, "
                                         "subject, sentence) VALUES (?,?,?,?,?,?,?,?,?)"));
    return statement.bind(static_cast<std::int64_t>(leaf.position))
        .bind(leaf.hash.span())
        .bind(leaf.bytes)
        .bind(leaf.salts)
        .bind(leaf.at.seconds)
        .bind(leaf.actor)
        .bind(leaf.kind)
        .bind(leaf.subject)
        .bind(leaf.sentence)
        .run();
}

Result<std::vector<LeafRow>> Log::range(std::uint64_t from, std::uint64_t count) const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, std::string(LEAF_COLUMNS) +
                                                         "WHERE position >= ? ORDER BY position LIMIT ?"));
    statement.bind(static_cast<std::int64_t>(from)).bind(static_cast<std::int64_t>(count));
    return readLeaves(statement);
}

Result<std::vector<crypto::Hash256>> Log::hashes() const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, "SELECT hash FROM leaf ORDER BY position"));
    std::vector<crypto::Hash256> hashes;
    for (;;) {
        STRONGROOM_ASSIGN(const bool more, statement.step());
        if (!more)
            return hashes;
        const auto hash = crypto::Hash256::from(statement.blob(0));
        if (!hash)
            return base::Unexpected(Error::badValue);
        hashes.push_back(*hash);
    }
}

Result<std::vector<LeafRow>> Log::find(const LeafFilter& filter) const {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database, std::string(LEAF_COLUMNS) +
                                           "WHERE (?1 = '' OR instr(lower(sentence), lower(?1)) > 0) "
                                           "AND (?2 = '' OR kind = ?2 OR substr(kind, 1, length(?2) + 1) = "
                                           "?2 || '.') AND (?3 = '' OR actor = ?3) "
                                           "AND at >= ?4 AND at <= ?5 "
                                           "ORDER BY position DESC LIMIT ?6 OFFSET ?7"));
    statement.bind(filter.text)
        .bind(filter.kind)
        .bind(filter.actor)
        .bind(filter.from ? filter.from->seconds : INT64_MIN)
        .bind(filter.to ? filter.to->seconds : INT64_MAX)
        .bind(static_cast<std::int64_t>(filter.limit))
        .bind(static_cast<std::int64_t>(filter.offset));
    return readLeaves(statement);
}

Result<std::vector<LeafRow>> Log::about(base::ByteSpan subject) const {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database, std::string(LEAF_COLUMNS) + "WHERE subject = ? ORDER BY position"));
    return readLeaves(statement.bind(subject));
}

Result<void> Log::putCheckpoint(const StoredCheckpoint& checkpoint) {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database,
                                         "INSERT OR IGNORE INTO checkpoint (origin, size, root, note, at) "
                                         "VALUES (?,?,?,?,?)"));
    return statement.bind(checkpoint.origin)
        .bind(static_cast<std::int64_t>(checkpoint.size))
        .bind(checkpoint.root.span())
        .bind(checkpoint.note)
        .bind(checkpoint.at.seconds)
        .run();
}

Result<std::optional<StoredCheckpoint>> Log::latestCheckpoint(const std::string& origin) const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, "SELECT origin, size, root, note, at FROM checkpoint "
                                                     "WHERE origin = ? ORDER BY size DESC LIMIT 1"));
    return readCheckpoint(statement.bind(origin));
}

Result<std::vector<StoredCheckpoint>> Log::latestCheckpoints() const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database,
                                         "SELECT origin, size, root, note, at FROM checkpoint AS c WHERE "
                                         "size = (SELECT max(size) FROM checkpoint WHERE origin = c.origin) "
                                         "ORDER BY origin"));
    std::vector<StoredCheckpoint> checkpoints;
    for (;;) {
        STRONGROOM_ASSIGN(auto checkpoint, readCheckpoint(statement));
        if (!checkpoint)
            return checkpoints;
        checkpoints.push_back(std::move(*checkpoint));
    }
}

} // namespace strongroom::store
