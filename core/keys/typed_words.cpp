#include "keys/typed_words.h"

#include "secret/secret_array.h"

#include <algorithm>

namespace strongroom::keys {

namespace {

constexpr std::size_t LONGEST_WORD = 8; // of both lists

bool isSpace(std::uint8_t byte) {
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

std::optional<std::uint16_t> valueOf(base::ByteSpan word, WordList list) {
    if (word.size() > LONGEST_WORD)
        return std::nullopt;
    secret::SecretArray<LONGEST_WORD> lower;
    std::transform(word.begin(), word.end(), lower.mutableSpan().begin(), [](std::uint8_t byte) {
        return static_cast<std::uint8_t>(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
    });
    return list(lower.span().first(word.size()));
}

} // namespace

std::optional<TypedWords> readTypedWords(base::ByteSpan text, WordList list, std::size_t most,
                                         const std::function<void(std::size_t, std::uint16_t)>& take) {
    TypedWords words;
    for (auto at = std::find_if_not(text.begin(), text.end(), isSpace); at != text.end();) {
        const auto end = std::find_if(at, text.end(), isSpace);
        if (words.count == most)
            return std::nullopt;
        if (const auto value = valueOf(base::ByteSpan(at, end), list))
            take(words.count, *value);
        else
            words.allKnown = false;
        ++words.count;
        at = std::find_if_not(end, text.end(), isSpace);
    }
    return words;
}

std::size_t countWords(base::ByteSpan text) {
    std::size_t count = 0;
    bool inside = false;
    for (const std::uint8_t byte : text) {
        count += !isSpace(byte) && !inside ? 1U : 0U;
        inside = !isSpace(byte);
    }
    return count;
}

} // namespace strongroom::keys
