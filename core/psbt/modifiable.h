// What a signer of the whole transaction says about it (BIP370, ATTACKS A51). Pure.
#pragma once

#include "psbt/psbt.h"

namespace strongroom::psbt {

/// Inputs and outputs can no longer be added or changed: a signature of type ALL or DEFAULT covers them.
inline void fixTransaction(Psbt& psbt) {
    if (psbt.modifiable)
        *psbt.modifiable &= static_cast<std::uint8_t>(~(INPUTS_MODIFIABLE | OUTPUTS_MODIFIABLE));
}

} // namespace strongroom::psbt
