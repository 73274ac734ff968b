// A script, operation by operation. Nothing is run. Views the script; one thread.
#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <optional>

namespace strongroom::bitcoin {

struct ScriptOperation {
    std::uint8_t code;    ///< The opcode; up to 0x4e it pushes `data`.
    base::ByteSpan data;  ///< What it pushes; empty for every other opcode.
    base::ByteSpan bytes; ///< The operation as it is written.
};

class ScriptReader {
public:
    explicit ScriptReader(base::ByteSpan script) : m_rest(script) {}

    /// Nothing at the end, and at a push that is cut off; `atEnd` tells which.
    [[nodiscard]] std::optional<ScriptOperation> next();
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    /// What was not read, a cut push included.
    [[nodiscard]] base::ByteSpan rest() const { return m_rest; }

private:
    base::ByteSpan m_rest;
};

} // namespace strongroom::bitcoin
