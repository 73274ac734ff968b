// Scripts as Bitcoin Core's test files write them: names of opcodes, decimal numbers, 'text', and 0x… for raw
// bytes, separated by blanks.
#pragma once

#include "base/bytes.h"

#include <string>

namespace strongroom::test {

/// Throws for a word that is none of these.
[[nodiscard]] base::Bytes assembleCoreScript(const std::string& text);

} // namespace strongroom::test
