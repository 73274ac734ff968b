#include "vault/selection.h"

#include "vault/draw.h"

#include <algorithm>
#include <numeric>

namespace strongroom::vault {

namespace {

using base::Amount;
using base::Result;
using base::Unexpected;

/// As Bitcoin Core: enough for wallets of thousands of coins, some milliseconds at most.
constexpr std::size_t MAX_TRIES = 100'000;
/// An input count of 253 and more takes two bytes more (compact size).
constexpr std::size_t FIRST_LONG_COUNT = 253;
constexpr std::int64_t LONG_COUNT_WEIGHT = 2 * bitcoin::Transaction::WITNESS_SCALE;

std::int64_t virtualSize(std::int64_t weight) {
    return (weight + bitcoin::Transaction::WITNESS_SCALE - 1) / bitcoin::Transaction::WITNESS_SCALE;
}

/// Satoshi; sums of these stay far below 2^63.
struct Costs {
    std::int64_t base;        ///< Without inputs and change.
    std::int64_t input;       ///< One input now …
    std::int64_t inputLater;  ///< … and at the long-term rate.
    std::int64_t change;      ///< Making the change output …
    std::int64_t changeInAll; ///< … and spending it one day.
};

/// A coin by what it adds beyond its own cost.
struct Candidate {
    std::size_t coin;
    std::int64_t value;
};

std::optional<Costs> costsOf(const SelectionRequest& request) {
    const auto base = request.feeRate.feeFor(virtualSize(request.baseWeight));
    const auto input = request.feeRate.feeFor(virtualSize(request.inputWeight));
    const auto later = request.longTermFeeRate.feeFor(virtualSize(request.inputWeight));
    const auto change = request.feeRate.feeFor(virtualSize(request.changeWeight));
    if (!base || !input || !later || !change)
        return std::nullopt;
    return Costs{base->satoshi(), input->satoshi(), later->satoshi(), change->satoshi(),
                 change->satoshi() + later->satoshi()};
}

/// Spendable coins that are worth more than they cost, the largest first.
std::vector<Candidate> candidatesOf(std::span<const Coin> coins, const Costs& costs) {
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < coins.size(); ++i)
        if (coins[i].isSpendable() && coins[i].amount.satoshi() > costs.input)
            candidates.push_back({i, coins[i].amount.satoshi() - costs.input});
    std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
        return a.value != b.value ? a.value > b.value : a.coin < b.coin;
    });
    return candidates;
}

/// What can be chosen from, and what it costs when that may be all of it.
struct Pool {
    std::vector<Candidate> candidates;
    Costs costs;
};

std::optional<Pool> poolOf(const SelectionRequest& request, std::span<const Coin> coins) {
    auto costs = costsOf(request);
    if (!costs)
        return std::nullopt;
    std::vector<Candidate> candidates = candidatesOf(coins, *costs);
    if (candidates.size() >= FIRST_LONG_COUNT) {
        const auto base = request.feeRate.feeFor(virtualSize(request.baseWeight + LONG_COUNT_WEIGHT));
        if (!base)
            return std::nullopt;
        costs->base = base->satoshi();
    }
    return Pool{std::move(candidates), *costs};
}

std::size_t maxInputs(const SelectionRequest& request) {
    const std::int64_t room =
        MAX_STANDARD_WEIGHT - request.baseWeight - request.changeWeight - LONG_COUNT_WEIGHT;
    return room <= 0 || request.inputWeight <= 0 ? 0 : static_cast<std::size_t>(room / request.inputWeight);
}

/// Positions of the largest coins that suffice; empty when too many are needed.
std::vector<std::size_t> largestFirst(const std::vector<Candidate>& pool, std::int64_t target,
                                      std::size_t maxInputs) {
    std::vector<std::size_t> positions;
    std::int64_t sum = 0;
    while (sum < target && positions.size() < std::min(pool.size(), maxInputs)) {
        sum += pool[positions.size()].value;
        positions.push_back(positions.size());
    }
    return sum >= target ? positions : std::vector<std::size_t>();
}

/// Depth-first search for a set within [target, target + window] that wastes least: waste is what the inputs
/// cost more than later, and the excess that goes to the fee. The order of Bitcoin Core's SelectCoinsBnB.
class BranchAndBound {
public:
    BranchAndBound(const std::vector<Candidate>& pool, std::int64_t target, std::int64_t window,
                   std::int64_t wastePerInput, std::size_t maxInputs)
        : m_pool(pool),
          m_target(target),
          m_window(window),
          m_wastePerInput(wastePerInput),
          m_maxInputs(maxInputs) {}

