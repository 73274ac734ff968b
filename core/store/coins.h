// What the chain holds for the treasury: scripts that are watched, coins, blocks seen (for undoing a
// reorganisation) and the previous transactions that a PSBT must carry whole (ATTACKS A01).
#pragma once

#include "base/amount.h"
#include "base/time.h"
#include "bitcoin/transaction.h"
#include "crypto/hash.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::store {

struct WatchedScript {
    base::Bytes script;
    base::Bytes vault;
    std::uint32_t branch = 0;
    std::uint32_t index = 0;
    std::string label;
};

struct CoinRecord {
    bitcoin::OutPoint outpoint;
    base::Bytes script;
    base::Amount amount;
    std::optional<std::uint32_t> height; ///< Nothing while it is in no block.
    std::optional<bitcoin::Txid> spentBy;
    std::optional<std::uint32_t> spentHeight;
    std::optional<crypto::Hash256> reservedBy; ///< A withdrawal.
    std::optional<base::UnixTime> reservedUntil;
    bool held = false;
    std::string holdReason;
};

struct BlockRecord {
    std::uint32_t height = 0;
    base::Bytes hash;
    base::UnixTime time;
};

class Coins {
public:
    explicit Coins(Database& database) : m_database(database) {}

    [[nodiscard]] Result<void> watch(const WatchedScript& script);
    [[nodiscard]] Result<std::optional<WatchedScript>> watched(base::ByteSpan script) const;
    [[nodiscard]] Result<std::vector<WatchedScript>> watchedOf(base::ByteSpan vault,
                                                               std::uint32_t branch) const;
    [[nodiscard]] Result<std::vector<base::Bytes>> allWatched() const;
    [[nodiscard]] Result<void> setLabel(base::ByteSpan script, const std::string& label);
    /// One past the highest watched index of a branch.
    [[nodiscard]] Result<std::uint32_t> watchedUpTo(base::ByteSpan vault, std::uint32_t branch) const;

    /// New, or now in a block (or out of it).
    [[nodiscard]] Result<void> put(const CoinRecord& coin);
    [[nodiscard]] Result<std::optional<CoinRecord>> find(const bitcoin::OutPoint& outpoint) const;
    /// All of a vault, spent ones too.
    [[nodiscard]] Result<std::vector<CoinRecord>> ofVault(base::ByteSpan vault) const;
    [[nodiscard]] Result<std::vector<CoinRecord>> ofScript(base::ByteSpan script) const;
    /// In no block, or spent by a transaction that is in none.
    [[nodiscard]] Result<std::vector<CoinRecord>> unconfirmed() const;
    /// A coin whose transaction is in no block and waits for none any more. Coins in a block stay.
    [[nodiscard]] Result<void> forgetUnconfirmed(const bitcoin::OutPoint& outpoint);
    /// `conflict` when there is no such coin, or another withdrawal has it (and `now` is before its expiry).
    [[nodiscard]] Result<void> reserve(const bitcoin::OutPoint& outpoint, const crypto::Hash256& withdrawal,
                                       std::optional<base::UnixTime> until, base::UnixTime now);
    [[nodiscard]] Result<void> releaseReservations(const crypto::Hash256& withdrawal);

    [[nodiscard]] Result<void> putPrevious(const bitcoin::Txid& txid, base::ByteSpan transaction);
    [[nodiscard]] Result<std::optional<base::Bytes>> previous(const bitcoin::Txid& txid) const;

    /// A transaction that lost an input to another one, in a block of this height; of several the first.
    [[nodiscard]] Result<void> putConflict(const bitcoin::Txid& loser, std::uint32_t height);
    [[nodiscard]] Result<std::optional<std::uint32_t>> conflictHeight(const bitcoin::Txid& txid) const;

    [[nodiscard]] Result<void> putBlock(const BlockRecord& block);
    [[nodiscard]] Result<std::optional<BlockRecord>> tip() const;
    [[nodiscard]] Result<std::optional<BlockRecord>> block(std::uint32_t height) const;
    /// Forgets the blocks from `height` on: coins they made become unconfirmed, coins they spent unspent by a
    /// block, conflicts that they decided open.
    [[nodiscard]] Result<void> undoFrom(std::uint32_t height);

private:
    Database& m_database;
};

} // namespace strongroom::store
