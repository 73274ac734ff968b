#include "chain/training_ledger.h"

#include "base/byte_writer.h"
#include "base/check.h"
#include "bitcoin/relay.h"
#include "bitcoin/script.h"
#include "bitcoin/spend_check.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace strongroom::chain {

using base::Amount;
using base::Bytes;
using base::ByteSpan;
using bitcoin::OutPoint;
using bitcoin::Transaction;
using bitcoin::TxIn;
using bitcoin::TxOut;

namespace {

constexpr std::uint32_t FINAL_SEQUENCE = 0xffffffff;
constexpr std::uint32_t HIGHEST_REPLACEABLE_SEQUENCE = 0xfffffffd; // BIP125
constexpr std::uint32_t RELATIVE_LOCK_DISABLED = 0x80000000;       // BIP68
constexpr std::uint32_t LOCK_TIME_IS_TIME = 500'000'000;           // below: a height
constexpr std::int64_t MAX_RELAYED_WEIGHT = 400'000;

/// Names no output: what coinbase transactions, and here grants, spend.
OutPoint nothing() {
    return {bitcoin::Txid(), std::numeric_limits<std::uint32_t>::max()};
}

/// A transaction that creates coins; `tag` and `number` make it unlike any other.
Transaction creation(std::string_view tag, std::uint64_t number, TxOut output) {
    base::ByteWriter script;
    script.bytesWithLength(base::asBytes(tag)).u8(sizeof number).u64(number);
    TxIn input;
    input.prevout = nothing();
    input.scriptSig = script.take();
    Transaction transaction;
    transaction.inputs.push_back(std::move(input));
    transaction.outputs.push_back(std::move(output));
    return transaction;
}

/// An output that nobody can spend, for blocks' first transactions: fees are not collected here.
TxOut unspendable() {
    constexpr std::uint8_t OP_RETURN = 0x6a;
    return {Amount(), Bytes{OP_RETURN}};
}

bool isFinal(const Transaction& transaction, const Tip& tip) {
    const bool unlocked = transaction.lockTime < LOCK_TIME_IS_TIME ? transaction.lockTime <= tip.height
                                                                   : transaction.lockTime < tip.time.seconds;
    return unlocked || std::all_of(transaction.inputs.begin(), transaction.inputs.end(),
                                   [](const TxIn& input) { return input.sequence == FINAL_SEQUENCE; });
}

bool hasRelativeLock(const Transaction& transaction) {
    return transaction.version >= 2 &&
           std::any_of(transaction.inputs.begin(), transaction.inputs.end(), [](const TxIn& input) {
               return (input.sequence & RELATIVE_LOCK_DISABLED) == 0 && input.sequence != 0;
           });
}

bool spendsTwice(const Transaction& transaction) {
    std::unordered_set<OutPoint> seen;
    return std::any_of(transaction.inputs.begin(), transaction.inputs.end(),
                       [&](const TxIn& input) { return !seen.insert(input.prevout).second; });
}

bool hasDust(const Transaction& transaction) {
    return std::any_of(transaction.outputs.begin(), transaction.outputs.end(), [](const TxOut& output) {
        return output.amount < bitcoin::dustThreshold(output.scriptPubKey);
    });
}

std::optional<Amount> sumOf(const std::vector<TxOut>& outputs) {
    std::optional<Amount> sum = Amount();
    for (const TxOut& output : outputs)
        sum = sum ? sum->plus(output.amount) : std::nullopt;
    return sum;
}

Acceptance rejected(std::string_view reason) {
    return {Acceptance::Verdict::rejected, std::string(reason), Amount(), 0};
}

} // namespace

Result<TrainingLedger> TrainingLedger::begin(base::UnixTime start) {
    if (start.seconds <= 0 || start.seconds > std::numeric_limits<std::uint32_t>::max())
        return base::Unexpected(Error::timeGoesBack);
    TrainingLedger ledger;
    ledger.append(start);
    return ledger;
}

Tip TrainingLedger::tip() const {
    const BlockHeader& header = m_blocks.back().header;
    return {static_cast<std::uint32_t>(m_blocks.size() - 1), header.hash(), header.time};
}

const Block* TrainingLedger::find(const BlockHash& hash) const {
    const auto found = m_heights.find(hash);
    return found == m_heights.end() ? nullptr : &m_blocks[found->second];
}

