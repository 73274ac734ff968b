#include "service/prepare_payments.h"

#include "bitcoin/relay.h"
#include "policy/wording.h"
#include "service/spend_flow.h"
#include "service/withdrawal_rows.h"

#include <algorithm>

namespace strongroom::service {

namespace {

using base::Amount;

std::string text(Amount amount) {
    return policy::btc(amount.satoshi());
}

std::string number(Amount amount) {
    return std::to_string(amount.satoshi());
}

/// Why coins of a vault are not at hand.
struct Standing {
    Amount held;
    Amount reserved;
    Amount unconfirmed;
};

Standing standingOf(const std::vector<vault::Coin>& coins) {
    Standing standing;
    for (const vault::Coin& coin : coins) {
        if (coin.isSpendable())
            continue;
        Amount& sum = coin.state.held       ? standing.held
                      : coin.state.reserved ? standing.reserved
                                            : standing.unconfirmed;
        sum = sum.plus(coin.amount).value_or(sum);
    }
    return standing;
}

base::Failure shortfall(const vault::SpendRequest& request, const PreparedPayments& prepared,
                        const std::vector<vault::Coin>& coins, const std::vector<vault::Coin>& all) {
    const Standing standing = standingOf(all);
    const vault::Reach reach = vault::reachOf(*prepared.spend.vault, request, coins);
    base::Failure failure(vault::Error::insufficientFunds);
    failure.message = "The payment and its fee need " + text(reach.needed) + " at this fee rate. " +
                      (request.choice == vault::Choice::all ? "The chosen coins have "
                                                            : "The coins that can be spent now have ") +
                      text(reach.has) + ".";
    const auto add = [&](Amount amount, std::string_view why) {
        if (amount > Amount())
            failure.message += " " + text(amount) + " " + std::string(why) + ".";
    };
    if (request.choice == vault::Choice::best) {
        add(standing.reserved, "is reserved for other withdrawals");
        add(standing.held, "is on hold");
        add(standing.unconfirmed, "is in no block yet");
    }
    failure.message += reach.most > Amount() ? " At most " + text(reach.most) + " can be paid."
                                             : " Nothing can be paid at this fee rate.";
    failure.data = {{"available", number(reach.has)}, {"needed", number(reach.needed)},
                    {"most", number(reach.most)},     {"reserved", number(standing.reserved)},
                    {"held", number(standing.held)},  {"unconfirmed", number(standing.unconfirmed)}};
    return failure;
}

/// With the numbers of what was wanted, and what would do.
base::Failure failureOf(vault::Error error, const vault::SpendRequest& request,
                        const PreparedPayments& prepared, const std::vector<vault::Coin>& coins,
                        const std::vector<vault::Coin>& all) {
    if (error == vault::Error::insufficientFunds)
        return shortfall(request, prepared, coins, all);
    const auto dust = [](const Order& order) {
        return order.amount < bitcoin::dustThreshold(order.payee->record.script);
    };
    if (error == vault::Error::dustPayment)
        return dustFailure(*std::ranges::find_if(prepared.orders, dust));
    return feeFailure(error, request.feeRate);
}

/// The payments' positions among the outputs: in their order, with change anywhere among them.
std::vector<std::size_t> outputsOfOrders(const PreparedPayments& prepared) {
    std::vector<std::size_t> outputs;
    for (std::size_t i = 0; i < prepared.orders.size(); ++i) {
        const auto& change = prepared.spend.spend.changeOutput;
        outputs.push_back(change && *change <= i ? i + 1 : i);
    }
    return outputs;
}

std::optional<treasury::Bump> bumpFor(const SpendChoices& choices, const PreparedSpend& prepared) {
    return choices.bump == BumpCeiling::none ? std::nullopt : defaultBump(prepared);
}

/// What an earlier withdrawal pays, by its own bytes where the row does not say it: a file pays many.
void addPayments(std::vector<treasury::EarlierPayment>& earlier, State& state, const Standpoint& standpoint,
                 const store::WithdrawalRecord& record) {
    if (const auto payee = crypto::Hash256::from(record.payee)) {
        earlier.push_back({record.id, *payee, record.amount, record.reference, record.proposedAt});
        return;
    }
    const auto view = viewOf(standpoint, record);
    if (!view)
        return; // damaged: said where it is shown
    for (const auto& [output, details] : paymentsOf(state, *view))
        earlier.push_back({record.id, details.payee, details.amount, details.reference, record.proposedAt});
}

} // namespace

base::Failure dustFailure(const Order& order) {
    const Amount least = bitcoin::dustThreshold(order.payee->record.script);
    base::Failure failure(vault::Error::dustPayment);
    failure.message = number(order.amount) + " sat to " + order.payee->record.name +
                      " is so little that the network does not relay it. To this kind of address it takes " +
                      number(least) + " sat or more.";
    failure.data = {{"amount", number(order.amount)}, {"least", number(least)}};
    return failure;
}

Outcome<void> requireActive(const Standpoint& standpoint, const authority::PayeeEntry& payee) {
    const auto seen = standpoint.payees().seen(payee.hash, standpoint.now());
    const auto cooling = standpoint.authority().changeRules().payeeCooling;
    if (treasury::phaseOf(payee, seen, cooling, standpoint.now()) != treasury::PayeePhase::active)
        return base::Unexpected(base::Failure(WithdrawalError::payeeNotActive));
    return {};
}

Outcome<PreparedPayments> preparePayments(State& state, const Standpoint& standpoint,
                                          const SpendChoices& choices, std::vector<Order> orders) {
    PreparedPayments prepared;
    prepared.orders = std::move(orders);
    STRONGROOM_ASSIGN(prepared.spend.vault, vaultOf(standpoint, choices.vaultId));
    STRONGROOM_ASSIGN(prepared.fee, chooseFee(state, choices.feeRateSatPerKvb, FEE_TARGET_BLOCKS));
    STRONGROOM_ASSIGN(const auto all, coinsOf(state, *prepared.spend.vault, standpoint.now()));
    prepared.available = sumOfSpendable(all);
    vault::SpendRequest request;
    std::vector<vault::Coin> coins = all;
    if (!choices.coins.empty()) {
        request.choice = vault::Choice::all;
        STRONGROOM_ASSIGN(coins, chosenCoins(state, *prepared.spend.vault, choices.coins, standpoint.now()));
    }
    for (const Order& order : prepared.orders)
        request.payments.push_back({order.payee->record.script, order.amount, nullptr, {}});
    request.feeRate = prepared.fee.rate;
    request.tipHeight = standpoint.height();
    STRONGROOM_ASSIGN(request.changeIndex, nextChangeIndex(state, *prepared.spend.vault));
    auto spend = vault::buildSpend(*prepared.spend.vault, request, coins, previousTransactions(state),
                                   *state.ports.random);
    if (!spend)
        return base::Unexpected(failureOf(spend.error(), request, prepared, coins, all));
    prepared.spend.spend = *std::move(spend);
    prepared.spend.review = treasury::reviewWith(prepared.spend.spend.psbt, standpoint.registry(),
                                                 standpoint.knowledge({}, standpoint.now()));
    return prepared;
}

SpendTerms termsOf(const PreparedPayments& prepared, const SpendChoices& choices, base::UnixTime now) {
    SpendTerms terms;
    const auto outputs = outputsOfOrders(prepared);
    for (std::size_t i = 0; i < prepared.orders.size(); ++i)
        terms.payments.emplace(outputs[i], prepared.orders[i].words);
    terms.expiry = now + base::Seconds{choices.expiresInSeconds};
    terms.bump = bumpFor(choices, prepared.spend);
    return terms;
}

WithdrawalPreview previewOf(const Standpoint& standpoint, const PreparedPayments& prepared,
                            const SpendChoices& choices) {
    const vault::SpendReview& review = prepared.spend.review;
    WithdrawalPreview preview;
    preview.amount = paidBy(review);
    preview.fee = prepared.spend.spend.fee;
    preview.outflow = policy::deriveOutflow(review.facts).stated().value_or(Amount());
    preview.availableBefore = prepared.available;
    preview.availableAfter = prepared.available.minus(preview.outflow).value_or(Amount());
    preview.feeRateSatPerKvb = prepared.spend.spend.feeRate.satPerKvb();
    preview.feeSource = prepared.fee.source;
    preview.feeBasis = prepared.fee.basis;
    preview.ceiling = ceilingOf(bumpFor(choices, prepared.spend));
    preview.verdict = previewVerdict(standpoint, review, standpoint.knowledge({}, standpoint.now()));
    preview.inputs = inputsOf(review, standpoint.registry());
    preview.outputs = outputsOf(review, standpoint.registry());
    preview.findings = findingsOf(review);
    return preview;
}

Outcome<std::vector<treasury::EarlierPayment>> earlierPayments(State& state, const Standpoint& standpoint) {
    STRONGROOM_ASSIGN(
        const auto records,
        store::Withdrawals(state.database).since(standpoint.now() - treasury::DUPLICATE_WINDOW));
    std::vector<treasury::EarlierPayment> earlier;
    for (const store::WithdrawalRecord& record : records) {
        const auto phase = treasury::parseWithdrawalState(record.phase);
        if (phase && !treasury::isFinal(*phase))
            addPayments(earlier, state, standpoint, record);
    }
    return earlier;
}

std::optional<treasury::Duplicate>
likeOf(const Order& order, std::span<const treasury::EarlierPayment> earlier, base::UnixTime now) {
    treasury::PaymentDetails details;
    details.payee = order.payee->record.id;
    details.amount = order.amount;
    details.reference = order.words.reference;
    const auto found = treasury::findDuplicates(details, earlier, now);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

Outcome<WithdrawalRow> earlierRow(State& state, const Standpoint& standpoint,
                                  const crypto::Hash256& withdrawal) {
    STRONGROOM_ASSIGN(const WithdrawalView view, findWithdrawal(state, standpoint, hexOf(withdrawal)));
    return rowOf(standpoint, view, paymentsOf(state, view));
}

} // namespace strongroom::service
