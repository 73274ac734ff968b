#include "store/database.h"

#include "base/check.h"
#include "store/schema.h"
#include "store/statement.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace strongroom::store {

namespace {

constexpr int BUSY_WAIT_MILLISECONDS = 5'000;

Result<void> execute(sqlite3* handle, std::string_view sql) {
    const int code = sqlite3_exec(handle, std::string(sql).c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return base::Unexpected(errorFrom(sqlite3_extended_errcode(handle)));
    return {};
}

/// `PRAGMA key = "x'…'"`: the raw key, so that no passphrase derivation runs. The text is wiped; SQLCipher
/// copies the key into memory that it wipes itself.
Result<void> giveKey(sqlite3* handle, base::ByteSpan key) {
    STRONGROOM_CHECK(key.size() == Database::KEY_SIZE);
    static constexpr std::string_view DIGITS = "0123456789abcdef";
    std::array<char, 2 * Database::KEY_SIZE + 4> text{}; // x'…' and a zero
    text[0] = 'x';
    text[1] = '\'';
    for (std::size_t i = 0; i < key.size(); ++i) {
        text[2 + 2 * i] = DIGITS[key[i] >> 4U];
        text[3 + 2 * i] = DIGITS[key[i] & 15U];
    }
    text[2 + 2 * Database::KEY_SIZE] = '\'';
    const int length = static_cast<int>(text.size() - 1);
    const int code = sqlite3_key(handle, text.data(), length);
    volatile char* wipe = text.data();
    for (std::size_t i = 0; i < text.size(); ++i)
        wipe[i] = 0;
    if (code != SQLITE_OK)
        return base::Unexpected(errorFrom(code));
    return {};
}

/// A connection whose key is set and tried; all cipher settings come before the first access (sqlcipher issue
/// 613).
Result<sqlite3*> connect(const std::string& file, base::ByteSpan key, int flags) {
    sqlite3* handle = nullptr;
    int code =
        sqlite3_open_v2(file.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, nullptr);
    const auto setUp = [&]() -> Result<void> {
        if (code != SQLITE_OK)
            return base::Unexpected(errorFrom(code));
        sqlite3_extended_result_codes(handle, 1);
        sqlite3_busy_timeout(handle, BUSY_WAIT_MILLISECONDS);
        STRONGROOM_TRY(execute(handle, "PRAGMA cipher_log_level = NONE")); // its errors come back as codes
        STRONGROOM_TRY(giveKey(handle, key));
        STRONGROOM_TRY(execute(handle, "PRAGMA cipher_compatibility = 4"));
        STRONGROOM_TRY(execute(handle, "PRAGMA cipher_memory_security = ON"));
        STRONGROOM_TRY(execute(handle, "PRAGMA temp_store = MEMORY"));
        STRONGROOM_TRY(execute(handle, "PRAGMA foreign_keys = ON"));
        STRONGROOM_TRY(execute(handle, "PRAGMA trusted_schema = OFF"));
        return execute(handle, "SELECT count(*) FROM sqlite_master"); // fails with a wrong key
    };
    if (const auto ready = setUp(); !ready) {
        sqlite3_close(handle);
        return base::Unexpected(ready.error());
    }
    return handle;
}

/// An empty file of the owner's alone, which SQLite then takes; its journals inherit the mode. Never follows
/// or replaces what is there.
Result<void> createFile(const std::string& file) {
    const int descriptor =
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0 && errno == EEXIST)
        return base::Unexpected(Error::alreadyExists);
    if (descriptor < 0 && errno == ENOSPC)
        return base::Unexpected(Error::diskFull);
    if (descriptor < 0)
        return base::Unexpected(errno == ENOENT ? Error::notFound : Error::ioError);
    ::close(descriptor);
    return {};
}

Result<std::string> queryText(const Database& database, std::string_view sql) {
    STRONGROOM_ASSIGN(Statement statement, Statement::prepare(database, sql));
    STRONGROOM_ASSIGN(const bool row, statement.step());
    return row ? statement.text(0) : std::string();
}

Result<void> checkCipher(const Database& database) {
    STRONGROOM_ASSIGN(const std::string version, queryText(database, "PRAGMA cipher_version"));
    if (version.empty() || version[0] < '4')
        return base::Unexpected(Error::oldCipher);
    return {};
}

Result<int> schemaVersion(const Database& database) {
    STRONGROOM_ASSIGN(Statement statement, Statement::prepare(database, "PRAGMA user_version"));
    STRONGROOM_TRY(statement.step());
    return static_cast<int>(statement.integer(0));
}

Result<void> migrate(Database& database, int from) {
    STRONGROOM_ASSIGN(Transaction transaction, Transaction::begin(database));
    const auto steps = migrationSteps();
    for (std::size_t step = static_cast<std::size_t>(from); step < steps.size(); ++step)
        STRONGROOM_TRY(execute(database.handle(), steps[step]));
    STRONGROOM_TRY(execute(database.handle(), "PRAGMA user_version = " + std::to_string(steps.size())));
    return transaction.commit();
}

} // namespace

