#include "store/coins.h"

#include "store/statement.h"

namespace strongroom::store {

namespace {

constexpr std::string_view COIN_COLUMNS = "SELECT txid, vout, coin.script, amount, height, spent_by, "
                                          "spent_height, reserved_by, reserved_until, held, "
                                          "hold_reason FROM coin ";

Result<CoinRecord> readCoin(const Statement& row) {
    const auto txid = bitcoin::Txid::from(row.blob(0));
    const auto amount = base::Amount::fromSatoshi(row.integer(3));
    if (!txid || !amount)
        return base::Unexpected(Error::badValue);
    CoinRecord coin;
    coin.outpoint = {*txid, static_cast<std::uint32_t>(row.integer(1))};
    coin.script = row.blob(2);
    coin.amount = *amount;
    if (const auto height = row.optionalInteger(4))
        coin.height = static_cast<std::uint32_t>(*height);
    coin.spentBy = bitcoin::Txid::from(row.blob(5)); // empty: not spent
    if (const auto height = row.optionalInteger(6))
        coin.spentHeight = static_cast<std::uint32_t>(*height);
    coin.reservedBy = crypto::Hash256::from(row.blob(7)); // empty: free
    if (const auto until = row.optionalInteger(8))
        coin.reservedUntil = base::UnixTime{*until};
    coin.held = row.integer(9) != 0;
    coin.holdReason = row.text(10);
    return coin;
}

Result<std::vector<CoinRecord>> readCoins(Statement& statement) {
    std::vector<CoinRecord> coins;
    for (;;) {
        STRONGROOM_ASSIGN(const bool more, statement.step());
        if (!more)
            return coins;
        STRONGROOM_ASSIGN(CoinRecord coin, readCoin(statement));
        coins.push_back(std::move(coin));
    }
}

WatchedScript readWatched(const Statement& row) {
    return {row.blob(0), row.blob(1), static_cast<std::uint32_t>(row.integer(2)),
            static_cast<std::uint32_t>(row.integer(3)), row.text(4)};
}

Result<std::optional<BlockRecord>> readBlock(Statement& statement) {
    STRONGROOM_ASSIGN(const bool found, statement.step());
    if (!found)
        return std::optional<BlockRecord>();
    return std::optional(BlockRecord{
        static_cast<std::uint32_t>(statement.integer(0)), statement.blob(1), {statement.integer(2)}});
}

std::optional<std::int64_t> wide(const std::optional<std::uint32_t>& value) {
    return value ? std::optional<std::int64_t>(*value) : std::nullopt;
}

} // namespace

Result<void> Coins::watch(const WatchedScript& script) {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(
                          m_database, "INSERT OR IGNORE INTO script (script, vault, branch, position, label) "
                                      "VALUES (?,?,?,?,?)"));
    return statement.bind(script.script)
        .bind(script.vault)
        .bind(std::int64_t{script.branch})
        .bind(std::int64_t{script.index})
        .bind(script.label)
        .run();
}

Result<std::optional<WatchedScript>> Coins::watched(base::ByteSpan script) const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database,
                                         "SELECT script, vault, branch, position, label FROM script "
                                         "WHERE script = ?"));
    STRONGROOM_ASSIGN(const bool found, statement.bind(script).step());
    return found ? std::optional(readWatched(statement)) : std::nullopt;
}

Result<std::vector<WatchedScript>> Coins::watchedOf(base::ByteSpan vault, std::uint32_t branch) const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database,
                                         "SELECT script, vault, branch, position, label FROM script "
                                         "WHERE vault = ? AND branch = ? ORDER BY position"));
    statement.bind(vault).bind(std::int64_t{branch});
    std::vector<WatchedScript> scripts;
    for (;;) {
        STRONGROOM_ASSIGN(const bool more, statement.step());
        if (!more)
            return scripts;
        scripts.push_back(readWatched(statement));
    }
}

