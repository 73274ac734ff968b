#include "service/spend_parts.h"

#include "policy/policy.h"
#include "policy/wording.h"
#include "psbt/codec.h"
#include "service/withdrawal_verdict.h"

#include <algorithm>
#include <charconv>

namespace strongroom::service {

namespace {

/// Twelve blocks' time: once in 160,000 blocks the next one takes longer.
constexpr base::Seconds STALE_AFTER{2 * 3'600};

std::string blocksInWords(std::uint32_t blocks) {
    return std::to_string(blocks) + (blocks == 1 ? " block" : " blocks");
}

/// "the node's estimate for 6 blocks, as of a block 12 min old"
std::string estimateInWords(const FeeBasis& basis, std::uint32_t wantedBlocks, base::UnixTime now) {
    std::string words = "the node's estimate for " + blocksInWords(basis.blocks.value_or(wantedBlocks));
    if (basis.blocks && *basis.blocks != wantedBlocks)
        words += " (it has none for " + blocksInWords(wantedBlocks) + ")";
    const base::Seconds age = std::max(now - basis.asOf.value_or(now), base::Seconds{0});
    const std::int64_t unit = age.count < 3'600 ? 60 : 3'600;
    words += age.count < 60 ? ", as of a block found just now"
                            : ", as of a block " + policy::duration(age.count / unit * unit) + " old";
    return basis.stale ? words + ": it may be out of date" : words;
}

} // namespace

std::string perVbyte(base::FeeRate rate) {
    const std::int64_t whole = rate.satPerKvb() / 1'000;
    std::string places = std::to_string(1'000 + rate.satPerKvb() % 1'000).substr(1);
    while (!places.empty() && places.back() == '0')
        places.pop_back();
    return std::to_string(whole) + (places.empty() ? "" : "." + places) + " sat/vB";
}

base::Failure feeFailure(vault::Error error, base::FeeRate wanted) {
    base::Failure failure(error);
    const vault::ReviewLimits limits;
    if (error == vault::Error::feeRateTooLow) {
        const std::string least = perVbyte(vault::MIN_RELAY_FEE_RATE);
        failure.message = "Nodes relay nothing below " + least + ", and this is " + perVbyte(wanted) +
                          ". Choose " + least + " or more.";
        failure.data = {{"wanted", std::to_string(wanted.satPerKvb())},
                        {"least", std::to_string(vault::MIN_RELAY_FEE_RATE.satPerKvb())}};
    } else if (error == vault::Error::feeRateAboveCeiling) {
        const std::string most = perVbyte(limits.maxFeeRate);
        failure.message = "A fee rate of " + perVbyte(wanted) + " is above the ceiling of " + most +
                          ", which no policy raises. Choose " + most + " or less.";
        failure.data = {{"wanted", std::to_string(wanted.satPerKvb())},
                        {"ceiling", std::to_string(limits.maxFeeRate.satPerKvb())}};
    } else if (error == vault::Error::feeAboveCeiling) {
        failure.message = "The fee would be above the ceiling of " + policy::btc(limits.maxFee.satoshi()) +
                          ", or of " + std::to_string(limits.maxFeePercent) +
                          " % of what is sent. Choose a lower fee rate, fewer coins or a larger payment.";
        failure.data = {{"ceiling", std::to_string(limits.maxFee.satoshi())},
                        {"ceiling_percent", std::to_string(limits.maxFeePercent)}};
    }
    return failure;
}

Outcome<FeeChoice> chooseFee(State& state, std::optional<std::int64_t> satPerKvb,
                             std::uint32_t targetBlocks) {
    if (satPerKvb) {
        const auto rate = base::FeeRate::satPerKvb(*satPerKvb);
        return FeeChoice{rate, perVbyte(rate) + ", as you chose", {}};
    }
    STRONGROOM_ASSIGN(chain::Backend * backend, chainOf(state));
    STRONGROOM_ASSIGN(const chain::FeeEstimate estimate, backend->feeRate(targetBlocks));
    FeeChoice choice{estimate.rate, perVbyte(estimate.rate) + ", ", {}};
    const base::UnixTime now = state.ports.clock->now();
    switch (estimate.source) {
    case chain::FeeEstimate::Source::estimated:
        choice.basis = {FeeBasis::Source::estimate, estimate.blocks, estimate.asOf,
                        now - estimate.asOf > STALE_AFTER};
        choice.source += estimateInWords(choice.basis, targetBlocks, now);
        return choice;
    case chain::FeeEstimate::Source::least:
        choice.basis.source = FeeBasis::Source::least;
        choice.source += "the least that the node takes now, which is more than its estimate";
        return choice;
    case chain::FeeEstimate::Source::fallback:
        choice.basis.source = FeeBasis::Source::fallback;
        choice.source += "a fixed rate, because the node has no estimate";
        return choice;
    }
    base::checkFailed("FeeEstimate::Source");
}

Outcome<const vault::Vault*> vaultOf(const Standpoint& standpoint, const std::string& id) {
    const auto wanted = hashFromHex(id);
    for (const vault::Vault& vault : standpoint.registry().vaults()) {
        if (wanted == vault.id)
            return &vault;
    }
    return base::Unexpected(base::Failure(Error::vaultNotFound));
}

Outcome<std::vector<vault::Coin>> coinsOf(State& state, const vault::Vault& vault, base::UnixTime now) {
    store::Coins coins(state.database);
    STRONGROOM_ASSIGN(const auto records, coins.ofVault(vault.id.span()));
    std::vector<vault::Coin> result;
    for (const store::CoinRecord& record : records) {
        if (record.spentBy)
            continue;
        STRONGROOM_ASSIGN(const auto place, coins.watched(record.script));
        if (!place)
            continue;
        const bool reserved = record.reservedBy && (!record.reservedUntil || *record.reservedUntil > now);
        result.push_back({record.outpoint,
                          record.amount,
                          record.script,
                          place->branch,
                          place->index,
                          record.height,
                          {record.held, reserved}});
    }
    return result;
}

base::Amount sumOfSpendable(const std::vector<vault::Coin>& coins) {
    base::Amount sum;
    for (const vault::Coin& coin : coins) {
        if (coin.isSpendable())
            sum = sum.plus(coin.amount).value_or(sum);
    }
    return sum;
}

Outcome<std::uint32_t> nextChangeIndex(State& state, const vault::Vault& vault) {
    store::Coins coins(state.database);
    STRONGROOM_ASSIGN(const auto records, coins.ofVault(vault.id.span()));
    std::uint32_t next = 0;
    for (const store::CoinRecord& record : records) {
        STRONGROOM_ASSIGN(const auto place, coins.watched(record.script));
        if (place && place->branch == vault::CHANGE_BRANCH)
            next = std::max(next, place->index + 1);
    }
    // Withdrawals that were proposed and are in no block yet have theirs.
    store::WithdrawalQuery query;
    query.phases = {"waiting_for_approvals", "cooling", "authorized", "signing", "signed", "broadcast"};
    STRONGROOM_ASSIGN(const auto open, store::Withdrawals(state.database).query(query));
    for (const store::WithdrawalRecord& record : open) {
        const auto psbt = psbt::parsePsbt(record.psbt);
        if (!psbt)
            continue;
        for (const bitcoin::TxOut& output : psbt->tx.outputs) {
            STRONGROOM_ASSIGN(const auto place, coins.watched(output.scriptPubKey));
            if (place && place->branch == vault::CHANGE_BRANCH &&
                place->vault == base::toBytes(vault.id.span()))
                next = std::max(next, place->index + 1);
        }
    }
    return next;
}

Outcome<bitcoin::OutPoint> outpointNamed(const std::string& text) {
    const std::size_t colon = text.find(':');
    const auto txid = bitcoin::txidFromText(text.substr(0, colon));
    std::uint32_t vout = 0;
    const char* const end = text.data() + text.size();
    const char* const digits = colon == std::string::npos ? end : text.data() + colon + 1;
    const auto read = std::from_chars(digits, end, vout);
    if (!txid || digits == end || read.ec != std::errc() || read.ptr != end)
        return base::Unexpected(base::Failure(Error::coinNotFound));
    return bitcoin::OutPoint{*txid, vout};
}

Outcome<std::vector<vault::Coin>> chosenCoins(State& state, const vault::Vault& vault,
                                              const std::vector<std::string>& names, base::UnixTime now) {
    STRONGROOM_ASSIGN(const auto coins, coinsOf(state, vault, now));
    std::vector<vault::Coin> chosen;
    for (const std::string& name : names) {
        STRONGROOM_ASSIGN(const bitcoin::OutPoint outpoint, outpointNamed(name));
        const auto is = [&](const vault::Coin& coin) { return coin.outpoint == outpoint; };
        const auto coin = std::find_if(coins.begin(), coins.end(), is);
        if (coin == coins.end())
            return base::Unexpected(base::Failure(Error::coinNotFound));
        if (std::any_of(chosen.begin(), chosen.end(), is))
            return base::Unexpected(base::Failure(WithdrawalError::coinTwice));
        if (!coin->isSpendable())
            return base::Unexpected(base::Failure(WithdrawalError::coinNotSpendable));
        chosen.push_back(*coin);
    }
    return chosen;
}

vault::PreviousTransactions previousTransactions(State& state) {
    return [&state](const bitcoin::Txid& txid) -> std::optional<bitcoin::Transaction> {
        const auto bytes = store::Coins(state.database).previous(txid);
        if (!bytes || !*bytes)
            return std::nullopt;
        auto transaction = bitcoin::Transaction::parse(**bytes);
        return transaction ? std::optional(*std::move(transaction)) : std::nullopt;
    };
}

Outcome<void> refuseFindings(const vault::SpendReview& review) {
    for (const vault::Finding& finding : review.findings) {
        if (finding.severity == vault::Severity::refuse)
            return base::Unexpected(base::Failure(std::string(finding.codeText()), finding.message));
    }
    return {};
}

policy::Decision previewDecision(const Standpoint& standpoint, const vault::SpendReview& review,
                                 const treasury::Knowledge& knowledge, const crypto::Hash256& about) {
    const auto policy = policy::Policy::parse(standpoint.authority().policy());
    STRONGROOM_CHECK(policy.has_value()); // no other document gets into the chain
    return policy::evaluate(*policy, review.facts, knowledge.history, knowledge.now, about);
}

Verdict previewVerdict(const Standpoint& standpoint, const vault::SpendReview& review,
                       const treasury::Knowledge& knowledge) {
    const policy::Decision decision = previewDecision(standpoint, review, knowledge);
    const quorum::PersonId proposer =
        standpoint.viewer() != nullptr ? standpoint.viewer()->id : quorum::PersonId();
    return verdictOf(decision, treasury::countWithoutVotes(decision, standpoint.authority(), proposer),
                     standpoint.authority());
}

} // namespace strongroom::service
