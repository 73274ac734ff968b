#include "base/byte_writer.h"
#include "generator.h"
#include "support/psbt_mutator.h"

namespace strongroom::test {

namespace {

constexpr std::size_t MAGIC_SIZE = 5;

struct Length {
    std::size_t at;
    std::size_t size; ///< Of the compact size itself.
    std::uint64_t value;
    std::string what;
};

/// Where the lengths of keys and values stand.
std::vector<Length> lengthsIn(RawPsbt& raw) {
    std::vector<Length> lengths;
    std::size_t at = MAGIC_SIZE;
    const auto sizeOf = [](std::uint64_t value) { return value < 0xfd ? std::size_t{1} : std::size_t{3}; };
    for (std::size_t section = 0; section < raw.sections().size(); ++section) {
        for (const RawField& field : raw.sections()[section]) {
            const std::string where = "section " + std::to_string(section) + " byte " + std::to_string(at);
            for (const auto& [data, what] : {std::pair{&field.key, "key"}, {&field.value, "value"}}) {
                lengths.push_back({at, sizeOf(data->size()), data->size(), where + " " + what + " length"});
                at += sizeOf(data->size()) + data->size();
            }
        }
        ++at;
    }
    return lengths;
}

base::Bytes replaced(const base::Bytes& bytes, const Length& length, const base::Bytes& instead) {
    base::Bytes result(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length.at));
    result.insert(result.end(), instead.begin(), instead.end());
    result.insert(result.end(), bytes.begin() + static_cast<std::ptrdiff_t>(length.at + length.size),
                  bytes.end());
    return result;
}

} // namespace

void addEncodingMutants(Mutants& mutants, const Seed& seed) {
    const auto add = [&](std::string change, base::Bytes psbt, Expectation expected) {
        mutants.push_back({seed.name, std::move(change), std::move(psbt), std::move(expected)});
    };
    RawPsbt raw(seed.psbt);
    const base::Bytes canonical = raw.bytes();
    for (const Length& length : lengthsIn(raw)) {
        add(length.what + " of four billion", replaced(canonical, length, {0xfe, 0xff, 0xff, 0xff, 0xff}),
            refused("A47", "psbt.truncated"));
        add(length.what + " of 2^64-1",
            replaced(canonical, length, {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}),
            refused("A47", "psbt.truncated"));
        const auto low = static_cast<std::uint8_t>(length.value & 0xffU);
        const auto high = static_cast<std::uint8_t>(length.value >> 8U);
        if (length.size == 1)
            add(length.what + " in three bytes", replaced(canonical, length, {0xfd, low, 0}),
                refused("A49", "psbt.non_minimal_compact_size"));
        add(length.what + " in five bytes", replaced(canonical, length, {0xfe, low, high, 0, 0}),
            refused("A49", "psbt.non_minimal_compact_size"));
    }
    for (std::size_t size = MAGIC_SIZE; size < seed.psbt.size(); size += 11)
        add("cut to " + std::to_string(size) + " bytes",
            base::Bytes(seed.psbt.begin(), seed.psbt.begin() + static_cast<std::ptrdiff_t>(size)),
            refused("A47", "psbt.truncated"));
    for (std::size_t size = 0; size < MAGIC_SIZE; ++size)
        add("cut to " + std::to_string(size) + " bytes",
            base::Bytes(seed.psbt.begin(), seed.psbt.begin() + static_cast<std::ptrdiff_t>(size)),
            refused("own", "psbt.not_psbt"));
    for (const std::uint8_t byte : base::Bytes{0x00, 0x01, 0xff}) {
        base::Bytes longer = seed.psbt;
        longer.push_back(byte);
        add("byte " + std::to_string(byte) + " behind the end", longer, refused("A53", "psbt.trailing_data"));
    }
    base::Bytes twice = seed.psbt;
    twice.insert(twice.end(), seed.psbt.begin(), seed.psbt.end());
    add("a second PSBT behind the end", twice, refused("A53", "psbt.trailing_data"));

    const auto withField = [&](std::size_t section, base::Bytes key, base::Bytes value) {
        RawPsbt copy = raw;
        RawPsbt::add(copy.sections()[section], std::move(key), std::move(value));
        return copy.bytes();
    };
    for (std::uint8_t type = 0x02; type <= 0x06; ++type)
        add("global field " + std::to_string(type) + " of version 2", withField(0, {type}, {2, 0, 0, 0}),
            refused("A50", "psbt.version_2_field"));
    for (std::size_t section = 1; section <= seed.spent.size(); ++section)
        for (std::uint8_t type = 0x0e; type <= 0x12; ++type)
            add("input field " + std::to_string(type) + " of version 2 in section " + std::to_string(section),
                withField(section, {type}, base::Bytes(type == 0x0e ? 32 : 4, 1)),
                refused("A50", "psbt.version_2_field"));
    for (std::size_t section = seed.spent.size() + 1; section < raw.sections().size(); ++section)
        for (const std::uint8_t type : base::Bytes{0x03, 0x04})
            add("output field " + std::to_string(type) + " of version 2 in section " +
                    std::to_string(section),
                withField(section, {type}, base::Bytes(8, 1)), refused("A50", "psbt.version_2_field"));
    for (const std::uint8_t version : base::Bytes{1, 3, 255})
        add("version " + std::to_string(version), withField(0, {0xfb}, {version, 0, 0, 0}),
            refused("A50", "psbt.unknown_version"));
    for (std::size_t section = 0; section < raw.sections().size(); ++section) {
        RawPsbt crowded = raw;
        for (std::uint16_t i = 0; i < 1'025; ++i)
            RawPsbt::add(crowded.sections()[section],
                         {0x70, static_cast<std::uint8_t>(i >> 8U), static_cast<std::uint8_t>(i & 0xffU)},
                         {});
        add("a thousand unknown fields in section " + std::to_string(section), crowded.bytes(),
            refused("A60", "psbt.too_many_fields"));
    }
}

} // namespace strongroom::test
