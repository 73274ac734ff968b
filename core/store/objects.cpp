#include "store/objects.h"

#include "store/statement.h"

namespace strongroom::store {

namespace {

constexpr std::string_view OBJECT_COLUMNS =
    "SELECT hash, id, type, subject, bytes, received_at, origin FROM object ";

Result<StoredObject> readObject(const Statement& row) {
    const auto hash = crypto::Hash256::from(row.blob(0));
    const auto id = crypto::Hash256::from(row.blob(1));
    if (!hash || !id)
        return base::Unexpected(Error::badValue);
    return StoredObject{*hash, *id, row.text(2), row.blob(3), row.blob(4), {row.integer(5)}, row.text(6)};
}

Result<std::vector<StoredObject>> readObjects(Statement& statement) {
    std::vector<StoredObject> objects;
    for (;;) {
        STRONGROOM_ASSIGN(const bool more, statement.step());
        if (!more)
            return objects;
        STRONGROOM_ASSIGN(StoredObject object, readObject(statement));
        objects.push_back(std::move(object));
    }
}

Result<std::vector<base::Bytes>> readBlobs(Statement& statement) {
    std::vector<base::Bytes> blobs;
    for (;;) {
        STRONGROOM_ASSIGN(const bool more, statement.step());
        if (!more)
            return blobs;
        blobs.push_back(statement.blob(0));
    }
}

} // namespace

Result<void> Objects::put(const StoredObject& object) {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, "INSERT OR IGNORE INTO object (hash, id, type, subject, "
                                                     "bytes, received_at, origin) VALUES (?,?,?,?,?,?,?)"));
    return statement.bind(object.hash.span())
        .bind(object.id.span())
        .bind(object.type)
        .bind(object.subject)
        .bind(object.bytes)
        .bind(object.receivedAt.seconds)
        .bind(object.origin)
        .run();
}

Result<std::optional<StoredObject>> Objects::byHash(const crypto::Hash256& hash) const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, std::string(OBJECT_COLUMNS) + "WHERE hash = ?"));
    STRONGROOM_ASSIGN(const bool found, statement.bind(hash.span()).step());
    if (!found)
        return std::optional<StoredObject>();
    STRONGROOM_ASSIGN(StoredObject object, readObject(statement));
    return std::optional(std::move(object));
}

Result<std::vector<StoredObject>> Objects::about(base::ByteSpan subject) const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, std::string(OBJECT_COLUMNS) +
                                                         "WHERE subject = ? ORDER BY received_at, hash"));
    return readObjects(statement.bind(subject));
}

Result<std::vector<StoredObject>> Objects::ofType(const std::string& type) const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, std::string(OBJECT_COLUMNS) +
                                                         "WHERE type = ? ORDER BY received_at, hash"));
    return readObjects(statement.bind(type));
}

Result<void> Objects::putDocument(const crypto::Hash256& hash, base::ByteSpan bytes) {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database, "INSERT OR IGNORE INTO document (hash, bytes) VALUES (?,?)"));
    return statement.bind(hash.span()).bind(bytes).run();
}

Result<std::optional<base::Bytes>> Objects::document(const crypto::Hash256& hash) const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, "SELECT bytes FROM document WHERE hash = ?"));
    STRONGROOM_ASSIGN(const bool found, statement.bind(hash.span()).step());
    return found ? std::optional(statement.blob(0)) : std::nullopt;
}

Result<std::vector<base::Bytes>> Objects::allDocuments() const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, "SELECT bytes FROM document ORDER BY hash"));
    return readBlobs(statement);
}

Result<void> Objects::putHead(std::int64_t version, base::ByteSpan object) {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, "INSERT INTO head (version, object) VALUES (?,?)"));
    return statement.bind(version).bind(object).run();
}

Result<std::vector<base::Bytes>> Objects::heads() const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, "SELECT object FROM head ORDER BY version"));
    return readBlobs(statement);
}

Result<std::optional<std::string>> Settings::get(const std::string& name) const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, "SELECT value FROM setting WHERE name = ?"));
    STRONGROOM_ASSIGN(const bool found, statement.bind(name).step());
    return found ? std::optional(statement.text(0)) : std::nullopt;
}

Result<void> Settings::set(const std::string& name, const std::string& value) {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database,
                                         "INSERT INTO setting (name, value) VALUES (?,?) "
                                         "ON CONFLICT (name) DO UPDATE SET value = excluded.value"));
    return statement.bind(name).bind(value).run();
}

} // namespace strongroom::store
