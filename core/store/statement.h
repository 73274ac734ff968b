// One prepared SQL statement with bound parameters: the only way in which values reach SQL (ATTACKS A118).
// Internal to core/store.
#pragma once

#include "base/bytes.h"
#include "store/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace strongroom::store {

/// What SQLite said, as this module's error.
[[nodiscard]] Error errorFrom(int sqliteCode);

class Statement {
public:
    /// Preparing fails only when the database does (damaged, busy): the SQL is part of this program.
    [[nodiscard]] static Result<Statement> prepare(const Database& database, std::string_view sql);
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    Statement& bind(std::int64_t value);
    Statement& bind(std::string_view value);
    Statement& bind(base::ByteSpan value);
    Statement& bindNull();
    Statement& bind(const std::optional<std::int64_t>& value) { return value ? bind(*value) : bindNull(); }

    /// True when there is a row to read.
    [[nodiscard]] Result<bool> step();
    /// Runs to the end; rows are skipped.
    [[nodiscard]] Result<void> run();
    /// Ready to be bound and stepped again.
    void reset();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::optional<std::int64_t> optionalInteger(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] base::Bytes blob(int column) const;

private:
    explicit Statement(sqlite3_stmt* statement) : m_statement(statement) {}
    sqlite3_stmt* m_statement;
    int m_next = 1;
};

} // namespace strongroom::store
