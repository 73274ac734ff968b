#include "service/chain_scan.h"

#include "service/conflicts.h"
#include "service/log_holds.h"

#include <algorithm>

namespace strongroom::service {

std::size_t ChainScan::ScriptHash::operator()(const base::Bytes& script) const noexcept {
    return std::hash<std::string_view>{}(base::asText(script));
}

Outcome<ChainScan> ChainScan::begin(State& state) {
    ChainScan scan(state);
    STRONGROOM_ASSIGN(scan.m_registry, registryOf(state));
    const store::Coins coins(state.database);
    STRONGROOM_ASSIGN(const auto known, coins.allWatched());
    scan.m_scripts.insert(known.begin(), known.end());
    STRONGROOM_ASSIGN(store::Transaction transaction, store::Transaction::begin(state.database));
    for (const vault::Vault& vault : scan.m_registry->vaults()) {
        STRONGROOM_TRY(scan.watchUpTo(vault, vault::RECEIVE_BRANCH, vault.issued + LOOK_AHEAD));
        STRONGROOM_TRY(scan.watchUpTo(vault, vault::CHANGE_BRANCH, vault.issued + LOOK_AHEAD));
        STRONGROOM_ASSIGN(const auto owned, coins.ofVault(vault.id.span()));
        for (const store::CoinRecord& coin : owned)
            scan.m_coins.insert(coin.outpoint);
    }
    STRONGROOM_TRY(transaction.commit());
    STRONGROOM_TRY(scan.watchParents());
    return scan;
}

Outcome<void> ChainScan::watchParents() {
    STRONGROOM_ASSIGN(const auto withdrawals, endedByConflict(*m_state));
    for (const store::WithdrawalRecord& record : withdrawals) {
        STRONGROOM_ASSIGN(const auto parents, waitingParents(*m_state, record));
        for (const bitcoin::Transaction& parent : parents) {
            for (const bitcoin::TxIn& input : parent.inputs)
                m_neededByParents.emplace(input.prevout, parent.txid());
        }
    }
    return {};
}

Outcome<void> ChainScan::noteConflict(const bitcoin::Transaction& transaction, std::uint32_t height) {
    if (m_neededByParents.empty())
        return {};
    for (const bitcoin::TxIn& input : transaction.inputs) {
        const auto needed = m_neededByParents.find(input.prevout);
        if (needed != m_neededByParents.end() && needed->second != transaction.txid())
            STRONGROOM_TRY(store::Coins(m_state->database).putConflict(needed->second, height));
    }
    return {};
}

Outcome<void> ChainScan::watchUpTo(const vault::Vault& vault, std::uint32_t branch, std::uint32_t end) {
    store::Coins coins(m_state->database);
    STRONGROOM_ASSIGN(const std::uint32_t from, coins.watchedUpTo(vault.id.span(), branch));
    // A deposit's own script may be watched already beyond a gap: what is between is added as well.
    for (std::uint32_t index = from > LOOK_AHEAD ? from - LOOK_AHEAD : 0; index < end; ++index) {
        STRONGROOM_ASSIGN(const auto script, vault.descriptor.derive(branch, index));
        if (!m_scripts.insert(script.scriptPubKey).second)
            continue;
        STRONGROOM_TRY(coins.watch({.script = script.scriptPubKey,
                                    .vault = base::toBytes(vault.id.span()),
                                    .branch = branch,
                                    .index = index}));
    }
    return {};
}

bool ChainScan::concerns(const bitcoin::Transaction& transaction) const {
    return std::any_of(
               transaction.outputs.begin(), transaction.outputs.end(),
               [&](const bitcoin::TxOut& output) { return m_scripts.contains(output.scriptPubKey); }) ||
           std::any_of(transaction.inputs.begin(), transaction.inputs.end(),
                       [&](const bitcoin::TxIn& input) { return m_coins.contains(input.prevout); });
}

Outcome<bool> ChainScan::apply(const bitcoin::Transaction& transaction, std::optional<std::uint32_t> height) {
    if (!concerns(transaction))
        return false;
    const bitcoin::Txid txid = transaction.txid();
    for (const bitcoin::TxIn& input : transaction.inputs) {
        if (m_coins.contains(input.prevout))
            STRONGROOM_TRY(spend(input.prevout, txid, height));
    }
    for (std::uint32_t vout = 0; vout < transaction.outputs.size(); ++vout) {
        if (m_scripts.contains(transaction.outputs[vout].scriptPubKey))
            STRONGROOM_TRY(receive(transaction, vout, height));
    }
    return true;
}

Outcome<void> ChainScan::receive(const bitcoin::Transaction& transaction, std::uint32_t vout,
                                 std::optional<std::uint32_t> height) {
    const bitcoin::TxOut& output = transaction.outputs[vout];
    const bitcoin::OutPoint outpoint{transaction.txid(), vout};
    store::Coins coins(m_state->database);
    STRONGROOM_ASSIGN(const auto known, coins.find(outpoint));
    store::CoinRecord coin;
    if (known) {
        coin = *known;
    } else {
        coin.outpoint = outpoint;
        coin.script = output.scriptPubKey;
        coin.amount = output.amount;
        STRONGROOM_ASSIGN(const auto reason, holdReasonInLog(*m_state, outpoint));
        coin.held = reason.has_value();
        coin.holdReason = reason.value_or("");
    }
    coin.height = height;
    STRONGROOM_TRY(coins.put(coin));
    STRONGROOM_TRY(coins.putPrevious(outpoint.txid, transaction.serializeWithoutWitness()));
    m_coins.insert(outpoint);
    STRONGROOM_ASSIGN(const auto place, coins.watched(output.scriptPubKey));
    for (const vault::Vault& vault : m_registry->vaults()) {
        if (place && std::ranges::equal(vault.id.span(), place->vault))
            STRONGROOM_TRY(watchUpTo(vault, place->branch, place->index + 1 + LOOK_AHEAD));
    }
    return {};
}

Outcome<void> ChainScan::spend(const bitcoin::OutPoint& outpoint, const bitcoin::Txid& by,
                               std::optional<std::uint32_t> height) {
    store::Coins coins(m_state->database);
    STRONGROOM_ASSIGN(auto coin, coins.find(outpoint));
    // What is in a block stands, whatever waits in the mempool.
    if (!coin || (!height && coin->spentHeight))
        return {};
    coin->spentBy = by;
    coin->spentHeight = height;
    STRONGROOM_TRY(coins.put(*coin));
    return {};
}

} // namespace strongroom::service
