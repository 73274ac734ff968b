#include "keys/mnemonic.h"

#include "base/check.h"
#include "crypto/kdf.h"
#include "keys/bip39_words.h"
#include "keys/typed_words.h"

#include <algorithm>
#include <utility>

namespace strongroom::keys {

namespace {

constexpr std::size_t BITS_PER_WORD = 11;
constexpr std::size_t MIN_ENTROPY = 16;
constexpr std::size_t MAX_ENTROPY = 32;
constexpr std::size_t MAX_WORDS = 24;
/// 24 words are 264 bits.
constexpr std::size_t PACKED_SIZE = 33;

bool isEntropySize(std::size_t bytes) {
    return bytes >= MIN_ENTROPY && bytes <= MAX_ENTROPY && bytes % 4 == 0;
}

/// Entropy, then as many bits of its hash as it has four-byte groups.
using Packed = secret::SecretArray<PACKED_SIZE>;

Packed withChecksum(base::ByteSpan entropy) {
    Packed packed;
    std::copy(entropy.begin(), entropy.end(), packed.mutableSpan().begin());
    const auto checksumBits = static_cast<unsigned>(entropy.size() / 4);
    const std::uint8_t hash = crypto::sha256Secret(entropy).span()[0];
    packed.mutableSpan()[entropy.size()] = static_cast<std::uint8_t>(hash & (0xff00U >> checksumBits));
    return packed;
}

std::uint16_t wordAt(const Packed& packed, std::size_t index) {
    unsigned value = 0;
    for (std::size_t bit = index * BITS_PER_WORD; bit < (index + 1) * BITS_PER_WORD; ++bit)
        value = value << 1U | (unsigned{packed.span()[bit / 8]} >> (7 - bit % 8) & 1U);
    return static_cast<std::uint16_t>(value);
}

void setWordAt(Packed& packed, std::size_t index, std::uint16_t value) {
    for (std::size_t i = 0; i < BITS_PER_WORD; ++i) {
        const std::size_t bit = index * BITS_PER_WORD + i;
        const unsigned one = unsigned{value} >> (BITS_PER_WORD - 1 - i) & 1U;
        packed.mutableSpan()[bit / 8] |= static_cast<std::uint8_t>(one << (7 - bit % 8));
    }
}

void appendAscii(secret::SecretText& text, std::string_view word) {
    for (const char c : word)
        STRONGROOM_CHECK(text.append(static_cast<char32_t>(c)).has_value());
}

struct PackedWords {
    Packed bits;
    std::size_t count;
};

Result<PackedWords> packWords(base::ByteSpan text) {
    PackedWords result{Packed(), 0};
    const auto typed = readTypedWords(text, bip39Value, MAX_WORDS, [&](std::size_t i, std::uint16_t value) {
        setWordAt(result.bits, i, value);
    });
    // The count first: it is what a person can see to be wrong.
    if (!typed || typed->count < MIN_ENTROPY * 3 / 4 || typed->count % 3 != 0)
        return base::Unexpected(Error::mnemonicWordCount);
    if (!typed->allKnown)
        return base::Unexpected(Error::mnemonicUnknownWord);
    result.count = typed->count;
    return result;
}

} // namespace

Result<Mnemonic> Mnemonic::parse(const secret::SecretText& words) {
    STRONGROOM_ASSIGN(const PackedWords packed, packWords(words.utf8()));
    const std::size_t entropySize = packed.count * 4 / 3;
    const base::ByteSpan entropy = packed.bits.span().first(entropySize);
    const Packed expected = withChecksum(entropy);
    if (expected.span()[entropySize] != packed.bits.span()[entropySize])
        return base::Unexpected(Error::mnemonicChecksum);
    return fromEntropy(entropy);
}

Mnemonic Mnemonic::generate(MnemonicSize size, base::Random& random) {
    secret::SecretArray<MAX_ENTROPY> entropy;
    random.fill(entropy.mutableSpan());
    switch (size) {
    case MnemonicSize::words12:
        return fromEntropy(entropy.span().first(MIN_ENTROPY));
    case MnemonicSize::words24:
        return fromEntropy(entropy.span());
    }
    base::checkFailed("MnemonicSize");
}

Mnemonic Mnemonic::fromEntropy(base::ByteSpan entropy) {
    STRONGROOM_CHECK(isEntropySize(entropy.size()));
    Mnemonic result;
    std::copy(entropy.begin(), entropy.end(), result.m_entropy.mutableSpan().begin());
    result.m_entropySize = entropy.size();
    const Packed packed = withChecksum(entropy);
    for (std::size_t i = 0; i < result.wordCount(); ++i) {
        if (i > 0)
            appendAscii(result.m_words, " ");
        appendAscii(result.m_words, BIP39_ENGLISH[wordAt(packed, i)]);
    }
    return result;
}

Result<Seed> Mnemonic::seed(const secret::SecretText& passphrase) const {
    constexpr std::string_view SALT_PREFIX = "mnemonic";
    constexpr std::uint32_t ROUNDS = 2'048;
    const base::ByteSpan typed = passphrase.utf8();
    if (std::any_of(typed.begin(), typed.end(), [](std::uint8_t byte) { return byte >= 0x80; }))
        return base::Unexpected(Error::passphraseNotAscii);
    if (typed.size() > MAX_PASSPHRASE)
        return base::Unexpected(Error::passphraseTooLong);
    secret::SecureBuffer salt(SALT_PREFIX.size() + typed.size());
    std::copy(SALT_PREFIX.begin(), SALT_PREFIX.end(), salt.mutableSpan().begin());
    std::copy(typed.begin(), typed.end(), salt.mutableSpan().begin() + SALT_PREFIX.size());
    return crypto::pbkdf2HmacSha512<Seed::SIZE>(m_words.utf8(), salt.span(), ROUNDS);
}

} // namespace strongroom::keys
