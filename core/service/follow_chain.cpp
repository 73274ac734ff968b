#include "service/follow_chain.h"

#include "psbt/codec.h"
#include "service/chain_scan.h"
#include "service/conflicts.h"
#include "service/sent_record.h"
#include "service/withdrawal_view.h"
#include "store/objects.h"
#include "store/withdrawals.h"
#include "treasury/withdrawal_state.h"

#include <algorithm>

namespace strongroom::service {

using base::Failure;
using treasury::WithdrawalEvent;
using treasury::WithdrawalState;

namespace {

/// A day of blocks: a longer reorganisation is not one, and people have to look.
constexpr std::uint32_t MAX_UNDO = 144;
/// Transactions of strangers that one call fetches from the mempool; the rest is looked at next time.
constexpr std::size_t MAX_MEMPOOL_FETCHES = 500;
/// The chain may change under our hands a few times; then the node is asked later.
constexpr int MAX_ATTEMPTS = 5;
/// Blocks before this long before the founding cannot pay the treasury (clocks of miners are two hours off).
constexpr base::Seconds BEFORE_FOUNDING{4 * 3'600};

bool isHash(const chain::BlockHash& hash, const base::Bytes& stored) {
    return std::ranges::equal(hash.span(), stored);
}

/// The first height to look at: all of it where blocks are cheap, from the founding on elsewhere. Binary
/// search over block times, which are nearly sorted.
Outcome<std::uint32_t> firstHeight(State& state, chain::Backend& backend, std::uint32_t tip) {
    if (backend.network() == bitcoin::Network::regtest)
        return 0U;
    STRONGROOM_ASSIGN(const auto heads, store::Objects(state.database).heads());
    if (heads.empty())
        return base::Unexpected(Error::authorityMissing);
    STRONGROOM_ASSIGN(const auto object,
                      crypto::SignedObject::parse(heads.front(), authority::MAX_GENESIS_BYTES));
    STRONGROOM_ASSIGN(const authority::Genesis genesis, authority::parseGenesis(object));
    const base::UnixTime since = genesis.created - BEFORE_FOUNDING;
    std::uint32_t low = 0;
    std::uint32_t high = tip;
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        STRONGROOM_ASSIGN(const auto hash, backend.blockHash(middle));
        STRONGROOM_ASSIGN(const auto block, hash ? backend.block(*hash)
                                                 : chain::Answer<std::optional<chain::Block>>(std::nullopt));
        if (!block)
            return base::Unexpected(Error::chainInconsistent);
        if (block->header.time < since)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

Outcome<void> changePhase(State& state, store::WithdrawalRecord record, WithdrawalEvent event,
                          std::optional<std::uint32_t> height) {
    const auto before = treasury::parseWithdrawalState(record.phase);
    const auto after = before ? treasury::next(*before, event)
                              : base::Result<WithdrawalState, treasury::Error>(
                                    base::Unexpected(treasury::Error::forbiddenTransition));
    if (!after)
        return {}; // nothing that the chain changes about it
    record.phase = treasury::name(*after);
    record.height = height;
    record.updatedAt = state.ports.clock->now();
    STRONGROOM_TRY(store::Withdrawals(state.database).update(record));
    if (treasury::isFinal(*after))
        return releaseCoins(state, record);
    return {};
}

struct Walk {
    State& state;
    chain::Backend& backend;
    SyncReport report;

    /// The stored tip after leaving blocks that the node's chain does not have.
    [[nodiscard]] Outcome<std::optional<store::BlockRecord>> leaveAbandoned();
    [[nodiscard]] Outcome<void> undoFrom(std::uint32_t height);
    /// False when the next block does not follow ours: the chain changed meanwhile.
    [[nodiscard]] Outcome<bool> addBlock(ChainScan& scan, std::uint32_t height,
                                         const std::optional<store::BlockRecord>& before);
    [[nodiscard]] Outcome<bool> walkTo(ChainScan& scan, std::uint32_t tip);
    [[nodiscard]] Outcome<void> lookAtMempool(ChainScan& scan);
    [[nodiscard]] Outcome<void> forgetVanished(const std::set<bitcoin::Txid>& waiting);
    /// What waits in the mempool was sent, by whoever: a coordinator that died right after sending learns it
    /// here.
    [[nodiscard]] Outcome<void> noteSent(const std::set<bitcoin::Txid>& waiting);
    [[nodiscard]] Outcome<void> endReplaced();
};

Outcome<std::optional<store::BlockRecord>> Walk::leaveAbandoned() {
    const store::Coins coins(state.database);
    STRONGROOM_ASSIGN(const auto tip, coins.tip());
    std::optional<store::BlockRecord> common = tip;
    while (common) {
        STRONGROOM_ASSIGN(const auto hash, backend.blockHash(common->height));
        if (hash && isHash(*hash, common->hash))
            break;
        if (tip->height - common->height >= MAX_UNDO)
            return base::Unexpected(Error::reorganisationTooDeep);
        const std::uint32_t height = common->height;
        STRONGROOM_ASSIGN(common, height > 0
                                      ? coins.block(height - 1)
                                      : store::Result<std::optional<store::BlockRecord>>(std::nullopt));
    }
    if (tip && !common && tip->height > 0)
        return base::Unexpected(Error::reorganisationTooDeep);
    if (tip && (!common || common->height < tip->height))
        STRONGROOM_TRY(undoFrom(common ? common->height + 1 : 0));
    return common;
}

Outcome<void> Walk::undoFrom(std::uint32_t height) {
    STRONGROOM_ASSIGN(const auto confirmed,
                      withdrawalsIn(state, {std::string(treasury::name(WithdrawalState::confirmed))}));
    STRONGROOM_ASSIGN(store::Transaction transaction, store::Transaction::begin(state.database));
    store::Coins coins(state.database);
    STRONGROOM_ASSIGN(const auto tip, coins.tip());
    for (const store::WithdrawalRecord& record : confirmed) {
        if (record.height && *record.height >= height)
            STRONGROOM_TRY(changePhase(state, record, WithdrawalEvent::unconfirm, std::nullopt));
    }
    STRONGROOM_TRY(coins.undoFrom(height));
    STRONGROOM_TRY(transaction.commit());
    report.blocksUndone += tip ? tip->height + 1 - height : 0;
    state.looked.clear();
    return {};
}

Outcome<bool> Walk::addBlock(ChainScan& scan, std::uint32_t height,
                             const std::optional<store::BlockRecord>& before) {
    STRONGROOM_ASSIGN(const auto hash, backend.blockHash(height));
    if (!hash)
        return false;
    STRONGROOM_ASSIGN(const auto block, backend.block(*hash));
    if (!block || (before && !isHash(block->header.previous, before->hash)))
        return false;
    STRONGROOM_ASSIGN(store::Transaction transaction, store::Transaction::begin(state.database));
    store::Coins coins(state.database);
    store::Withdrawals withdrawals(state.database);
    for (std::size_t watched = 0; watched != scan.watchedScripts();) {
        watched = scan.watchedScripts();
        for (const bitcoin::Transaction& one : block->transactions) {
            STRONGROOM_TRY(scan.noteConflict(one, height));
            STRONGROOM_ASSIGN(const bool ours, scan.apply(one, height));
            if (!ours)
                continue;
            STRONGROOM_ASSIGN(const auto withdrawal, withdrawals.byTxid(one.txid()));
            if (withdrawal)
                STRONGROOM_TRY(changePhase(state, *withdrawal, WithdrawalEvent::confirm, height));
        }
    }
    STRONGROOM_TRY(
        coins.putBlock({.height = height, .hash = base::toBytes(hash->span()), .time = block->header.time}));
    STRONGROOM_TRY(transaction.commit());
    ++report.blocksAdded;
    return true;
}

Outcome<bool> Walk::walkTo(ChainScan& scan, std::uint32_t tip) {
    STRONGROOM_ASSIGN(std::optional<store::BlockRecord> at, leaveAbandoned());
    std::uint32_t next = 0;
    if (at) {
        next = at->height + 1;
    } else {
        STRONGROOM_ASSIGN(next, firstHeight(state, backend, tip));
    }
    for (; next <= tip; ++next) {
        STRONGROOM_ASSIGN(const bool added, addBlock(scan, next, at));
        if (!added)
            return false;
        STRONGROOM_ASSIGN(at, store::Coins(state.database).tip());
    }
    return true;
}

Outcome<void> Walk::lookAtMempool(ChainScan& scan) {
    STRONGROOM_ASSIGN(const auto ids, backend.mempool());
    const std::set<bitcoin::Txid> waiting(ids.begin(), ids.end());
    std::erase_if(state.looked, [&](const bitcoin::Txid& txid) { return !waiting.contains(txid); });
    std::vector<bitcoin::Transaction> ours;
    std::size_t fetched = 0;
    for (const bitcoin::Txid& txid : waiting) {
        if (state.looked.contains(txid) || fetched == MAX_MEMPOOL_FETCHES)
            continue;
        ++fetched;
        STRONGROOM_ASSIGN(const auto transaction, backend.mempoolTransaction(txid));
        if (transaction && scan.concerns(*transaction))
            ours.push_back(*transaction);
        state.looked.insert(txid);
    }
    STRONGROOM_ASSIGN(const chain::Tip now, backend.tip());
    STRONGROOM_ASSIGN(store::Transaction transaction, store::Transaction::begin(state.database));
    for (const bitcoin::Transaction& one : ours)
        STRONGROOM_TRY(scan.apply(one, std::nullopt));
    // What left the mempool for a block that we have not seen has not vanished.
    if (now.height == report.height)
        STRONGROOM_TRY(forgetVanished(waiting));
    STRONGROOM_TRY(transaction.commit());
    return noteSent(waiting);
}

Outcome<void> Walk::noteSent(const std::set<bitcoin::Txid>& waiting) {
    STRONGROOM_ASSIGN(const auto unsent,
                      withdrawalsIn(state, {std::string(treasury::name(WithdrawalState::fullySigned))}));
    for (const store::WithdrawalRecord& record : unsent) {
        if (!waiting.contains(record.txid))
            continue;
        STRONGROOM_TRY(recordSent(state, record.id, record.txid));
        STRONGROOM_TRY(changePhase(state, record, WithdrawalEvent::sendOut, std::nullopt));
    }
    return {};
}

Outcome<void> Walk::forgetVanished(const std::set<bitcoin::Txid>& waiting) {
    store::Coins coins(state.database);
    STRONGROOM_ASSIGN(const auto unconfirmed, coins.unconfirmed());
    for (store::CoinRecord coin : unconfirmed) {
        if (!coin.height && !waiting.contains(coin.outpoint.txid)) {
            STRONGROOM_TRY(coins.forgetUnconfirmed(coin.outpoint));
        } else if (coin.spentBy && !coin.spentHeight && !waiting.contains(*coin.spentBy)) {
            coin.spentBy.reset();
            STRONGROOM_TRY(coins.put(coin));
        }
    }
    return {};
}

Outcome<void> Walk::endReplaced() {
    STRONGROOM_ASSIGN(const auto open, endedByConflict(state));
    for (const store::WithdrawalRecord& record : open) {
        STRONGROOM_ASSIGN(const bool replaced, isReplaced(state, record, report.height));
        if (replaced)
            STRONGROOM_TRY(changePhase(state, record, WithdrawalEvent::buryConflict, std::nullopt));
    }
    return {};
}

std::string sentenceFor(const SyncReport& report) {
    std::string sentence = "The chain stands at block " + std::to_string(report.height) + ".";
    if (report.blocksAdded > 0)
        sentence += " Blocks added: " + std::to_string(report.blocksAdded) + ".";
    if (report.blocksUndone > 0)
        sentence += " Blocks undone: " + std::to_string(report.blocksUndone) + ".";
    return sentence;
}

} // namespace

Outcome<SyncReport> followChain(Workspace& workspace) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    STRONGROOM_ASSIGN(chain::Backend* const backend, chainOf(state));
    Walk walk{state, *backend, {}};
    for (int attempt = 0; attempt < MAX_ATTEMPTS; ++attempt) {
        STRONGROOM_ASSIGN(const chain::Tip tip, backend->tip());
        STRONGROOM_ASSIGN(ChainScan scan, ChainScan::begin(state));
        STRONGROOM_ASSIGN(const bool arrived, walk.walkTo(scan, tip.height));
        if (!arrived)
            continue;
        walk.report.height = tip.height;
        STRONGROOM_TRY(walk.lookAtMempool(scan));
        STRONGROOM_TRY(walk.endReplaced());
        walk.report.sentence = sentenceFor(walk.report);
        return walk.report;
    }
    return base::Unexpected(Error::chainInconsistent);
}

} // namespace strongroom::service