bool TrainingLedger::isWaiting(const bitcoin::Txid& txid) const {
    return std::any_of(m_waiting.begin(), m_waiting.end(),
                       [&](const Transaction& waiting) { return waiting.txid() == txid; });
}

Result<bitcoin::Txid> TrainingLedger::fund(ByteSpan script, Amount amount) {
    if (amount < bitcoin::dustThreshold(script) || amount == Amount())
        return base::Unexpected(Error::amountOutOfRange);
    const Transaction grant = creation("training grant", ++m_grants, {amount, base::toBytes(script)});
    enter(grant);
    return grant.txid();
}

Acceptance TrainingLedger::judge(const Transaction& transaction) const {
    if (transaction.inputs.empty() || transaction.outputs.empty())
        return rejected("bad-txns-vin-empty");
    if (transaction.weight() > MAX_RELAYED_WEIGHT)
        return rejected("tx-size");
    if (spendsTwice(transaction))
        return rejected("bad-txns-inputs-duplicate");
    if (!isFinal(transaction, tip()))
        return rejected("non-final");
    if (hasRelativeLock(transaction))
        return rejected("non-BIP68-final");
    std::vector<TxOut> prevouts;
    for (const TxIn& input : transaction.inputs) {
        const auto unspent = m_unspent.find(input.prevout);
        const auto taken = m_spentByWaiting.find(input.prevout);
        if (unspent == m_unspent.end() && taken == m_spentByWaiting.end())
            return rejected("missing-inputs");
        prevouts.push_back(taken != m_spentByWaiting.end() ? taken->second : unspent->second);
    }
    const auto in = sumOf(prevouts);
    const auto out = transaction.outputSum();
    const auto fee = in && out ? in->minus(*out) : std::nullopt;
    if (!fee)
        return rejected("bad-txns-in-belowout");
    if (hasDust(transaction))
        return rejected("dust");
    const auto relayFee = MIN_RELAY_FEE.feeFor(transaction.virtualSize());
    if (!relayFee || *fee < *relayFee)
        return rejected("min relay fee not met");
    const std::vector<bitcoin::Txid> conflicts = conflictsOf(transaction);
    if (const auto problem = replacementProblem(transaction, *fee, conflicts); !problem.empty())
        return rejected(problem);
    switch (bitcoin::checkSpend(transaction, prevouts).verdict) {
    case bitcoin::SpendVerdict::valid:
        return {Acceptance::Verdict::allowed, "", *fee, transaction.virtualSize()};
    case bitcoin::SpendVerdict::invalid:
        return rejected("mandatory-script-verify-flag-failed");
    case bitcoin::SpendVerdict::inconclusive:
        return rejected("the training chain knows no such script");
    }
    base::checkFailed("SpendVerdict");
}

Result<void> TrainingLedger::accept(const Transaction& transaction) {
    if (judge(transaction).verdict != Acceptance::Verdict::allowed)
        return base::Unexpected(Error::rejected);
    drop(conflictsOf(transaction));
    enter(transaction);
    return {};
}

std::vector<bitcoin::Txid> TrainingLedger::conflictsOf(const Transaction& transaction) const {
    std::unordered_set<OutPoint> taken;
    for (const TxIn& input : transaction.inputs)
        taken.insert(input.prevout);
    std::vector<bitcoin::Txid> conflicts;
    // What waits stands after what it spends: one pass finds the children, too.
    for (const Transaction& waiting : m_waiting) {
        if (std::none_of(waiting.inputs.begin(), waiting.inputs.end(),
                         [&](const TxIn& input) { return taken.contains(input.prevout); }))
            continue;
        conflicts.push_back(waiting.txid());
        for (std::uint32_t vout = 0; vout < waiting.outputs.size(); ++vout)
            taken.insert({waiting.txid(), vout});
    }
    return conflicts;
}

Amount TrainingLedger::feeOf(const Transaction& waiting) const {
    std::vector<TxOut> spent;
    for (const TxIn& input : waiting.inputs) {
        if (const auto found = m_spentByWaiting.find(input.prevout); found != m_spentByWaiting.end())
            spent.push_back(found->second);
    }
    const auto in = sumOf(spent);
    const auto out = waiting.outputSum();
    return (in && out ? in->minus(*out) : std::nullopt).value_or(Amount());
}

