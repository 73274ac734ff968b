#include "psbt/convert.h"

namespace strongroom::psbt {

Psbt convert(Psbt psbt, Version to) {
    if (psbt.version == to)
        return psbt;
    psbt.version = to;
    psbt.modifiable.reset();
    psbt.fallbackLocktime.reset();
    for (PsbtInput& input : psbt.inputs) {
        input.requiredTimeLocktime.reset();
        input.requiredHeightLocktime.reset();
    }
    if (to == Version::v2 && psbt.tx.lockTime != 0)
        psbt.fallbackLocktime = psbt.tx.lockTime;
    return psbt;
}

} // namespace strongroom::psbt