    /// Positions in the pool; empty when there is no such set, or none was found in time.
    [[nodiscard]] std::vector<std::size_t> search() {
        for (const Candidate& candidate : m_pool)
            m_available += candidate.value;
        std::size_t position = 0;
        for (std::size_t tries = 0; tries < MAX_TRIES; ++tries, ++position) {
            if (!mustBacktrack()) {
                descend(position);
                continue;
            }
            if (m_chosen.empty())
                break;
            for (--position; position > m_chosen.back(); --position)
                m_available += m_pool[position].value;
            m_value -= m_pool[position].value;
            m_waste -= m_wastePerInput;
            m_chosen.pop_back();
        }
        return m_best;
    }

private:
    bool mustBacktrack() {
        if (m_value + m_available < m_target || m_value > m_target + m_window ||
            m_chosen.size() > m_maxInputs || (m_bestWaste && m_wastePerInput > 0 && m_waste > *m_bestWaste))
            return true;
        if (m_value < m_target)
            return false;
        const std::int64_t waste = m_waste + m_value - m_target;
        if (!m_bestWaste || waste < *m_bestWaste) {
            m_best = m_chosen;
            m_bestWaste = waste;
        }
        return true;
    }

    void descend(std::size_t position) {
        const std::int64_t value = m_pool[position].value;
        m_available -= value;
        const bool twinWasLeftOut =
            !m_chosen.empty() && m_chosen.back() != position - 1 && m_pool[position - 1].value == value;
        if (twinWasLeftOut)
            return; // the same value was tried without success at this depth
        m_chosen.push_back(position);
        m_value += value;
        m_waste += m_wastePerInput;
    }

    const std::vector<Candidate>& m_pool;
    const std::int64_t m_target;
    const std::int64_t m_window;
    const std::int64_t m_wastePerInput;
    const std::size_t m_maxInputs;
    std::int64_t m_available = 0;
    std::int64_t m_value = 0;
    std::int64_t m_waste = 0;
    std::vector<std::size_t> m_chosen;
    std::vector<std::size_t> m_best;
    std::optional<std::int64_t> m_bestWaste;
};

/// Coins in random order until they suffice; beyond the allowed number the smallest gives way. Empty when all
/// of them do not.
std::vector<std::size_t> singleRandomDraw(const std::vector<Candidate>& pool, std::int64_t target,
                                          std::size_t maxInputs, base::Random& random) {
    std::vector<std::size_t> order(pool.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    shuffle(order, random);
    const auto smallerLast = [&](std::size_t a, std::size_t b) { return pool[a].value > pool[b].value; };
    std::vector<std::size_t> heap;
    std::int64_t sum = 0;
    for (const std::size_t position : order) {
        heap.push_back(position);
        std::ranges::push_heap(heap, smallerLast);
        sum += pool[position].value;
        if (heap.size() > maxInputs) {
            std::ranges::pop_heap(heap, smallerLast);
            sum -= pool[heap.back()].value;
            heap.pop_back();
        }
        if (sum >= target)
            return heap;
    }
    return {};
}

std::optional<Amount> sumOf(std::span<const Coin> coins, const std::vector<std::size_t>& chosen) {
    std::optional<Amount> sum = Amount();
    for (const std::size_t coin : chosen)
        sum = sum ? sum->plus(coins[coin].amount) : std::nullopt;
    return sum;
}

enum class Change : std::uint8_t { ifWorthIt, none };

/// Coins that were found, before the fee is settled.
struct Found {
    Method method;
    std::vector<std::size_t> positions;
    Change change;
};

/// The exact fee, change if it is worth making, and what all of it wastes.
Result<Selection, Error> settle(const SelectionRequest& request, std::span<const Coin> coins,
                                const Pool& from, const Found& found, base::Random& random) {
    const auto& [method, positions, wanted] = found;
    const auto& [pool, costs] = from;
    Selection selection;
    selection.method = method;
    for (const std::size_t position : positions)
        selection.coins.push_back(pool[position].coin);
    shuffle(selection.coins, random);
    const auto sum = sumOf(coins, selection.coins);
    const auto excess = sum ? sum->minus(request.target) : std::nullopt;
    const std::int64_t weight = transactionWeight(request, positions.size());
    const auto feeWithChange = request.feeRate.feeFor(virtualSize(weight + request.changeWeight));
    if (!excess || !feeWithChange)
        return Unexpected(Error::amountRange);
    selection.inputSum = *sum;
    selection.fee = *excess;
    const auto change = excess->minus(*feeWithChange);
    if (wanted == Change::ifWorthIt && change && *change >= request.minChange) {
        selection.fee = *feeWithChange;
        selection.change = change;
    }
    const auto count = static_cast<std::int64_t>(positions.size());
    const std::int64_t toFee = selection.fee.satoshi() - costs.base - count * costs.input;
    selection.waste =
        waste(count * costs.input, count * costs.inputLater, selection.change ? costs.changeInAll : toFee);
    return selection;
}

/// Every coin given, whatever it costs.
Result<Selection, Error> takeAll(const SelectionRequest& request, std::span<const Coin> coins,
                                 const Costs& costs, base::Random& random) {
    if (coins.size() > maxInputs(request))
        return Unexpected(Error::transactionTooLarge);
    Pool all{{}, costs};
    Found found{Method::byHand, {}, Change::ifWorthIt};
    for (std::size_t i = 0; i < coins.size(); ++i) {
        if (!coins[i].isSpendable())
            return Unexpected(Error::insufficientFunds);
        found.positions.push_back(i);
        all.candidates.push_back({i, coins[i].amount.satoshi() - costs.input});
    }
    const auto sum = sumOf(coins, found.positions);
    const auto fee = request.feeRate.feeFor(virtualSize(transactionWeight(request, coins.size())));
    const auto needed = fee ? request.target.plus(*fee) : std::nullopt;
    if (!sum || !needed)
        return Unexpected(Error::amountRange);
    if (*sum < *needed)
        return Unexpected(Error::insufficientFunds);
    return settle(request, coins, all, found, random);
}

/// Every way of paying that was found, in the order in which equals are preferred.
std::vector<Found> waysToPay(const SelectionRequest& request, const Pool& from, base::Random& random) {
    const auto& [pool, costs] = from;
    const std::size_t most = maxInputs(request);
    const std::int64_t withoutChange = request.target.satoshi() + costs.base;
    const std::int64_t withChange = withoutChange + costs.change + request.minChange.satoshi();
    std::vector<Found> ways;
    BranchAndBound exact(pool, withoutChange, costs.changeInAll, costs.input - costs.inputLater, most);
    ways.push_back({Method::exact, exact.search(), Change::none});
    for (const std::int64_t target : {withChange, withoutChange}) {
        // Enough for the payment, not for change: what is over goes to the fee.
        if (target == withoutChange &&
            std::ranges::any_of(ways, [](const Found& way) { return !way.positions.empty(); }))
            break;
        ways.push_back({Method::drawn, singleRandomDraw(pool, target, most, random), Change::ifWorthIt});
        ways.push_back({Method::largestFirst, largestFirst(pool, target, most), Change::ifWorthIt});
    }
    std::erase_if(ways, [](const Found& way) { return way.positions.empty(); });
    return ways;
}

Amount amountOf(std::int64_t satoshi) {
    return Amount::fromSatoshi(std::max<std::int64_t>(satoshi, 0)).value_or(Amount());
}

} // namespace

