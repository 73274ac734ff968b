// BIP39 mnemonics in English: words ↔ entropy, and the seed they give. Words and entropy live in secret types
// from the first byte to the last. Move-only; one thread at a time.
#pragma once

#include "base/ports.h"
#include "keys/errors.h"
#include "secret/secret_array.h"
#include "secret/secret_text.h"

#include <cstdint>

namespace strongroom::keys {

using Seed = secret::SecretArray<64>;

/// How much entropy: 12 words carry 128 bits, 24 words 256.
enum class MnemonicSize : std::uint8_t { words12, words24 };

class Mnemonic {
public:
    /// BIP39 sets no limit to its passphrase; 256 characters are more than anybody types twice.
    static constexpr std::size_t MAX_PASSPHRASE = 256;

    /// Words between spaces; upper case, more spaces and a final line break do not matter.
    /// Errors: mnemonicWordCount, mnemonicUnknownWord, mnemonicChecksum.
    [[nodiscard]] static Result<Mnemonic> parse(const secret::SecretText& words);
    [[nodiscard]] static Mnemonic generate(MnemonicSize size, base::Random& random);
    /// 16, 20, 24, 28 or 32 bytes; anything else is a broken invariant.
    [[nodiscard]] static Mnemonic fromEntropy(base::ByteSpan entropy);

    /// Canonical: lower case, one space between words.
    [[nodiscard]] const secret::SecretText& words() const { return m_words; }
    [[nodiscard]] std::size_t wordCount() const { return m_entropySize * 3 / 4; }
    [[nodiscard]] base::ByteSpan entropy() const { return m_entropy.span().first(m_entropySize); }

    /// PBKDF2 with 2,048 rounds. An empty passphrase is none. Errors: passphraseNotAscii, passphraseTooLong.
    [[nodiscard]] Result<Seed> seed(const secret::SecretText& passphrase) const;

private:
    Mnemonic() = default;
    secret::SecretText m_words;
    secret::SecretArray<32> m_entropy;
    std::size_t m_entropySize = 0; ///< Bytes.
};

} // namespace strongroom::keys
