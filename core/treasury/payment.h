// What a payment is for. The intent carries its hash; the details themselves travel beside it, and are kept
// out of what foreign devices see. docs/formats/intent.md.
#pragma once

#include "base/amount.h"
#include "base/json.h"
#include "base/ports.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/hash.h"
#include "treasury/errors.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::treasury {

struct PaymentDetails {
    crypto::Hash256 payee; ///< Its id.
    base::Amount amount;
    std::string purpose;                      ///< Plain UTF-8, at most MAX_PAYMENT_TEXT bytes, may be empty.
    std::string reference;                    ///< Likewise: an invoice number.
    std::vector<crypto::Hash256> attachments; ///< SHA-256 of files, sorted.
    std::array<std::uint8_t, 16> salt{};      ///< Random: the hash does not give short texts away.
    friend bool operator==(const PaymentDetails&, const PaymentDetails&) = default;
};

inline constexpr std::size_t MAX_PAYMENT_TEXT = 500;
inline constexpr std::size_t MAX_ATTACHMENTS = 32;

[[nodiscard]] base::Json toJson(const PaymentDetails& details);
[[nodiscard]] base::Result<PaymentDetails, Error> parsePaymentDetails(const base::Json& json);
/// Tagged hash "strongroom/payment/1" of the canonical JSON.
[[nodiscard]] crypto::Hash256 paymentHash(const PaymentDetails& details);

/// A payment of an earlier withdrawal that is not rejected, withdrawn, expired or replaced.
struct EarlierPayment {
    crypto::Hash256 withdrawal;
    crypto::Hash256 payee;
    base::Amount amount;
    std::string reference;
    base::UnixTime proposedAt;
};

enum class Likeness : std::uint8_t { samePayeeAndAmount, sameReference };
struct Duplicate {
    crypto::Hash256 withdrawal;
    Likeness likeness;
    friend bool operator==(const Duplicate&, const Duplicate&) = default;
};

/// How far back an earlier payment stops a new one.
inline constexpr base::Seconds DUPLICATE_WINDOW{30 * 86'400};

/// Earlier payments like this one within the window, newest first: the same payee and amount, or the same
/// reference whatever its case and spacing. An earlier payment dated in the future is within it.
[[nodiscard]] std::vector<Duplicate>
findDuplicates(const PaymentDetails& payment, std::span<const EarlierPayment> earlier, base::UnixTime now);

} // namespace strongroom::treasury
