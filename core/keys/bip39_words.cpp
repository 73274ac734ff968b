#include "keys/bip39_words.h"

#include <algorithm>

namespace strongroom::keys {

std::optional<std::uint16_t> bip39Value(base::ByteSpan word) {
    const std::string_view text = base::asText(word);
    const auto* const found = std::lower_bound(BIP39_ENGLISH.begin(), BIP39_ENGLISH.end(), text);
    if (found == BIP39_ENGLISH.end() || *found != text)
        return std::nullopt;
    return static_cast<std::uint16_t>(found - BIP39_ENGLISH.begin());
}

} // namespace strongroom::keys
