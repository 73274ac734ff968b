#include "store/statement.h"

#include "base/check.h"

#include <sqlite3.h>
#include <utility>

namespace strongroom::store {

Error errorFrom(int sqliteCode) {
    // Opening makes the WAL's index first: on a full disk that is what fails.
    if (sqliteCode == SQLITE_IOERR_SHMSIZE)
        return Error::diskFull;
    switch (sqliteCode & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Error::busy;
    case SQLITE_READONLY:
        return Error::readOnly;
    case SQLITE_FULL:
        return Error::diskFull;
    case SQLITE_NOTADB:
        return Error::wrongKey;
    case SQLITE_CORRUPT:
        return Error::damaged;
    case SQLITE_CONSTRAINT:
        return Error::conflict;
    case SQLITE_CANTOPEN:
        return Error::notFound;
    default:
        return Error::ioError;
    }
}

Result<Statement> Statement::prepare(const Database& database, std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    STRONGROOM_CHECK((code & 0xff) != SQLITE_MISUSE);
    // The statements are our own and tested: what this file does not know, somebody took out of it.
    if ((code & 0xff) == SQLITE_ERROR)
        return base::Unexpected(Error::damaged);
    if (code != SQLITE_OK)
        return base::Unexpected(errorFrom(code));
    return Statement(statement);
}

Statement::Statement(Statement&& other) noexcept
    : m_statement(std::exchange(other.m_statement, nullptr)), m_next(other.m_next) {}

Statement::~Statement() {
    sqlite3_finalize(m_statement);
}

Statement& Statement::bind(std::int64_t value) {
    STRONGROOM_CHECK(sqlite3_bind_int64(m_statement, m_next++, value) == SQLITE_OK);
    return *this;
}

Statement& Statement::bind(std::string_view value) {
    // An empty view may have a null pointer, which SQLite would bind as NULL.
    const char* data = value.empty() ? "" : value.data();
    STRONGROOM_CHECK(sqlite3_bind_text64(m_statement, m_next++, data, value.size(), SQLITE_TRANSIENT,
                                         SQLITE_UTF8) == SQLITE_OK);
    return *this;
}

Statement& Statement::bind(base::ByteSpan value) {
    const int code = value.empty() ? sqlite3_bind_zeroblob(m_statement, m_next++, 0)
                                   : sqlite3_bind_blob64(m_statement, m_next++, value.data(), value.size(),
                                                         SQLITE_TRANSIENT);
    STRONGROOM_CHECK(code == SQLITE_OK);
    return *this;
}

Statement& Statement::bindNull() {
    STRONGROOM_CHECK(sqlite3_bind_null(m_statement, m_next++) == SQLITE_OK);
    return *this;
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return base::Unexpected(errorFrom(sqlite3_extended_errcode(sqlite3_db_handle(m_statement))));
}

Result<void> Statement::run() {
    for (;;) {
        STRONGROOM_ASSIGN(const bool more, step());
        if (!more)
            return {};
    }
}

void Statement::reset() {
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
    m_next = 1;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement, column);
}

std::optional<std::int64_t> Statement::optionalInteger(int column) const {
    if (sqlite3_column_type(m_statement, column) == SQLITE_NULL)
        return std::nullopt;
    return integer(column);
}

std::string Statement::text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return data == nullptr
               ? std::string()
               : std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column)));
}

base::Bytes Statement::blob(int column) const {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(m_statement, column));
    return data == nullptr ? base::Bytes()
                           : base::Bytes(data, data + sqlite3_column_bytes(m_statement, column));
}

} // namespace strongroom::store
