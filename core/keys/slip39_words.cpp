#include "keys/slip39_words.h"

#include <algorithm>

namespace strongroom::keys {

std::optional<std::uint16_t> slip39Value(base::ByteSpan word) {
    const std::string_view text = base::asText(word);
    const auto* const found = std::lower_bound(SLIP39_ENGLISH.begin(), SLIP39_ENGLISH.end(), text);
    if (found == SLIP39_ENGLISH.end() || *found != text)
        return std::nullopt;
    return static_cast<std::uint16_t>(found - SLIP39_ENGLISH.begin());
}

} // namespace strongroom::keys
