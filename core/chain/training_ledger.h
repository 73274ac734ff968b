// What is true on the training chain: blocks, unspent outputs and what waits, as a pure function of the steps
// taken. No files here; training_chain.h keeps the steps.
//
// One thread. A refused step changes nothing.
#pragma once

#include "base/amount.h"
#include "base/time.h"
#include "bitcoin/transaction.h"
#include "chain/backend.h"
#include "chain/block.h"
#include "chain/errors.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace strongroom::chain {

/// What a node relays at least, in satoshi per 1,000 virtual bytes (Bitcoin Core's -minrelaytxfee).
inline constexpr base::FeeRate MIN_RELAY_FEE = base::FeeRate::satPerKvb(1'000);
/// What a replacement pays beyond what it drops (-incrementalrelayfee).
inline constexpr base::FeeRate INCREMENTAL_RELAY_FEE = base::FeeRate::satPerKvb(1'000);

class TrainingLedger {
public:
    /// A chain whose first block has this time.
    [[nodiscard]] static Result<TrainingLedger> begin(base::UnixTime start);

    /// Coins out of nothing, as exercises need them, in a transaction that waits for a block like any other.
    [[nodiscard]] Result<bitcoin::Txid> fund(base::ByteSpan script, base::Amount amount);
    /// Every rule that a node applies to the templates vaults use: known and unspent inputs, amounts,
    /// signatures, finality, relay fee, dust, replacement (BIP125). Reasons are the words a Bitcoin Core node
    /// has for them.
    [[nodiscard]] Acceptance judge(const bitcoin::Transaction& transaction) const;
    /// Takes a transaction that `judge` allows; anything else is Error::rejected.
    [[nodiscard]] Result<void> accept(const bitcoin::Transaction& transaction);
    /// A block of everything that waits.
    [[nodiscard]] Result<BlockHash> mine(base::UnixTime time);

    [[nodiscard]] Tip tip() const;
    [[nodiscard]] const std::vector<Block>& blocks() const { return m_blocks; }
    [[nodiscard]] const Block* find(const BlockHash& hash) const;
    [[nodiscard]] const std::vector<bitcoin::Transaction>& waiting() const { return m_waiting; }
    [[nodiscard]] bool isConfirmed(const bitcoin::Txid& txid) const { return m_confirmed.contains(txid); }
    [[nodiscard]] bool isWaiting(const bitcoin::Txid& txid) const;
    /// With everything it spends that waits too; nothing when it does not wait.
    [[nodiscard]] std::optional<WaitingPackage> packageOf(const bitcoin::Txid& txid) const;

private:
    TrainingLedger() = default;
    /// What waits and would be dropped for a transaction that spends these coins, children included.
    [[nodiscard]] std::vector<bitcoin::Txid> conflictsOf(const bitcoin::Transaction& transaction) const;
    /// BIP125: every conflict said that it may be replaced, and the fees of all of them are paid and more.
    /// Empty, or a node's words for what is wrong.
    [[nodiscard]] std::string_view replacementProblem(const bitcoin::Transaction& transaction,
                                                      base::Amount fee,
                                                      const std::vector<bitcoin::Txid>& conflicts) const;
    [[nodiscard]] base::Amount feeOf(const bitcoin::Transaction& waiting) const;
    void drop(const std::vector<bitcoin::Txid>& conflicts);
    void enter(const bitcoin::Transaction& transaction);
    void append(base::UnixTime time);

    std::vector<Block> m_blocks;
    std::unordered_map<BlockHash, std::size_t> m_heights;
    std::unordered_set<bitcoin::Txid> m_confirmed;
    /// Outputs that can be spent now, those of waiting transactions included.
    std::unordered_map<bitcoin::OutPoint, bitcoin::TxOut> m_unspent;
    std::unordered_map<bitcoin::OutPoint, bitcoin::TxOut> m_spentByWaiting;
    std::vector<bitcoin::Transaction> m_waiting;
    std::uint64_t m_grants = 0; ///< Makes each funding transaction another one.
};

} // namespace strongroom::chain
