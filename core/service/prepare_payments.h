// One spend that pays one payee or many: what a payment and a file of payments have in common. Internal to
// core/service.
#pragma once

#include "service/propose_spend.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace strongroom::service {

/// One payment of a spend.
struct Order {
    const authority::PayeeEntry* payee = nullptr;
    base::Amount amount;
    PaymentWords words;
};

struct SpendChoices {
    std::string vaultId;
    std::optional<std::int64_t> feeRateSatPerKvb;
    std::vector<std::string> coins; ///< "txid:n"; empty: chosen by the program.
    std::int64_t expiresInSeconds = 0;
    BumpCeiling bump = BumpCeiling::usual;
};

struct PreparedPayments {
    PreparedSpend spend;
    std::vector<Order> orders;
    FeeChoice fee;
    base::Amount available;
};

/// `payee.not_active` for one that cannot be paid now.
[[nodiscard]] Outcome<void> requireActive(const Standpoint& standpoint, const authority::PayeeEntry& payee);

/// `vault.dust_payment` with the amount and the least that would do (data: amount, least).
[[nodiscard]] base::Failure dustFailure(const Order& order);

/// Refusals say their numbers and what would do: `vault.insufficient_funds` (data: available, needed, most,
/// reserved, held, unconfirmed), `vault.dust_payment` (amount, least), `vault.wanted_fee_rate_above_ceiling`
/// (wanted, ceiling), `vault.fee_rate_too_low` (wanted, least), `vault.needed_fee_above_ceiling` (ceiling,
/// ceiling_percent).
[[nodiscard]] Outcome<PreparedPayments> preparePayments(State& state, const Standpoint& standpoint,
                                                        const SpendChoices& choices,
                                                        std::vector<Order> orders);

/// What a proposer adds, each payment at its output.
[[nodiscard]] SpendTerms termsOf(const PreparedPayments& prepared, const SpendChoices& choices,
                                 base::UnixTime now);

/// All but duplicates and the payee's address.
[[nodiscard]] WithdrawalPreview previewOf(const Standpoint& standpoint, const PreparedPayments& prepared,
                                          const SpendChoices& choices);

/// Payments that were proposed within the time that a likeness counts, those of files too.
[[nodiscard]] Outcome<std::vector<treasury::EarlierPayment>> earlierPayments(State& state,
                                                                             const Standpoint& standpoint);
/// The newest of them that is like the order.
[[nodiscard]] std::optional<treasury::Duplicate>
likeOf(const Order& order, std::span<const treasury::EarlierPayment> earlier, base::UnixTime now);
/// The row of an earlier withdrawal.
[[nodiscard]] Outcome<WithdrawalRow> earlierRow(State& state, const Standpoint& standpoint,
                                                const crypto::Hash256& withdrawal);

} // namespace strongroom::service
