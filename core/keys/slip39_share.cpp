#include "keys/slip39_share.h"

#include "base/check.h"
#include "keys/slip39_words.h"
#include "keys/typed_words.h"

#include <array>
#include <string_view>

namespace strongroom::keys {

namespace {

constexpr unsigned BITS_PER_WORD = 10;
constexpr unsigned WORD_MASK = 0x3ff;
constexpr std::size_t METADATA_WORDS = 4;
constexpr std::size_t CHECKSUM_WORDS = 3;
constexpr std::size_t MIN_WORDS = 20;
constexpr std::size_t MAX_VALUE_WORDS = 52; ///< 64 bytes.
constexpr std::size_t MAX_WORDS = METADATA_WORDS + MAX_VALUE_WORDS + CHECKSUM_WORDS;
constexpr unsigned MAX_PADDING = 8;

/// The words of a share as values; they are as secret as the words.
struct Words {
    secret::SecretArray<2 * MAX_WORDS> bytes;
    std::size_t count = 0;

    [[nodiscard]] std::uint16_t at(std::size_t i) const {
        return static_cast<std::uint16_t>(bytes.span()[2 * i] << 8U | bytes.span()[2 * i + 1]);
    }
    void set(std::size_t i, unsigned value) {
        bytes.mutableSpan()[2 * i] = static_cast<std::uint8_t>(value >> 8U);
        bytes.mutableSpan()[2 * i + 1] = static_cast<std::uint8_t>(value & 0xffU);
    }
};

/// RS1024 of SLIP-0039: a Reed–Solomon code over GF(1024) that finds any three wrong words.
class Checksum {
public:
    explicit Checksum(bool extendable) {
        for (const char c : std::string_view(extendable ? "shamir_extendable" : "shamir"))
            add(static_cast<std::uint8_t>(c));
    }
    void add(std::uint16_t value) {
        constexpr std::array<std::uint32_t, 10> GENERATOR{0xe0e040,   0x1c1c080,  0x3838100,  0x7070200,
                                                          0xe0e0009,  0x1c0c2412, 0x38086c24, 0x3090fc48,
                                                          0x21b1f890, 0x3f3f120};
        const std::uint32_t top = m_state >> 20U;
        m_state = (m_state & 0xfffffU) << BITS_PER_WORD ^ value;
        for (unsigned i = 0; i < GENERATOR.size(); ++i)
            m_state ^= GENERATOR[i] & (0U - (top >> i & 1U));
    }
    [[nodiscard]] std::uint32_t state() const { return m_state; }

private:
    std::uint32_t m_state = 1;
};

Result<Words> readWords(base::ByteSpan text) {
    Words result;
    const auto typed = readTypedWords(text, slip39Value, MAX_WORDS,
                                      [&](std::size_t i, std::uint16_t value) { result.set(i, value); });
    // The count first: it is what a person can see to be wrong.
    if (!typed || typed->count < MIN_WORDS)
        return base::Unexpected(Error::slip39WordCount);
    if (!typed->allKnown)
        return base::Unexpected(Error::slip39UnknownWord);
    result.count = typed->count;
    return result;
}

/// Bits of four words that say what the share is of.
class Metadata {
public:
    explicit Metadata(const Words& words) {
        for (std::size_t i = 0; i < METADATA_WORDS; ++i)
            m_bits = m_bits << BITS_PER_WORD | words.at(i);
    }
    Metadata() = default;