Result<std::vector<base::Bytes>> Coins::allWatched() const {
    STRONGROOM_ASSIGN(Statement statement, Statement::prepare(m_database, "SELECT script FROM script"));
    std::vector<base::Bytes> scripts;
    for (;;) {
        STRONGROOM_ASSIGN(const bool more, statement.step());
        if (!more)
            return scripts;
        scripts.push_back(statement.blob(0));
    }
}

Result<void> Coins::setLabel(base::ByteSpan script, const std::string& label) {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, "UPDATE script SET label = ? WHERE script = ?"));
    return statement.bind(label).bind(script).run();
}

Result<std::uint32_t> Coins::watchedUpTo(base::ByteSpan vault, std::uint32_t branch) const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, "SELECT coalesce(max(position) + 1, 0) FROM script "
                                                     "WHERE vault = ? AND branch = ?"));
    STRONGROOM_TRY(statement.bind(vault).bind(std::int64_t{branch}).step());
    return static_cast<std::uint32_t>(statement.integer(0));
}

Result<void> Coins::put(const CoinRecord& coin) {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database,
                           "INSERT INTO coin (txid, vout, script, amount, height, spent_by, "
                           "spent_height, reserved_by, reserved_until, held, hold_reason) "
                           "VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (txid, vout) DO UPDATE SET "
                           "height = excluded.height, spent_by = excluded.spent_by, "
                           "spent_height = excluded.spent_height, reserved_by = excluded.reserved_by, "
                           "reserved_until = excluded.reserved_until, held = excluded.held, "
                           "hold_reason = excluded.hold_reason"));
    return statement.bind(coin.outpoint.txid.span())
        .bind(std::int64_t{coin.outpoint.vout})
        .bind(coin.script)
        .bind(coin.amount.satoshi())
        .bind(wide(coin.height))
        .bind(coin.spentBy ? coin.spentBy->span() : base::ByteSpan())
        .bind(wide(coin.spentHeight))
        .bind(coin.reservedBy ? coin.reservedBy->span() : base::ByteSpan())
        .bind(coin.reservedUntil ? std::optional(coin.reservedUntil->seconds) : std::nullopt)
        .bind(coin.held ? std::int64_t{1} : std::int64_t{0})
        .bind(coin.holdReason)
        .run();
}

Result<std::optional<CoinRecord>> Coins::find(const bitcoin::OutPoint& outpoint) const {
    STRONGROOM_ASSIGN(Statement statement, Statement::prepare(m_database, std::string(COIN_COLUMNS) +
                                                                              "WHERE txid = ? AND vout = ?"));
    STRONGROOM_ASSIGN(auto coins,
                      readCoins(statement.bind(outpoint.txid.span()).bind(std::int64_t{outpoint.vout})));
    return coins.empty() ? std::nullopt : std::optional(std::move(coins.front()));
}

Result<std::vector<CoinRecord>> Coins::ofVault(base::ByteSpan vault) const {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database, std::string(COIN_COLUMNS) +
                                           "JOIN script ON script.script = coin.script "
                                           "WHERE script.vault = ? ORDER BY height, txid, vout"));
    return readCoins(statement.bind(vault));
}

Result<std::vector<CoinRecord>> Coins::ofScript(base::ByteSpan script) const {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database,
                           std::string(COIN_COLUMNS) + "WHERE coin.script = ? ORDER BY height, txid, vout"));
    return readCoins(statement.bind(script));
}

Result<std::vector<CoinRecord>> Coins::unconfirmed() const {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database,
                           std::string(COIN_COLUMNS) +
                               "WHERE height IS NULL OR (spent_height IS NULL AND spent_by <> x'')"));
    return readCoins(statement);
}

Result<void> Coins::forgetUnconfirmed(const bitcoin::OutPoint& outpoint) {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database, "DELETE FROM coin WHERE txid = ? AND vout = ? AND height IS NULL"));
    return statement.bind(outpoint.txid.span()).bind(std::int64_t{outpoint.vout}).run();
}

