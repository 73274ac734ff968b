// SecretText: a passphrase, a mnemonic or a typed key, as UTF-8 of fixed capacity on guarded pages. It never
// reallocates, so no earlier version of what was typed stays behind.
//
// Move-only, not comparable, never printable; a moved-from SecretText is empty and takes no more text.
// Thread rule: one SecretText belongs to one thread at a time.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "secret/errors.h"
#include "secret/secure_buffer.h"

namespace strongroom::secret {

class SecretText {
public:
    /// Bytes of UTF-8. The longest secret that a person types is a SLIP39 share of 33 words (≤ 297 bytes); a
    /// passphrase of 1,024 bytes is past anything that can be typed without a mistake.
    static constexpr std::size_t CAPACITY = 1'024;

    SecretText();
    SecretText(SecretText&& other) noexcept;
    SecretText& operator=(SecretText&& other) noexcept;
    SecretText(const SecretText&) = delete;
    SecretText& operator=(const SecretText&) = delete;
    ~SecretText() = default;

    /// Error::invalidUtf8 for anything but well-formed UTF-8 (no surrogates, no overlong forms),
    /// Error::textTooLong past CAPACITY. The caller wipes what it copied from.
    [[nodiscard]] static base::Result<SecretText, Error> fromUtf8(base::ByteSpan bytes);

    /// Appends one Unicode scalar value; on failure nothing has changed.
    [[nodiscard]] base::Result<void, Error> append(char32_t codePoint);
    /// Removes the last code point whole; does nothing on an empty text.
    void removeLast();
    /// Wipes all of it.
    void clear();

    /// In code points.
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] bool isEmpty() const { return m_used == 0; }
    /// Valid until the next change.
    [[nodiscard]] base::ByteSpan utf8() const { return m_buffer.span().first(m_used); }

private:
    SecureBuffer m_buffer;
    std::size_t m_used = 0; ///< Bytes.
};

} // namespace strongroom::secret
