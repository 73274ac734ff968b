#include "base/text_encoding.h"

#include <openssl/evp.h>

namespace strongroom::base {

namespace {

constexpr std::string_view HEX_DIGITS = "0123456789abcdef";
constexpr std::string_view BASE58_DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::string_view BECH32_DIGITS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

int hexValue(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

constexpr std::array<std::int8_t, 128> reverseTable(std::string_view digits) {
    std::array<std::int8_t, 128> table{};
    table.fill(-1);
    for (std::size_t i = 0; i < digits.size(); ++i)
        table[static_cast<std::size_t>(digits[i])] = static_cast<std::int8_t>(i);
    return table;
}

int lookUp(const std::array<std::int8_t, 128>& table, char c) {
    const auto index = static_cast<unsigned char>(c);
    return index < table.size() ? table[index] : -1;
}

/// The checksum of BIP173: a BCH code over GF(32).
std::uint32_t bech32Step(std::uint32_t checksum, std::uint32_t value) {
    constexpr std::array<std::uint32_t, 5> GENERATOR{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                                     0x2a1462b3};
    const std::uint32_t top = checksum >> 25U;
    checksum = ((checksum & 0x1ffffffU) << 5U) ^ value;
    for (std::size_t bit = 0; bit < GENERATOR.size(); ++bit) {
        if ((top >> bit) & 1U)
            checksum ^= GENERATOR[bit];
    }
    return checksum;
}

std::uint32_t bech32Checksum(std::string_view humanReadablePart, ByteSpan values) {
    std::uint32_t checksum = 1;
    for (const char c : humanReadablePart)
        checksum = bech32Step(checksum, static_cast<unsigned char>(c) >> 5U);
    checksum = bech32Step(checksum, 0);
    for (const char c : humanReadablePart)
        checksum = bech32Step(checksum, static_cast<unsigned char>(c) & 31U);
    for (const std::uint8_t value : values)
        checksum = bech32Step(checksum, value);
    return checksum;
}

std::uint32_t bech32Constant(Bech32Variant variant) {
    return variant == Bech32Variant::bech32 ? 1U : 0x2bc830a3U; // BIP173, BIP350
}

} // namespace

std::string toHex(ByteSpan bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text.push_back(HEX_DIGITS[byte >> 4U]);
        text.push_back(HEX_DIGITS[byte & 15U]);
    }
    return text;
}

std::optional<Bytes> fromHex(std::string_view text) {
    if (text.size() % 2 != 0)
        return std::nullopt;
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hexValue(text[i]);
        const int low = hexValue(text[i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return bytes;
}

std::string toBase64(ByteSpan bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int written = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                                        static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(written));
    return text;
}

std::optional<Bytes> fromBase64(std::string_view text) {
    if (text.size() % 4 != 0)
        return std::nullopt;
    if (text.empty())
        return Bytes{};
    Bytes bytes(text.size() / 4 * 3);
    const int decoded = EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                                        static_cast<int>(text.size()));
    if (decoded < 0)
        return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && text[text.size() - 1 - padding] == '=')
        ++padding;
    bytes.resize(static_cast<std::size_t>(decoded) - padding);
    // OpenSSL forgives white space at the ends and non-zero unused bits; one value has one text here.
    if (toBase64(bytes) != text)
        return std::nullopt;
    return bytes;
}

std::string toBase58(ByteSpan bytes) {
    std::size_t zeros = 0;
    while (zeros < bytes.size() && bytes[zeros] == 0)
        ++zeros;
    Bytes digits; // little-endian, base 58
    for (const std::uint8_t byte : bytes.subspan(zeros)) {
        unsigned carry = byte;
        for (std::uint8_t& digit : digits) {
            carry += static_cast<unsigned>(digit) << 8U;
            digit = static_cast<std::uint8_t>(carry % 58);
            carry /= 58;
        }
        for (; carry > 0; carry /= 58)
            digits.push_back(static_cast<std::uint8_t>(carry % 58));
    }
    std::string text(zeros, '1');
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit)
        text.push_back(BASE58_DIGITS[*digit]);
    return text;
}