Result<void> Coins::reserve(const bitcoin::OutPoint& outpoint, const crypto::Hash256& withdrawal,
                            std::optional<base::UnixTime> until, base::UnixTime now) {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database,
                           "UPDATE coin SET reserved_by = ?1, reserved_until = ?2 WHERE txid = ?3 AND "
                           "vout = ?4 AND (reserved_by = x'' OR reserved_by = ?1 OR reserved_until <= ?5) "
                           "RETURNING vout"));
    statement.bind(withdrawal.span())
        .bind(until ? std::optional(until->seconds) : std::nullopt)
        .bind(outpoint.txid.span())
        .bind(std::int64_t{outpoint.vout})
        .bind(now.seconds);
    STRONGROOM_ASSIGN(const bool reserved, statement.step());
    if (!reserved)
        return base::Unexpected(Error::conflict);
    return statement.run();
}

Result<void> Coins::releaseReservations(const crypto::Hash256& withdrawal) {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database,
                                         "UPDATE coin SET reserved_by = x'', reserved_until = NULL "
                                         "WHERE reserved_by = ?"));
    return statement.bind(withdrawal.span()).run();
}

Result<void> Coins::putPrevious(const bitcoin::Txid& txid, base::ByteSpan transaction) {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database,
                           "INSERT OR IGNORE INTO previous_transaction (txid, bytes) VALUES (?,?)"));
    return statement.bind(txid.span()).bind(transaction).run();
}

Result<std::optional<base::Bytes>> Coins::previous(const bitcoin::Txid& txid) const {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database, "SELECT bytes FROM previous_transaction WHERE txid = ?"));
    STRONGROOM_ASSIGN(const bool found, statement.bind(txid.span()).step());
    return found ? std::optional(statement.blob(0)) : std::nullopt;
}

Result<void> Coins::putConflict(const bitcoin::Txid& loser, std::uint32_t height) {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, "INSERT INTO conflict (txid, height) VALUES (?,?) "
                                                     "ON CONFLICT (txid) DO NOTHING"));
    return statement.bind(loser.span()).bind(std::int64_t{height}).run();
}

Result<std::optional<std::uint32_t>> Coins::conflictHeight(const bitcoin::Txid& txid) const {
    STRONGROOM_ASSIGN(Statement statement,
                      Statement::prepare(m_database, "SELECT height FROM conflict WHERE txid = ?"));
    STRONGROOM_ASSIGN(const bool found, statement.bind(txid.span()).step());
    return found ? std::optional(static_cast<std::uint32_t>(statement.integer(0))) : std::nullopt;
}

Result<void> Coins::putBlock(const BlockRecord& block) {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database, "INSERT INTO block (height, hash, time) VALUES (?,?,?)"));
    return statement.bind(std::int64_t{block.height}).bind(block.hash).bind(block.time.seconds).run();
}

Result<std::optional<BlockRecord>> Coins::tip() const {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database, "SELECT height, hash, time FROM block ORDER BY height DESC LIMIT 1"));
    return readBlock(statement);
}

Result<std::optional<BlockRecord>> Coins::block(std::uint32_t height) const {
    STRONGROOM_ASSIGN(
        Statement statement,
        Statement::prepare(m_database, "SELECT height, hash, time FROM block WHERE height = ?"));
    return readBlock(statement.bind(std::int64_t{height}));
}

Result<void> Coins::undoFrom(std::uint32_t height) {
    for (const std::string_view sql :
         {"UPDATE coin SET height = NULL WHERE height >= ?",
          "UPDATE coin SET spent_height = NULL WHERE spent_height >= ?",
          "UPDATE withdrawal SET height = NULL WHERE height >= ?", "DELETE FROM conflict WHERE height >= ?",
          "DELETE FROM block WHERE height >= ?"}) {
        STRONGROOM_ASSIGN(Statement statement, Statement::prepare(m_database, sql));
        STRONGROOM_TRY(statement.bind(std::int64_t{height}).run());
    }
    return {};
}

} // namespace strongroom::store
