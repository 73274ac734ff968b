#include "support/psbt_mutator.h"

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "base/check.h"

#include <algorithm>

namespace strongroom::test {

namespace {

constexpr std::size_t MAGIC_SIZE = 5;
constexpr std::size_t TX_VERSION_SIZE = 4;

RawPsbt::Section readSection(base::ByteReader& reader) {
    RawPsbt::Section section;
    for (;;) {
        const auto key = reader.takeWithLength();
        STRONGROOM_CHECK(key.has_value());
        if (key->empty())
            return section;
        const auto value = reader.takeWithLength();
        STRONGROOM_CHECK(value.has_value());
        section.push_back({base::toBytes(*key), base::toBytes(*value)});
    }
}

} // namespace

RawPsbt::RawPsbt(base::ByteSpan psbt) {
    base::ByteReader reader(psbt.subspan(MAGIC_SIZE));
    while (reader.remaining() > 0)
        m_sections.push_back(readSection(reader));
    const auto inputCount = std::ranges::find_if( // version 2 says it (BIP370)
        global(), [](const RawField& candidate) { return candidate.key == base::Bytes{0x04}; });
    if (inputCount != global().end()) {
        const auto count = base::ByteReader(inputCount->value).compactSize();
        STRONGROOM_CHECK(count.has_value());
        m_inputs = *count;
        return;
    }
    base::ByteReader tx(field(global(), 0x00).value);
    STRONGROOM_CHECK(tx.take(TX_VERSION_SIZE).has_value());
    const auto inputs = tx.compactSize();
    STRONGROOM_CHECK(inputs.has_value());
    m_inputs = *inputs;
}

base::Bytes RawPsbt::bytes() const {
    base::ByteWriter writer;
    writer.bytes(base::asBytes("psbt")).u8(0xff);
    for (const Section& section : m_sections) {
        for (const RawField& field : section)
            writer.bytesWithLength(field.key).bytesWithLength(field.value);
        writer.u8(0);
    }
    return writer.take();
}

RawField& RawPsbt::field(Section& section, std::uint8_t type) {
    const auto found =
        std::ranges::find_if(section, [&](const RawField& field) { return field.key.front() == type; });
    STRONGROOM_CHECK(found != section.end());
    return *found;
}

void RawPsbt::add(Section& section, base::Bytes key, base::Bytes value) {
    section.push_back({std::move(key), std::move(value)});
}

void RawPsbt::erase(Section& section, std::uint8_t type) {
    const auto erased =
        std::erase_if(section, [&](const RawField& field) { return field.key.front() == type; });
    STRONGROOM_CHECK(erased > 0);
}

void RawPsbt::duplicate(Section& section, std::size_t position) {
    section.push_back(section.at(position));
}

} // namespace strongroom::test
