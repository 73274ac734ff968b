#include "bitcoin/script_reader.h"

namespace strongroom::bitcoin {

namespace {

constexpr std::uint8_t OP_PUSHDATA1 = 0x4c;
constexpr std::uint8_t OP_PUSHDATA4 = 0x4e;

} // namespace

std::optional<ScriptOperation> ScriptReader::next() {
    if (m_rest.empty())
        return std::nullopt;
    const std::uint8_t code = m_rest[0];
    std::size_t header = 1;
    std::uint64_t length = 0;
    if (code < OP_PUSHDATA1) {
        length = code;
    } else if (code <= OP_PUSHDATA4) {
        const std::size_t lengthBytes = std::size_t{1} << (code - OP_PUSHDATA1); // 1, 2 or 4
        if (m_rest.size() < header + lengthBytes)
            return std::nullopt;
        for (std::size_t i = 0; i < lengthBytes; ++i)
            length |= std::uint64_t{m_rest[header + i]} << (8 * i);
        header += lengthBytes;
    }
    if (m_rest.size() - header < length)
        return std::nullopt;
    const auto size = header + static_cast<std::size_t>(length);
    const ScriptOperation operation{code, m_rest.subspan(header, size - header), m_rest.first(size)};
    m_rest = m_rest.subspan(size);
    return operation;
}

} // namespace strongroom::bitcoin