std::optional<WaitingPackage> TrainingLedger::packageOf(const bitcoin::Txid& txid) const {
    std::unordered_set<bitcoin::Txid> wanted{txid};
    WaitingPackage package;
    // What waits stands after what it spends: one pass from the end finds the parents, too.
    for (auto waiting = m_waiting.rbegin(); waiting != m_waiting.rend(); ++waiting) {
        if (!wanted.contains(waiting->txid()))
            continue;
        package.fee = package.fee.plus(feeOf(*waiting)).value_or(package.fee);
        package.virtualSize += waiting->virtualSize();
        for (const TxIn& input : waiting->inputs)
            wanted.insert(input.prevout.txid);
    }
    return package.virtualSize > 0 ? std::optional(package) : std::nullopt;
}

std::string_view TrainingLedger::replacementProblem(const Transaction& transaction, Amount fee,
                                                    const std::vector<bitcoin::Txid>& conflicts) const {
    if (conflicts.empty())
        return {};
    Amount least = INCREMENTAL_RELAY_FEE.feeFor(transaction.virtualSize()).value_or(Amount());
    for (const Transaction& waiting : m_waiting) {
        const bitcoin::Txid txid = waiting.txid();
        if (std::find(conflicts.begin(), conflicts.end(), txid) == conflicts.end())
            continue;
        if (std::none_of(waiting.inputs.begin(), waiting.inputs.end(),
                         [](const TxIn& input) { return input.sequence <= HIGHEST_REPLACEABLE_SEQUENCE; }))
            return "txn-mempool-conflict";
        if (std::any_of(transaction.inputs.begin(), transaction.inputs.end(),
                        [&](const TxIn& input) { return input.prevout.txid == txid; }))
            return "bad-txns-spends-conflicting-tx";
        if (base::FeeRate::of(fee, transaction.virtualSize()) <=
            base::FeeRate::of(feeOf(waiting), waiting.virtualSize()))
            return "insufficient fee";
        least = least.plus(feeOf(waiting)).value_or(least);
    }
    return fee < least ? "insufficient fee" : "";
}

void TrainingLedger::drop(const std::vector<bitcoin::Txid>& conflicts) {
    const auto isDropped = [&](const bitcoin::Txid& txid) {
        return std::find(conflicts.begin(), conflicts.end(), txid) != conflicts.end();
    };
    for (const Transaction& waiting : m_waiting) {
        if (!isDropped(waiting.txid()))
            continue;
        for (const TxIn& input : waiting.inputs) {
            const auto spent = m_spentByWaiting.extract(input.prevout);
            if (spent && !isDropped(input.prevout.txid))
                m_unspent.emplace(spent.key(), spent.mapped());
        }
        for (std::uint32_t vout = 0; vout < waiting.outputs.size(); ++vout)
            m_unspent.erase(OutPoint{waiting.txid(), vout});
    }
    std::erase_if(m_waiting, [&](const Transaction& waiting) { return isDropped(waiting.txid()); });
}

void TrainingLedger::enter(const Transaction& transaction) {
    for (const TxIn& input : transaction.inputs) {
        if (const auto spent = m_unspent.extract(input.prevout))
            m_spentByWaiting.emplace(spent.key(), spent.mapped());
    }
    const bitcoin::Txid txid = transaction.txid();
    for (std::uint32_t vout = 0; vout < transaction.outputs.size(); ++vout)
        m_unspent.emplace(OutPoint{txid, vout}, transaction.outputs[vout]);
    m_waiting.push_back(transaction);
}

Result<BlockHash> TrainingLedger::mine(base::UnixTime time) {
    if (time < tip().time || time.seconds > std::numeric_limits<std::uint32_t>::max())
        return base::Unexpected(Error::timeGoesBack);
    append(time);
    return tip().hash;
}

void TrainingLedger::append(base::UnixTime time) {
    constexpr std::uint32_t REGTEST_BITS = 0x207fffff; // the easiest target; no work is done
    Block block;
    block.transactions.push_back(creation("training block", m_blocks.size(), unspendable()));
    block.transactions.insert(block.transactions.end(), m_waiting.begin(), m_waiting.end());
    block.header.version = 4;
    if (!m_blocks.empty())
        block.header.previous = m_blocks.back().header.hash();
    block.header.merkleRoot = *merkleRootOf(block.transactions);
    block.header.time = time;
    block.header.bits = REGTEST_BITS;
    for (const Transaction& transaction : block.transactions)
        m_confirmed.insert(transaction.txid());
    m_waiting.clear();
    m_spentByWaiting.clear();
    m_heights.emplace(block.header.hash(), m_blocks.size());
    m_blocks.push_back(std::move(block));
}

} // namespace strongroom::chain
