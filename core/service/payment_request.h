// What somebody else's payment request asks for (a `bitcoin:` URI, BIP21), for filling in a form. It is a
// stranger's claim: which payee it is decides the registry by the address alone, never the request's words.
#pragma once

#include "service/workspace.h"

#include <cstdint>
#include <optional>
#include <string>

namespace strongroom::service {

struct PaymentRequest {
    std::string address;
    std::optional<std::int64_t> amountSatoshi;
    std::string label; ///< Whom it says it is from.
    std::string message;
    std::string payeeId; ///< Of the registered payee with this address; empty when there is none.
    std::string payeeName;
};

/// A `bitcoin:` URI, or an address alone, of this treasury's network. Fails with the codes of
/// bitcoin::parsePaymentUri().
[[nodiscard]] Outcome<PaymentRequest> readPaymentRequest(Workspace& workspace, const std::string& text);

} // namespace strongroom::service
