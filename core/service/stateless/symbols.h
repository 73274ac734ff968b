// A single QR symbol for a screen: what a payer scans to pay a deposit. Pure.
#pragma once

#include "service/outcome.h"

#include <cstdint>
#include <string>
#include <vector>

namespace strongroom::service {

/// Modules row by row, without the quiet zone of QUIET_MODULES that the screen draws around them.
struct Symbol {
    int size = 0;
    std::vector<std::uint8_t> dark; ///< size × size values, 1 = dark.
};
inline constexpr int QUIET_MODULES = 4;

/// The symbol of "BITCOIN:ADDRESS" in capitals, which bech32 (BIP173) allows and which takes the smallest
/// symbol. Other addresses depend on their case and are refused: `airgap.not_alphanumeric`.
[[nodiscard]] Outcome<Symbol> paymentSymbol(const std::string& address);

} // namespace strongroom::service
