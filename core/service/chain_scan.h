// What one transaction means for the treasury's coins: the part of following the chain that blocks and the
// mempool share. Internal to core/service; used inside a database transaction.
#pragma once

#include "service/workspace_state.h"
#include "store/coins.h"

#include <unordered_map>
#include <unordered_set>

namespace strongroom::service {

/// Watched beyond the last address issued or used (BIP44 asks for 20; payers are late and cautious).
inline constexpr std::uint32_t LOOK_AHEAD = 100;

/// Which scripts and coins are the treasury's, in memory: a block has thousands of strangers'.
class ChainScan {
public:
    /// Watches what is to be watched, in a transaction of its own.
    [[nodiscard]] static Outcome<ChainScan> begin(State& state);

    /// True when the transaction pays or spends the treasury. `height` is nothing for the mempool.
    [[nodiscard]] Outcome<bool> apply(const bitcoin::Transaction& transaction,
                                      std::optional<std::uint32_t> height);
    /// In a block: does it take a coin from what a withdrawal of ours waits for?
    [[nodiscard]] Outcome<void> noteConflict(const bitcoin::Transaction& transaction, std::uint32_t height);
    /// Grows when a coin was found near the end of what is watched: then the same block is looked at again.
    [[nodiscard]] std::size_t watchedScripts() const { return m_scripts.size(); }
    [[nodiscard]] bool concerns(const bitcoin::Transaction& transaction) const;

private:
    struct ScriptHash {
        std::size_t operator()(const base::Bytes& script) const noexcept;
    };
    explicit ChainScan(State& state) : m_state(&state) {}
    [[nodiscard]] Outcome<void> watchParents();
    [[nodiscard]] Outcome<void> watchUpTo(const vault::Vault& vault, std::uint32_t branch, std::uint32_t end);
    [[nodiscard]] Outcome<void> receive(const bitcoin::Transaction& transaction, std::uint32_t vout,
                                        std::optional<std::uint32_t> height);
    [[nodiscard]] Outcome<void> spend(const bitcoin::OutPoint& outpoint, const bitcoin::Txid& by,
                                      std::optional<std::uint32_t> height);

    State* m_state;
    std::shared_ptr<const treasury::Registry> m_registry;
    std::unordered_set<base::Bytes, ScriptHash> m_scripts;
    std::unordered_set<bitcoin::OutPoint> m_coins;
    std::unordered_map<bitcoin::OutPoint, bitcoin::Txid> m_neededByParents; ///< Coins of others, and by whom.
};

} // namespace strongroom::service
