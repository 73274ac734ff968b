// The start-up self-test: every primitive is run against known answers before anything is opened.
#pragma once

#include "base/result.h"
#include "crypto/errors.h"

#include <cstddef>

namespace strongroom::crypto {

/// Error::selfTestFailed when any primitive gives another answer than its standard: then a program opens
/// nothing and exits. Takes some milliseconds.
[[nodiscard]] base::Result<void, Error> selfTest();

/// The same for every primitive that takes no private key of secp256k1 or Ed25519: for the programs that must
/// not hold code that could sign.
[[nodiscard]] base::Result<void, Error> selfTestWithoutKeys();
/// How many known answers that compares.
[[nodiscard]] std::size_t knownAnswersWithoutKeys();

} // namespace strongroom::crypto
