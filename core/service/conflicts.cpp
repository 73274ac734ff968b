#include "service/conflicts.h"

#include "psbt/codec.h"
#include "service/withdrawal_view.h"
#include "store/coins.h"

#include <algorithm>
#include <iterator>

namespace strongroom::service {

namespace {

/// The whole transaction that made a coin: as the withdrawal carries it, or as it was seen.
Outcome<std::optional<bitcoin::Transaction>> madeBy(State& state, const psbt::Psbt& psbt, std::size_t input) {
    if (psbt.inputs[input].nonWitnessUtxo)
        return std::optional(psbt.inputs[input].nonWitnessUtxo->transaction());
    STRONGROOM_ASSIGN(const auto bytes,
                      store::Coins(state.database).previous(psbt.tx.inputs[input].prevout.txid));
    if (!bytes)
        return std::optional<bitcoin::Transaction>();
    STRONGROOM_ASSIGN(auto transaction, bitcoin::Transaction::parse(*bytes));
    return std::optional(std::move(transaction));
}

/// The block in which something else than `by` spends the coin.
Outcome<std::optional<std::uint32_t>> spentByOther(State& state, const bitcoin::OutPoint& outpoint,
                                                   const bitcoin::Txid& by) {
    STRONGROOM_ASSIGN(const auto coin, store::Coins(state.database).find(outpoint));
    return coin && coin->spentBy && *coin->spentBy != by ? coin->spentHeight : std::nullopt;
}

/// The lowest block that makes it impossible.
Outcome<std::optional<std::uint32_t>> conflictOf(State& state, const store::WithdrawalRecord& record) {
    std::optional<std::uint32_t> lowest;
    const auto note = [&](std::optional<std::uint32_t> height) {
        if (height)
            lowest = std::min(lowest.value_or(*height), *height);
    };
    const auto psbt = psbt::parsePsbt(record.psbt);
    if (!psbt)
        return lowest; // showing it says what is wrong with it
    for (const bitcoin::TxIn& input : psbt->tx.inputs) {
        STRONGROOM_ASSIGN(const auto height, spentByOther(state, input.prevout, record.txid));
        note(height);
    }
    STRONGROOM_ASSIGN(const auto parents, waitingParents(state, record));
    for (const bitcoin::Transaction& parent : parents) {
        const bitcoin::Txid txid = parent.txid();
        STRONGROOM_ASSIGN(const auto lostAt, store::Coins(state.database).conflictHeight(txid));
        note(lostAt);
        for (const bitcoin::TxIn& input : parent.inputs) { // of ours: a payment that was replaced
            STRONGROOM_ASSIGN(const auto height, spentByOther(state, input.prevout, txid));
            note(height);
        }
    }
    return lowest;
}

} // namespace

Outcome<std::vector<store::WithdrawalRecord>> endedByConflict(State& state) {
    std::vector<std::string> phases;
    for (std::size_t i = 0; i < treasury::WITHDRAWAL_STATES; ++i) {
        const auto phase = static_cast<treasury::WithdrawalState>(i);
        if (treasury::next(phase, treasury::WithdrawalEvent::buryConflict))
            phases.emplace_back(treasury::name(phase));
    }
    return withdrawalsIn(state, std::move(phases));
}

Outcome<std::vector<bitcoin::Transaction>> waitingParents(State& state,
                                                          const store::WithdrawalRecord& record) {
    std::vector<bitcoin::Transaction> parents;
    const auto psbt = psbt::parsePsbt(record.psbt);
    if (!psbt)
        return parents; // showing it says what is wrong with it
    for (std::size_t i = 0; i < psbt->tx.inputs.size(); ++i) {
        STRONGROOM_ASSIGN(const auto coin, store::Coins(state.database).find(psbt->tx.inputs[i].prevout));
        if (coin && coin->height)
            continue;
        STRONGROOM_ASSIGN(auto parent, madeBy(state, *psbt, i));
        if (parent)
            parents.push_back(*std::move(parent));
    }
    return parents;
}

Outcome<bool> isLost(State& state, const store::WithdrawalRecord& record) {
    STRONGROOM_ASSIGN(const auto height, conflictOf(state, record));
    return height.has_value();
}

Outcome<bool> isReplaced(State& state, const store::WithdrawalRecord& record, std::uint32_t tip) {
    STRONGROOM_ASSIGN(const auto height, conflictOf(state, record));
    return height && *height + BURIED <= tip + 1;
}

} // namespace strongroom::service
