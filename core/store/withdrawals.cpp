#include "store/withdrawals.h"

#include "base/text_encoding.h"
#include "store/statement.h"

namespace strongroom::store {

namespace {

constexpr std::string_view COLUMNS =
    "SELECT id, phase, vault, payee, amount, fee, reference, purpose, proposer, proposed_at, expires_at, "
    "updated_at, "
    "psbt, txid, final_transaction, exported, paused, height, root FROM withdrawal ";

Result<WithdrawalRecord> readRecord(const Statement& row) {
    const auto id = crypto::Hash256::from(row.blob(0));
    const auto amount = base::Amount::fromSatoshi(row.integer(4));
    const auto fee = base::Amount::fromSatoshi(row.integer(5));
    const auto txid = bitcoin::Txid::from(row.blob(13));
    const auto root = crypto::Hash256::from(row.blob(18));
    if (!id || !root || !amount || !fee || !txid)
        return base::Unexpected(Error::badValue);
    WithdrawalRecord record;
    record.id = *id;
    record.root = *root;
    record.phase = row.text(1);
    record.vault = row.blob(2);
    record.payee = row.blob(3);
    record.amount = *amount;
    record.fee = *fee;
    record.reference = row.text(6);
    record.purpose = row.text(7);
    record.proposer = row.text(8);
    record.proposedAt = {row.integer(9)};
    record.expiresAt = {row.integer(10)};
    record.updatedAt = {row.integer(11)};
    record.psbt = row.blob(12);
    record.txid = *txid;
    record.finalTransaction = row.blob(14);
    record.exported = row.integer(15) != 0 ? Exported::yes : Exported::no;
    record.paused = row.integer(16) != 0 ? Paused::yes : Paused::no;
    if (const auto height = row.optionalInteger(17))
        record.height = static_cast<std::uint32_t>(*height);
    return record;
}

Result<std::vector<WithdrawalRecord>> readRecords(Statement& statement) {
    std::vector<WithdrawalRecord> records;
    for (;;) {
        STRONGROOM_ASSIGN(const bool more, statement.step());
        if (!more)
            return records;
        STRONGROOM_ASSIGN(WithdrawalRecord record, readRecord(statement));
        records.push_back(std::move(record));
    }
}

void bindContent(Statement& statement, const WithdrawalRecord& record) {
    statement.bind(record.phase)
        .bind(record.vault)
        .bind(record.payee)
        .bind(record.amount.satoshi())
        .bind(record.fee.satoshi())
        .bind(record.reference)
        .bind(record.purpose)
        .bind(record.proposer)
        .bind(record.proposedAt.seconds)
        .bind(record.expiresAt.seconds)
        .bind(record.updatedAt.seconds)
        .bind(record.psbt)
        .bind(record.txid.span())
        .bind(record.finalTransaction)
        .bind(record.exported == Exported::yes ? std::int64_t{1} : std::int64_t{0})
        .bind(record.paused == Paused::yes ? std::int64_t{1} : std::int64_t{0})
        .bind(record.height ? std::optional<std::int64_t>(*record.height) : std::nullopt);
}

/// "(?, ?, …)" for a list of that many.
std::string placeholders(std::size_t count) {
    std::string text = "(";
    for (std::size_t i = 0; i < count; ++i)
        text += i == 0 ? "?" : ",?";
    return text + ")";
}

} // namespace

Result<void> Withdrawals::insert(const WithdrawalRecord& record) {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database,
                           "INSERT INTO withdrawal (id, phase, vault, payee, amount, fee, reference, "
                           "purpose, proposer, proposed_at, expires_at, updated_at, psbt, txid, "
                           "final_transaction, exported, paused, height, root) VALUES " +
                               placeholders(19)));
    statement.bind(record.id.span());
    bindContent(statement, record);
    statement.bind(record.root.span());
    return statement.run();
}

Result<void> Withdrawals::update(const WithdrawalRecord& record) {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database,
                           "UPDATE withdrawal SET phase=?, vault=?, payee=?, amount=?, fee=?, "
                           "reference=?, purpose=?, proposer=?, proposed_at=?, expires_at=?, "
                           "updated_at=?, psbt=?, txid=?, final_transaction=?, exported=?, paused=?, "
                           "height=? WHERE id=? RETURNING id"));
    bindContent(statement, record);
    STRONGROOM_ASSIGN(const bool changed, statement.bind(record.id.span()).step());
    if (!changed)
        return base::Unexpected(Error::conflict);
    return statement.run();
}

Result<std::optional<WithdrawalRecord>> Withdrawals::find(const crypto::Hash256& id) const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, std::string(COLUMNS) + "WHERE id = ?"));
    STRONGROOM_ASSIGN(auto records, readRecords(statement.bind(id.span())));
    return records.empty() ? std::nullopt : std::optional(std::move(records.front()));
}

Result<std::vector<WithdrawalRecord>> Withdrawals::startingWith(const std::string& hexDigits) const {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database,
                           std::string(COLUMNS) + "WHERE substr(lower(hex(id)), 1, ?) = lower(?) LIMIT 2"));
    return readRecords(statement.bind(static_cast<std::int64_t>(hexDigits.size())).bind(hexDigits));
}

Result<std::optional<WithdrawalRecord>> Withdrawals::byTxid(const bitcoin::Txid& txid) const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, std::string(COLUMNS) + "WHERE txid = ?"));
    STRONGROOM_ASSIGN(auto records, readRecords(statement.bind(txid.span())));
    return records.empty() ? std::nullopt : std::optional(std::move(records.front()));
}

Result<std::vector<WithdrawalRecord>> Withdrawals::versionsOf(const crypto::Hash256& root) const {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database, std::string(COLUMNS) +
                                           "WHERE root = ? ORDER BY id <> root, proposed_at, fee, id"));
    return readRecords(statement.bind(root.span()));
}

Result<std::vector<WithdrawalRecord>> Withdrawals::query(const WithdrawalQuery& query) const {
    std::string sql(COLUMNS);
    sql += "WHERE (? = '' OR instr(lower(reference), lower(?)) > 0 OR instr(lower(purpose), lower(?)) > 0 "
           "OR substr(lower(hex(id)), 1, length(?)) = lower(?) OR payee IN " +
           placeholders(query.payees.size()) + ")";
    if (!query.phases.empty())
        sql += " AND phase IN " + placeholders(query.phases.size());
    sql += " ORDER BY proposed_at DESC, id LIMIT ? OFFSET ?";
    STRONGROOM_ASSIGN(Statement statement, Statement::prepare(m_database, sql));
    for (int i = 0; i < 5; ++i)
        statement.bind(query.text);
    for (const base::Bytes& payee : query.payees)
        statement.bind(payee);
    for (const std::string& phase : query.phases)
        statement.bind(phase);
    statement.bind(static_cast<std::int64_t>(query.limit)).bind(static_cast<std::int64_t>(query.offset));
    return readRecords(statement);
}

Result<std::vector<WithdrawalRecord>> Withdrawals::since(base::UnixTime time) const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, std::string(COLUMNS) +
                                                         "WHERE proposed_at >= ? ORDER BY proposed_at, id"));
    return readRecords(statement.bind(time.seconds));
}

Result<std::vector<WithdrawalRecord>> Withdrawals::withoutOnePayee() const {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database, std::string(COLUMNS) + "WHERE payee = x'' ORDER BY proposed_at, id"));
    return readRecords(statement);
}

} // namespace strongroom::store
