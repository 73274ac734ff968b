// Keeps the memory of this process to itself (ATTACKS A122).
#pragma once

#include "base/result.h"
#include "secret/errors.h"

namespace strongroom::secret {

/// No core dumps, now or in children (RLIMIT_CORE 0); no tracing and no reading of /proc/self/mem by other
/// processes of the same user (not dumpable, Linux). Every program that holds secrets calls it first, and
/// goes no further when it fails. Note that a program started by exec begins dumpable again and calls it
/// anew.
[[nodiscard]] base::Result<void, Error> hardenProcess();

} // namespace strongroom::secret
