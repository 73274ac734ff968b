#include "keys/secret_base58.h"

#include "base/check.h"
#include "crypto/kdf.h"
#include "secret/secret_memory.h"

#include <algorithm>
#include <string_view>

namespace strongroom::keys {

namespace {

constexpr std::string_view ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr unsigned RADIX = 58;
constexpr std::size_t CHECKSUM_SIZE = 4;
constexpr std::size_t FULL_SIZE = ExtendedKeyBytes::SIZE + CHECKSUM_SIZE;
/// ⌈82 · log(256) / log(58)⌉
constexpr std::size_t MAX_DIGITS = 112;

using FullBytes = secret::SecretArray<FULL_SIZE>;

FullBytes withChecksum(const ExtendedKeyBytes& payload) {
    FullBytes full;
    const auto target = full.mutableSpan();
    std::copy(payload.span().begin(), payload.span().end(), target.begin());
    const auto hash = crypto::sha256Secret(crypto::sha256Secret(payload.span()).span());
    std::copy_n(hash.span().begin(), CHECKSUM_SIZE, target.begin() + ExtendedKeyBytes::SIZE);
    return full;
}

base::ByteSpan trimmed(base::ByteSpan text) {
    const auto isSpace = [](std::uint8_t byte) {
        return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
    };
    while (!text.empty() && isSpace(text.front()))
        text = text.subspan(1);
    while (!text.empty() && isSpace(text.back()))
        text = text.first(text.size() - 1);
    return text;
}

/// number · 58 + digit, big-endian; false when that no longer fits.
bool multiplyAdd(std::span<std::uint8_t> number, unsigned digit) {
    unsigned carry = digit;
    for (std::size_t i = number.size(); i-- > 0;) {
        carry += unsigned{number[i]} * RADIX;
        number[i] = static_cast<std::uint8_t>(carry & 0xffU);
        carry >>= 8U;
    }
    return carry == 0;
}

/// Divides by 58 in place and gives the remainder.
unsigned divide(std::span<std::uint8_t> number) {
    unsigned remainder = 0;
    for (std::uint8_t& byte : number) {
        const unsigned value = remainder << 8U | byte;
        byte = static_cast<std::uint8_t>(value / RADIX);
        remainder = value % RADIX;
    }
    return remainder;
}

} // namespace

secret::SecretText encodeSecretBase58Check(const ExtendedKeyBytes& payload) {
    // Versions of extended keys begin with 0x04, so there are no leading zeroes to write as "1".
    STRONGROOM_CHECK(payload.span().front() != 0);
    FullBytes number = withChecksum(payload);
    secret::SecretArray<MAX_DIGITS> digits;
    std::size_t used = 0;
    const auto isZero = [](std::uint8_t byte) { return byte == 0; };
    while (!std::all_of(number.span().begin(), number.span().end(), isZero))
        digits.mutableSpan()[used++] = static_cast<std::uint8_t>(divide(number.mutableSpan()));
    secret::SecretText text;
    while (used > 0)
        STRONGROOM_CHECK(text.append(static_cast<char32_t>(ALPHABET[digits.span()[--used]])).has_value());
    return text;
}

Result<ExtendedKeyBytes> decodeSecretBase58Check(const secret::SecretText& text) {
    const base::ByteSpan digits = trimmed(text.utf8());
    if (digits.empty() || digits.size() > MAX_DIGITS || digits.front() == ALPHABET.front())
        return base::Unexpected(Error::extendedKeyEncoding);
    FullBytes number;
    for (const std::uint8_t character : digits) {
        const std::size_t digit = ALPHABET.find(static_cast<char>(character));
        if (digit == std::string_view::npos ||
            !multiplyAdd(number.mutableSpan(), static_cast<unsigned>(digit)))
            return base::Unexpected(Error::extendedKeyEncoding);
    }
    auto payload = ExtendedKeyBytes::copyOf(number.span().first<ExtendedKeyBytes::SIZE>());
    if (payload.span().front() == 0) // shorter than an extended key
        return base::Unexpected(Error::extendedKeyEncoding);
    if (!secret::equalConstantTime(withChecksum(payload).span(), number.span()))
        return base::Unexpected(Error::extendedKeyChecksum);
    return payload;
}

} // namespace strongroom::keys
