// What an address says. Pure.
#pragma once

#include "base/json.h"
#include "service/outcome.h"

#include <string_view>

namespace strongroom::service {

/// {network,type,script_hex} (docs/formats/cli.md). Errors: input.network, bitcoin.address_*.
[[nodiscard]] Outcome<base::Json> describeAddress(std::string_view address, std::string_view network);

/// A payment URI (BIP21): {address,amount,label,message,network,script_hex,type}. Errors: input.network,
/// bitcoin.uri_*, bitcoin.address_*.
[[nodiscard]] Outcome<base::Json> describePaymentUri(std::string_view uri, std::string_view network);

} // namespace strongroom::service
