// What verified signatures make of an input. Internal to the module; pure.
#pragma once

#include "psbt/psbt.h"
#include "psbt/signing_script.h"

#include <optional>
#include <vector>

namespace strongroom::psbt {

struct FinalFields {
    base::Bytes scriptSig;            ///< Empty for native segwit.
    std::vector<base::Bytes> witness; ///< Empty for legacy inputs.
    friend bool operator==(const FinalFields&, const FinalFields&) = default;
};

/// Pushes each item in its shortest form (small numbers as their opcodes are never needed here: an empty item
/// is OP_0).
[[nodiscard]] base::Bytes scriptSigOf(const std::vector<base::Bytes>& items);

/// Nothing while signatures are missing, and for scripts that are neither a template nor miniscript. The
/// cheapest of what is possible, by a taproot key path before any leaf.
[[nodiscard]] std::optional<FinalFields> finalFields(const Psbt& psbt, std::size_t input,
                                                     const bitcoin::TxOut& spent);

} // namespace strongroom::psbt
