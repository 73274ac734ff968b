// Words as a person types them, of a mnemonic or a share: between spaces, in whatever case. Nothing is copied
// but one word at a time, into memory that is wiped. Internal to the module; pure.
#pragma once

#include "base/bytes.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

namespace strongroom::keys {

/// The value of a whole word in lower case; nothing for a word outside the list.
using WordList = std::optional<std::uint16_t> (*)(base::ByteSpan word);

struct TypedWords {
    std::size_t count = 0;
    bool allKnown = true;
};
/// Gives `take` the value of each known word with its place from 0, and counts all of them. Nothing past
/// `most` words: then there are more.
[[nodiscard]] std::optional<TypedWords>
readTypedWords(base::ByteSpan text, WordList list, std::size_t most,
               const std::function<void(std::size_t, std::uint16_t)>& take);

[[nodiscard]] std::size_t countWords(base::ByteSpan text);

} // namespace strongroom::keys
