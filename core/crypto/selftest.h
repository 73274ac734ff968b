// The start-up self-test: every primitive is run against known answers before anything is opened.
#pragma once

#include "base/result.h"
#include "crypto/errors.h"

namespace strongroom::crypto {

/// Error::selfTestFailed when any primitive gives another answer than its standard: then a program opens
/// nothing and exits. Takes some milliseconds.
[[nodiscard]] base::Result<void, Error> selfTest();

} // namespace strongroom::crypto