Result<Database> Database::create(const std::string& file, base::ByteSpan key) {
    STRONGROOM_TRY(createFile(file));
    STRONGROOM_ASSIGN(sqlite3 * handle, connect(file, key, SQLITE_OPEN_READWRITE));
    Database database(handle, Mode::readWrite);
    STRONGROOM_TRY(checkCipher(database));
    STRONGROOM_TRY(execute(handle, "PRAGMA journal_mode = WAL"));
    STRONGROOM_TRY(execute(handle, "PRAGMA synchronous = FULL"));
    STRONGROOM_TRY(migrate(database, 0));
    return database;
}

Result<Database> Database::open(const std::string& file, base::ByteSpan key, Mode mode) {
    const int flags = mode == Mode::readWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    STRONGROOM_ASSIGN(sqlite3 * handle, connect(file, key, flags));
    Database database(handle, mode);
    STRONGROOM_TRY(checkCipher(database));
    STRONGROOM_TRY(execute(handle, "PRAGMA synchronous = FULL"));
    STRONGROOM_ASSIGN(const int version, schemaVersion(database));
    if (version > SCHEMA_VERSION)
        return base::Unexpected(Error::newerSchema);
    if (version < 1)
        return base::Unexpected(Error::damaged);
    if (version < SCHEMA_VERSION) {
        if (mode == Mode::readOnly)
            return base::Unexpected(Error::readOnly);
        STRONGROOM_TRY(migrate(database, version));
    }
    return database;
}

Database::Database(Database&& other) noexcept
    : m_handle(std::exchange(other.m_handle, nullptr)), m_mode(other.m_mode) {}

Database& Database::operator=(Database&& other) noexcept {
    std::swap(m_handle, other.m_handle);
    m_mode = other.m_mode;
    return *this;
}

Database::~Database() {
    if (m_handle != nullptr)
        STRONGROOM_CHECK(sqlite3_close(m_handle) == SQLITE_OK); // a statement outlived its database
}

Result<void> Database::checkIntegrity(const std::string& file, base::ByteSpan key) {
    for (const std::string_view pragma : {"PRAGMA cipher_integrity_check", "PRAGMA integrity_check"}) {
        STRONGROOM_ASSIGN(sqlite3 * handle, connect(file, key, SQLITE_OPEN_READONLY));
        const Database database(handle, Mode::readOnly);
        STRONGROOM_ASSIGN(const std::string finding, queryText(database, pragma));
        // The cipher's check has no row when all is well; SQLite's has one that says "ok".
        if (!finding.empty() && finding != "ok")
            return base::Unexpected(Error::damaged);
    }
    return {};
}

Result<void> Database::copyTo(const std::string& file, base::ByteSpan key) {
    STRONGROOM_TRY(createFile(file));
    STRONGROOM_ASSIGN(sqlite3 * target, connect(file, key, SQLITE_OPEN_READWRITE));
    const Database owner(target, Mode::readWrite);
    sqlite3_backup* copy = sqlite3_backup_init(target, "main", m_handle, "main");
    if (copy == nullptr)
        return base::Unexpected(errorFrom(sqlite3_extended_errcode(target)));
    constexpr int ALL_PAGES = -1;
    const int stepped = sqlite3_backup_step(copy, ALL_PAGES);
    const int finished = sqlite3_backup_finish(copy);
    if (stepped != SQLITE_DONE || finished != SQLITE_OK)
        return base::Unexpected(errorFrom(stepped != SQLITE_DONE ? stepped : finished));
    return {};
}

Result<std::int64_t> Database::changesByOthers() const {
    STRONGROOM_ASSIGN(Statement statement, Statement::prepare(*this, "PRAGMA data_version"));
    STRONGROOM_TRY(statement.step());
    return statement.integer(0);
}

Result<Transaction> Transaction::begin(Database& database) {
    if (database.mode() == Mode::readOnly)
        return base::Unexpected(Error::readOnly);
    STRONGROOM_TRY(execute(database.handle(), "BEGIN IMMEDIATE"));
    return Transaction(database.handle());
}

Transaction::Transaction(Transaction&& other) noexcept : m_handle(std::exchange(other.m_handle, nullptr)) {}

Transaction::~Transaction() {
    if (m_handle != nullptr)
        static_cast<void>(execute(m_handle, "ROLLBACK"));
}

Result<void> Transaction::commit() {
    STRONGROOM_TRY(execute(m_handle, "COMMIT"));
    m_handle = nullptr;
    return {};
}

} // namespace strongroom::store
