#include "base/text_encoding.h"
#include "field_model.h"
#include "generator.h"

#include <algorithm>

namespace strongroom::test {

namespace {

constexpr std::uint8_t UNASSIGNED_TYPE = 0x60;

/// One field of a seed, to be changed in many ways.
class FieldMutator {
public:
    FieldMutator(Mutants& mutants, const Seed& seed, std::size_t section, std::size_t field)
        : m_mutants(mutants),
          m_seed(seed),
          m_raw(seed.psbt),
          m_foreign(seed.foreign),
          m_section(section),
          m_field(field),
          m_before(m_raw.sections()[section][field]) {
        const std::size_t inputs = seed.spent.size();
        m_place = section == 0        ? Place{Part::global, 0}
                  : section <= inputs ? Place{Part::input, section - 1}
                                      : Place{Part::output, section - 1 - inputs};
    }

    void all() {
        wholeField();
        if (m_before.key.size() > 1)
            changeKey();
        add("key lengthened", with([](RawField& field) { field.key.push_back(0); }));
        add("value lengthened", with([](RawField& field) { field.value.push_back(0); }));
        if (!m_before.value.empty()) {
            add("value cut", with([](RawField& field) { field.value.pop_back(); }));
            add("value emptied", with([](RawField& field) { field.value.clear(); }));
        }
        for (std::size_t byte = 0; byte < m_before.value.size(); ++byte)
            for (const std::size_t bit : {(byte + m_field) % 8})
                add("bit " + std::to_string(bit) + " of value byte " + std::to_string(byte),
                    with([&](RawField& field) { flip(field.value, byte, bit); }));
        foreignValue();
        swapWithSibling();
    }

private:
    static void flip(base::Bytes& bytes, std::size_t byte, std::size_t bit) {
        bytes[byte] ^= static_cast<std::uint8_t>(1U << bit);
    }
    [[nodiscard]] RawField with(const std::function<void(RawField&)>& change) const {
        RawField field = m_before;
        change(field);
        return field;
    }

    void emit(const std::string& change, base::Bytes psbt, Expectation expected) {
        static constexpr const char* NAMES[]{"global", "input", "output"};
        m_mutants.push_back({m_seed.name,
                             NAMES[static_cast<std::size_t>(m_place.part)] + std::to_string(m_place.number) +
                                 " " + base::toHex(base::ByteSpan(m_before.key).first(1)) + "." +
                                 std::to_string(m_field) + " " + change,
                             std::move(psbt), std::move(expected)});
    }
    void add(const std::string& change, const RawField& after) {
        const RawPsbt::Section& fields = m_raw.sections()[m_section];
        if (std::ranges::count(fields, after.key, &RawField::key) > (after.key == m_before.key ? 1 : 0))
            return; // a second field of another one's key: that is the duplicate
        const auto expected = expectField(m_seed, m_place, m_before, after);
        if (!expected)
            return;
        RawPsbt raw = m_raw;
        raw.sections()[m_section][m_field] = after;
        emit(change, raw.bytes(), *expected);
    }

    void wholeField() {
        RawPsbt raw = m_raw;
        raw.sections()[m_section].erase(raw.sections()[m_section].begin() +
                                        static_cast<std::ptrdiff_t>(m_field));
        const auto gone = expectField(m_seed, m_place, m_before, std::nullopt);
        if (gone)
            emit("gone", raw.bytes(), *gone);
        raw = m_raw;
        RawPsbt::duplicate(raw.sections()[m_section], m_field);
        emit("twice", raw.bytes(), refused("A46", "psbt.duplicate_key"));
        raw.sections()[m_section].back().value.push_back(7);
        emit("twice, with two values", raw.bytes(), refused("A46", "psbt.duplicate_key"));
        raw = m_raw;
        raw.sections()[m_section][m_field].key.front() = UNASSIGNED_TYPE; // unknown is as good as gone
        if (gone)
            emit("of a type without meaning", raw.bytes(), *gone);
    }
    void changeKey() {
        if (m_before.key.size() > 2)
            add("key cut", with([](RawField& field) { field.key.pop_back(); }));
        for (std::size_t byte = 1; byte < m_before.key.size(); ++byte)
            add("bit " + std::to_string(byte % 8) + " of key byte " + std::to_string(byte),
                with([&](RawField& field) { flip(field.key, byte, byte % 8); }));
        if (m_before.key.size() >= 34) // a point in uncompressed form is named as one; others are too long
            for (const std::size_t size :
                 {std::size_t{64}, std::size_t{65}, std::size_t{78}, std::size_t{300}})
                add("key of " + std::to_string(size) + " bytes",
                    with([&](RawField& field) { field.key.resize(1 + size, 2); }));
    }
    void foreignValue() {
        for (const RawField& field : m_foreign.sections()[m_section])
            if (field.key.front() == m_before.key.front())
                return add("value of a foreign vault", with([&](RawField& own) { own.value = field.value; }));
    }
    /// The first field of the same type elsewhere: in this section, else in the next of its kind.
    void swapWithSibling() {
        for (const std::size_t section : {m_section, m_section + 1}) {
            if (section >= m_raw.sections().size() ||
                (section != m_section && (m_section == 0 || section == m_seed.spent.size() + 1)))
                continue;
            RawPsbt raw = m_raw;
            RawPsbt::Section& fields = raw.sections()[section];
            for (std::size_t other = 0; other < fields.size(); ++other) {
                if ((section == m_section && other <= m_field) ||
                    fields[other].key.front() != m_before.key.front())
                    continue;
                auto expected =
                    expectField(m_seed, m_place, m_before, RawField{m_before.key, fields[other].value});
                if (expected && expected->code == "psbt.witness_script_mismatch") // found when signing: its
                    expected = refused("A19", "vault.witness_script_mismatch");   // sibling is found before
                if (!expected)
                    return;
                std::swap(raw.sections()[m_section][m_field].value, fields[other].value);
                return emit("value swapped with its sibling", raw.bytes(), *expected);
            }
        }
    }

    Mutants& m_mutants;
    const Seed& m_seed;
    RawPsbt m_raw;
    RawPsbt m_foreign;
    std::size_t m_section;
    std::size_t m_field;
    RawField m_before;
    Place m_place{};
};

} // namespace

void addFieldMutants(Mutants& mutants, const Seed& seed) {
    RawPsbt raw(seed.psbt);
    for (std::size_t section = 0; section < raw.sections().size(); ++section)
        for (std::size_t field = 0; field < raw.sections()[section].size(); ++field)
            FieldMutator(mutants, seed, section, field).all();
}

} // namespace strongroom::test
