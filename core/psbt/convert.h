// One PSBT in the other version (BIP370). Pure.
#pragma once

#include "psbt/psbt.h"

namespace strongroom::psbt {

/// The same transaction and fields in version `to`. What only version 2 can say is dropped on the way to
/// version 0: demands on the lock time, which stays as determined, and which parts may be changed.
[[nodiscard]] Psbt convert(Psbt psbt, Version to);

} // namespace strongroom::psbt