std::int64_t transactionWeight(const SelectionRequest& request, std::size_t inputs) {
    return request.baseWeight + static_cast<std::int64_t>(inputs) * request.inputWeight +
           (inputs >= FIRST_LONG_COUNT ? LONG_COUNT_WEIGHT : 0);
}

Reach reachOf(const SelectionRequest& request, std::span<const Coin> coins) {
    const auto found = poolOf(request, coins);
    if (!found)
        return {};
    std::int64_t has = 0;
    std::size_t count = 0;
    const auto add = [&](const Coin& coin) {
        has += coin.amount.satoshi();
        ++count;
    };
    if (request.choice == Choice::all)
        std::ranges::for_each(coins, add);
    else
        for (const Candidate& candidate : found->candidates)
            add(coins[candidate.coin]);
    const std::int64_t fee = request.choice == Choice::all
                                 ? request.feeRate.feeFor(virtualSize(transactionWeight(request, count)))
                                       .value_or(Amount())
                                       .satoshi()
                                 : found->costs.base + static_cast<std::int64_t>(count) * found->costs.input;
    return {amountOf(has), amountOf(request.target.satoshi() + fee), amountOf(has - fee)};
}

Result<Selection, Error> selectCoins(const SelectionRequest& request, std::span<const Coin> coins,
                                     base::Random& random) {
    const auto found = poolOf(request, coins);
    if (!found)
        return Unexpected(Error::amountRange);
    if (request.choice == Choice::all)
        return takeAll(request, coins, found->costs, random);
    const auto& candidates = found->candidates;
    const std::int64_t available =
        std::accumulate(candidates.begin(), candidates.end(), std::int64_t{0},
                        [](std::int64_t sum, const Candidate& c) { return sum + c.value; });
    if (available < request.target.satoshi() + found->costs.base)
        return Unexpected(Error::insufficientFunds);
    std::optional<Selection> best;
    for (const Found& way : waysToPay(request, *found, random)) {
        STRONGROOM_ASSIGN(Selection selection, settle(request, coins, *found, way, random));
        if (!best || selection.waste < best->waste)
            best = std::move(selection);
    }
    if (!best)
        return Unexpected(Error::transactionTooLarge);
    return *std::move(best);
}

} // namespace strongroom::vault
