#include "descriptor/checksum.h"

#include <array>

namespace strongroom::descriptor {

namespace {

using base::Unexpected;

constexpr std::size_t CHECKSUM_LENGTH = 8;

/// Every character a descriptor may contain, in the order that BIP380 numbers them: in groups of 32 such that
/// a change of case alters the group only.
constexpr std::string_view INPUT_CHARACTERS = "0123456789()[],'/*abcdefgh@:$%{}"
                                              "IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~"
                                              "ijklmnopqrstuvwxyzABCDEFGH`#\"\\ ";
constexpr std::string_view CHECKSUM_CHARACTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// One step of BIP380's BCH code over GF(32).
std::uint64_t step(std::uint64_t checksum, std::uint64_t value) {
    constexpr std::array<std::uint64_t, 5> GENERATOR{0xf5dee51989, 0xa9fdca3312, 0x1bab10e32d, 0x3706b1677a,
                                                     0x644d626ffd};
    const std::uint64_t top = checksum >> 35U;
    checksum = ((checksum & 0x7ffffffffU) << 5U) ^ value;
    for (std::size_t bit = 0; bit < GENERATOR.size(); ++bit) {
        if ((top >> bit) & 1U)
            checksum ^= GENERATOR[bit];
    }
    return checksum;
}

} // namespace

std::optional<std::string> checksumOf(std::string_view text) {
    std::uint64_t checksum = 1;
    std::uint64_t groups = 0; // of up to three characters
    std::size_t pending = 0;
    for (const char c : text) {
        const std::size_t position = INPUT_CHARACTERS.find(c);
        if (position == std::string_view::npos)
            return std::nullopt;
        checksum = step(checksum, position & 31U);
        groups = groups * 3 + (position >> 5U);
        if (++pending == 3) {
            checksum = step(checksum, groups);
            groups = 0;
            pending = 0;
        }
    }
    if (pending > 0)
        checksum = step(checksum, groups);
    for (std::size_t i = 0; i < CHECKSUM_LENGTH; ++i)
        checksum = step(checksum, 0);
    checksum ^= 1U;
    std::string result;
    for (std::size_t i = 0; i < CHECKSUM_LENGTH; ++i)
        result.push_back(CHECKSUM_CHARACTERS[(checksum >> (5 * (CHECKSUM_LENGTH - 1 - i))) & 31U]);
    return result;
}

Result<std::string_view> stripChecksum(std::string_view text, ChecksumRule rule) {
    const std::size_t hash = text.find('#');
    const std::string_view payload = text.substr(0, hash);
    const auto expected = checksumOf(payload);
    if (!expected)
        return Unexpected(Error::character);
    if (hash == std::string_view::npos) {
        if (rule == ChecksumRule::required)
            return Unexpected(Error::checksumMissing);
        return payload;
    }
    const std::string_view given = text.substr(hash + 1);
    if (given.size() != CHECKSUM_LENGTH)
        return Unexpected(Error::checksumLength);
    if (given != *expected)
        return Unexpected(Error::checksumMismatch);
    return payload;
}

} // namespace strongroom::descriptor
