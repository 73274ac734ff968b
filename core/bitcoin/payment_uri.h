// Payment URIs (BIP21) read strictly: what another program, a web page or a QR code says that we should pay.
// A request is a claim of a stranger: it names an address and perhaps an amount, and decides nothing.
//
// Pure; thread-safe. Refused rather than guessed (ATTACKS A94): a parameter twice, one that must be
// understood and is not (`req-`), amounts that are no plain decimal number of bitcoin with at most eight
// places, text with control or direction characters, escapes that are none.
#pragma once

#include "base/amount.h"
#include "bitcoin/address.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::bitcoin {

/// Longer than any request with a label and a message that a person reads.
inline constexpr std::size_t MAX_PAYMENT_URI_LENGTH = 2'048;

struct PaymentUri {
    std::string address; ///< As written; capital letters in a QR code are allowed as in BIP173.
    DecodedAddress decoded;
    std::optional<base::Amount> amount;
    std::string label;   ///< Plain text, shown and never believed; empty when there is none.
    std::string message; ///< The same.
};

/// Errors: uri* and those of decodeAddress.
[[nodiscard]] Result<PaymentUri> parsePaymentUri(std::string_view text, Network network);

} // namespace strongroom::bitcoin
