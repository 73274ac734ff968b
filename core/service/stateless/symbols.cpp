#include "service/stateless/symbols.h"

#include "airgap/qr_symbol.h"

#include <algorithm>

namespace strongroom::service {

Outcome<Symbol> paymentSymbol(const std::string& address) {
    static_assert(QUIET_MODULES == airgap::QUIET_ZONE);
    const auto isUpper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto isLower = [](char c) { return c >= 'a' && c <= 'z'; };
    if (std::any_of(address.begin(), address.end(), isUpper))
        return base::Unexpected(airgap::Error::notAlphanumeric);
    std::string text = "BITCOIN:" + address;
    for (char& c : text)
        c = isLower(c) ? static_cast<char>(c - 'a' + 'A') : c;
    auto drawn = airgap::QrSymbol::draw(text, airgap::MIN_QR_VERSION, airgap::MAX_QR_VERSION);
    if (!drawn)
        return base::Unexpected(drawn.error());
    Symbol symbol{drawn->size(), {}};
    for (int y = 0; y < symbol.size; ++y) {
        for (int x = 0; x < symbol.size; ++x)
            symbol.dark.push_back(drawn->dark(x, y) ? 1 : 0);
    }
    return symbol;
}

} // namespace strongroom::service