std::optional<Bytes> fromBase58(std::string_view text) {
    static constexpr auto VALUES = reverseTable(BASE58_DIGITS);
    if (text.size() > MAX_BASE58_LENGTH)
        return std::nullopt;
    std::size_t zeros = 0;
    while (zeros < text.size() && text[zeros] == '1')
        ++zeros;
    Bytes reversed;
    for (const char c : text.substr(zeros)) {
        const int value = lookUp(VALUES, c);
        if (value < 0)
            return std::nullopt;
        auto carry = static_cast<unsigned>(value);
        for (std::uint8_t& byte : reversed) {
            carry += static_cast<unsigned>(byte) * 58;
            byte = static_cast<std::uint8_t>(carry & 0xffU);
            carry >>= 8U;
        }
        for (; carry > 0; carry >>= 8U)
            reversed.push_back(static_cast<std::uint8_t>(carry & 0xffU));
    }
    Bytes bytes(zeros, 0);
    bytes.insert(bytes.end(), reversed.rbegin(), reversed.rend());
    return bytes;
}

std::optional<Bech32> decodeBech32(std::string_view text) {
    static constexpr auto VALUES = reverseTable(BECH32_DIGITS);
    constexpr std::size_t MAX_LENGTH = 90;
    constexpr std::size_t CHECKSUM_LENGTH = 6;
    const std::size_t separator = text.rfind('1');
    if (text.size() > MAX_LENGTH || separator == std::string_view::npos || separator == 0 ||
        separator + 1 + CHECKSUM_LENGTH > text.size())
        return std::nullopt;
    bool lower = false;
    bool upper = false;
    std::string folded;
    for (const char c : text) {
        if (c < 33 || c > 126)
            return std::nullopt;
        lower = lower || (c >= 'a' && c <= 'z');
        upper = upper || (c >= 'A' && c <= 'Z');
        folded.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
    if (lower && upper)
        return std::nullopt;
    Bech32 result{Bech32Variant::bech32, folded.substr(0, separator), {}};
    for (const char c : std::string_view(folded).substr(separator + 1)) {
        const int value = lookUp(VALUES, c);
        if (value < 0)
            return std::nullopt;
        result.values.push_back(static_cast<std::uint8_t>(value));
    }
    const std::uint32_t checksum = bech32Checksum(result.humanReadablePart, result.values);
    if (checksum == bech32Constant(Bech32Variant::bech32m))
        result.variant = Bech32Variant::bech32m;
    else if (checksum != bech32Constant(Bech32Variant::bech32))
        return std::nullopt;
    result.values.resize(result.values.size() - CHECKSUM_LENGTH);
    return result;
}

std::string encodeBech32(Bech32Variant variant, std::string_view humanReadablePart, ByteSpan values) {
    Bytes padded(values.begin(), values.end());
    padded.resize(padded.size() + 6, 0);
    const std::uint32_t checksum = bech32Checksum(humanReadablePart, padded) ^ bech32Constant(variant);
    std::string text(humanReadablePart);
    text.push_back('1');
    for (const std::uint8_t value : values)
        text.push_back(BECH32_DIGITS[value]);
    for (unsigned shift = 30; shift > 0; shift -= 5)
        text.push_back(BECH32_DIGITS[(checksum >> (shift - 5)) & 31U]);
    return text;
}

Bytes toFiveBit(ByteSpan bytes) {
    Bytes values;
    std::uint32_t buffer = 0;
    unsigned bits = 0;
    for (const std::uint8_t byte : bytes) {
        buffer = (buffer << 8U) | byte;
        for (bits += 8; bits >= 5; bits -= 5)
            values.push_back(static_cast<std::uint8_t>((buffer >> (bits - 5)) & 31U));
    }
    if (bits > 0)
        values.push_back(static_cast<std::uint8_t>((buffer << (5 - bits)) & 31U));
    return values;
}

std::optional<Bytes> fromFiveBit(ByteSpan values) {
    Bytes bytes;
    std::uint32_t buffer = 0;
    unsigned bits = 0;
    for (const std::uint8_t value : values) {
        if (value > 31)
            return std::nullopt;
        buffer = (buffer << 5U) | value;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<std::uint8_t>((buffer >> bits) & 0xffU));
        }
    }
    if (bits >= 5 || (buffer & ((1U << bits) - 1U)) != 0)
        return std::nullopt;
    return bytes;
}

} // namespace strongroom::base
