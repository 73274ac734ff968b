// Scripts as Bitcoin Core's test files write them: names of opcodes, decimal numbers, 'text', and 0x… for raw
// bytes, separated by blanks. And the rules that those files switch on and off.
#pragma once

#include "base/bytes.h"
#include "bitcoin/spend_fault.h"

#include <set>
#include <string>

namespace strongroom::test {

/// Throws for a word that is none of these.
[[nodiscard]] base::Bytes assembleCoreScript(const std::string& text);

/// The flags of Core of which one must be off when a spend that Core accepts is refused here for `fault`.
[[nodiscard]] const std::set<std::string>& coreFlagsBehind(bitcoin::SpendFault fault);

} // namespace strongroom::test
