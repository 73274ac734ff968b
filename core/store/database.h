// The encrypted workspace database: SQLCipher 4 with a raw 32-byte key, WAL, synchronous=FULL.
//
// A Database is one connection and belongs to one thread; other threads and processes open their own. Writers
// use `Transaction`, which takes the write lock at once (BEGIN IMMEDIATE) and waits up to five seconds for
// it. The repositories beside this header are the only places with SQL. Nothing read from here is believed
// because it was here: it must verify against the authority chain or the journal (DESIGN.md §4).
#pragma once

#include "base/bytes.h"
#include "store/errors.h"

#include <cstdint>
#include <memory>
#include <string>

struct sqlite3;

namespace strongroom::store {

enum class Mode : std::uint8_t { readWrite, readOnly };

class Database {
public:
    static constexpr std::size_t KEY_SIZE = 32;
    /// The newest schema this program knows; docs/formats/workspace.md describes it.
    static constexpr int SCHEMA_VERSION = 3;

    /// Makes a new file with the newest schema; `alreadyExists` when there is one.
    [[nodiscard]] static Result<Database> create(const std::string& file, base::ByteSpan key);
    /// Opens and migrates forward (readWrite) or refuses an older schema (readOnly); `newerSchema` leaves the
    /// file as it was.
    [[nodiscard]] static Result<Database> open(const std::string& file, base::ByteSpan key, Mode mode);

    Database(Database&& other) noexcept;
    Database& operator=(Database&& other) noexcept;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    [[nodiscard]] Mode mode() const { return m_mode; }
    /// Page HMACs and b-tree structure of the whole file, on connections of their own (sqlcipher issue 617).
    [[nodiscard]] static Result<void> checkIntegrity(const std::string& file, base::ByteSpan key);
    /// A consistent copy under the same key, while others write; `alreadyExists` when the file is there.
    [[nodiscard]] Result<void> copyTo(const std::string& file, base::ByteSpan key);

    /// Another number whenever another connection has changed the database since it was last asked: what was
    /// read and kept is then read anew.
    [[nodiscard]] Result<std::int64_t> changesByOthers() const;

    /// For the repositories.
    [[nodiscard]] sqlite3* handle() const { return m_handle; }

private:
    Database(sqlite3* handle, Mode mode) : m_handle(handle), m_mode(mode) {}

    sqlite3* m_handle;
    Mode m_mode;
};

/// All or nothing: rolled back unless committed.
class Transaction {
public:
    [[nodiscard]] static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(sqlite3* handle) : m_handle(handle) {}
    sqlite3* m_handle;
};

} // namespace strongroom::store