    [[nodiscard]] std::uint16_t take(unsigned bits) {
        m_left -= bits;
        return static_cast<std::uint16_t>(m_bits >> m_left & ((1ULL << bits) - 1));
    }
    void put(unsigned bits, unsigned value) { m_bits = m_bits << bits | value; }
    [[nodiscard]] std::uint16_t word(std::size_t i) const {
        return static_cast<std::uint16_t>(m_bits >> (BITS_PER_WORD * (METADATA_WORDS - 1 - i)) & WORD_MASK);
    }

private:
    std::uint64_t m_bits = 0;
    unsigned m_left = BITS_PER_WORD * METADATA_WORDS;
};

/// The value stands at the end of its words, behind zero bits.
Result<Slip39Value> readValue(const Words& words) {
    const std::size_t count = words.count - METADATA_WORDS - CHECKSUM_WORDS;
    const auto padding = static_cast<unsigned>(BITS_PER_WORD * count % 16);
    if (padding > MAX_PADDING)
        return base::Unexpected(Error::slip39WordCount);
    Slip39Value value;
    value.size = (BITS_PER_WORD * count - padding) / 8;
    if (words.at(METADATA_WORDS) >> (BITS_PER_WORD - padding) != 0)
        return base::Unexpected(Error::slip39Padding);
    for (std::size_t bit = 0; bit < 8 * value.size; ++bit) {
        const std::size_t at = bit + padding;
        const unsigned one = unsigned{words.at(METADATA_WORDS + at / BITS_PER_WORD)} >>
                                 (BITS_PER_WORD - 1 - at % BITS_PER_WORD) &
                             1U;
        value.mutableSpan()[bit / 8] |= static_cast<std::uint8_t>(one << (7 - bit % 8));
    }
    return value;
}

void writeValue(Words& words, const Slip39Value& value) {
    const std::size_t count = (8 * value.size + BITS_PER_WORD - 1) / BITS_PER_WORD;
    const std::size_t padding = BITS_PER_WORD * count - 8 * value.size;
    words.count = METADATA_WORDS + count + CHECKSUM_WORDS;
    for (std::size_t i = 0; i < count; ++i) {
        unsigned word = 0;
        for (std::size_t at = BITS_PER_WORD * i; at < BITS_PER_WORD * (i + 1); ++at) {
            const std::size_t bit = at - padding; // before the value begins, at < padding
            word = word << 1U | (at < padding ? 0U : unsigned{value.span()[bit / 8]} >> (7 - bit % 8) & 1U);
        }
        words.set(METADATA_WORDS + i, word);
    }
}

void appendAscii(secret::SecretText& text, std::string_view word) {
    for (const char c : word)
        STRONGROOM_CHECK(text.append(static_cast<char32_t>(c)).has_value());
}

} // namespace

Result<Slip39Share> Slip39Share::parse(const secret::SecretText& words) {
    STRONGROOM_ASSIGN(const Words values, readWords(words.utf8()));
    Slip39Share share;
    Metadata metadata(values);
    share.set.identifier = metadata.take(15);
    share.set.extendable = metadata.take(1) == 1;
    share.set.exponent = static_cast<std::uint8_t>(metadata.take(4));
    share.group = static_cast<std::uint8_t>(metadata.take(4));
    share.set.groupThreshold = static_cast<std::uint8_t>(metadata.take(4) + 1);
    share.set.groupCount = static_cast<std::uint8_t>(metadata.take(4) + 1);
    share.member = static_cast<std::uint8_t>(metadata.take(4));
    share.memberThreshold = static_cast<std::uint8_t>(metadata.take(4) + 1);
    Checksum checksum(share.set.extendable);
    for (std::size_t i = 0; i < values.count; ++i)
        checksum.add(values.at(i));
    if (checksum.state() != 1)
        return base::Unexpected(Error::slip39Checksum);
    if (share.set.groupThreshold > share.set.groupCount)
        return base::Unexpected(Error::slip39GroupThreshold);
    STRONGROOM_ASSIGN(share.value, readValue(values));
    return share;
}

secret::SecretText Slip39Share::words() const {
    Metadata metadata;
    metadata.put(15, set.identifier);
    metadata.put(1, set.extendable ? 1 : 0);
    metadata.put(4, set.exponent);
    metadata.put(4, group);
    metadata.put(4, set.groupThreshold - 1U);
    metadata.put(4, set.groupCount - 1U);
    metadata.put(4, member);
    metadata.put(4, memberThreshold - 1U);
    Words values;
    for (std::size_t i = 0; i < METADATA_WORDS; ++i)
        values.set(i, metadata.word(i));
    writeValue(values, value);

    Checksum checksum(set.extendable);
    for (std::size_t i = 0; i < values.count - CHECKSUM_WORDS; ++i)
        checksum.add(values.at(i));
    for (std::size_t i = 0; i < CHECKSUM_WORDS; ++i)
        checksum.add(0);
    const std::uint32_t closing = checksum.state() ^ 1U;
    for (unsigned i = 0; i < CHECKSUM_WORDS; ++i)
        values.set(values.count - CHECKSUM_WORDS + i,
                   closing >> (BITS_PER_WORD * (CHECKSUM_WORDS - 1 - i)) & WORD_MASK);

    secret::SecretText text;
    for (std::size_t i = 0; i < values.count; ++i) {
        if (i > 0)
            appendAscii(text, " ");
        appendAscii(text, SLIP39_ENGLISH[values.at(i)]);
    }
    return text;
}

} // namespace strongroom::keys
