// A PSBT as raw fields, to write what no correct program writes: duplicate, misshapen, missing and foreign
// fields. All negative tests mutate a seed that is valid (and signable) with this one tool.
#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <vector>

namespace strongroom::test {

struct RawField {
    base::Bytes key; ///< Type and key data.
    base::Bytes value;
};

/// Aborts the test where the seed is not what the mutation expects.
class RawPsbt {
public:
    using Section = std::vector<RawField>;

    explicit RawPsbt(base::ByteSpan psbt);

    [[nodiscard]] base::Bytes bytes() const;

    [[nodiscard]] Section& global() { return m_sections.front(); }
    [[nodiscard]] Section& input(std::size_t index) { return m_sections.at(1 + index); }
    [[nodiscard]] Section& output(std::size_t index) { return m_sections.at(1 + m_inputs + index); }
    [[nodiscard]] std::vector<Section>& sections() { return m_sections; }

    /// The first field of a type.
    [[nodiscard]] static RawField& field(Section& section, std::uint8_t type);
    static void add(Section& section, base::Bytes key, base::Bytes value);
    static void erase(Section& section, std::uint8_t type);
    static void duplicate(Section& section, std::size_t position);

private:
    std::vector<Section> m_sections;
    std::size_t m_inputs = 0;
};

} // namespace strongroom::test
