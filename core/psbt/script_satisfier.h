// What satisfies a script that is miniscript (BIP379), from what an input of a PSBT offers: signatures,
// preimages, and the locks that its transaction reaches. Internal to the module; pure.
#pragma once

#include "descriptor/miniscript.h"
#include "psbt/psbt.h"

#include <optional>
#include <vector>

namespace strongroom::psbt {

/// A leaf of a taproot output, or neither, which is the script behind a hash.
struct SatisfiedScript {
    base::ByteSpan script;
    descriptor::ScriptContext context = descriptor::ScriptContext::segwitV0;
    crypto::Hash256 leafHash; ///< Of tapscript.
};

/// The cheapest stack that nobody else can change into another, without the script itself; nothing while
/// something is missing, and for a script that is no miniscript. Signatures are not verified here.
[[nodiscard]] std::optional<std::vector<base::Bytes>> satisfyScript(const Psbt& psbt, std::size_t input,
                                                                    const SatisfiedScript& wanted);

} // namespace strongroom::psbt
