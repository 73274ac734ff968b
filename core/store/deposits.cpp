#include "store/deposits.h"

#include "store/statement.h"

namespace strongroom::store {

namespace {

constexpr std::string_view COLUMNS =
    "SELECT id, payer, purpose, vault, script, expected, issued_at, due_at, issued_by FROM deposit ";

Result<std::vector<DepositRecord>> readDeposits(Statement& statement) {
    std::vector<DepositRecord> deposits;
    for (;;) {
        STRONGROOM_ASSIGN(const bool more, statement.step());
        if (!more)
            return deposits;
        const auto id = crypto::Hash256::from(statement.blob(0));
        if (!id)
            return base::Unexpected(Error::badValue);
        DepositRecord deposit{
            *id,          statement.text(1),      statement.text(2), statement.blob(3), statement.blob(4),
            std::nullopt, {statement.integer(6)}, std::nullopt,      statement.text(8)};
        if (const auto expected = statement.optionalInteger(5)) {
            deposit.expected = base::Amount::fromSatoshi(*expected);
            if (!deposit.expected)
                return base::Unexpected(Error::badValue);
        }
        if (const auto due = statement.optionalInteger(7))
            deposit.dueAt = base::UnixTime{*due};
        deposits.push_back(std::move(deposit));
    }
}

} // namespace

Result<void> Deposits::insert(const DepositRecord& deposit) {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database,
                                         "INSERT INTO deposit (id, payer, purpose, vault, script, expected, "
                                         "issued_at, due_at, issued_by) VALUES (?,?,?,?,?,?,?,?,?)"));
    return statement.bind(deposit.id.span())
        .bind(deposit.payer)
        .bind(deposit.purpose)
        .bind(deposit.vault)
        .bind(deposit.script)
        .bind(deposit.expected ? std::optional(deposit.expected->satoshi()) : std::nullopt)
        .bind(deposit.issuedAt.seconds)
        .bind(deposit.dueAt ? std::optional(deposit.dueAt->seconds) : std::nullopt)
        .bind(deposit.issuedBy)
        .run();
}

Result<std::vector<DepositRecord>> Deposits::all() const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, std::string(COLUMNS) + "ORDER BY issued_at DESC, id"));
    return readDeposits(statement);
}

Result<std::optional<DepositRecord>> Deposits::byScript(base::ByteSpan script) const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, std::string(COLUMNS) + "WHERE script = ?"));
    STRONGROOM_ASSIGN(auto deposits, readDeposits(statement.bind(script)));
    return deposits.empty() ? std::nullopt : std::optional(std::move(deposits.front()));
}

} // namespace strongroom::store
