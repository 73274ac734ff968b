// The memory that secrets live in: locked (never swapped), left out of core dumps, between guard pages, wiped
// when given back (ATTACKS A122).
//
// A program calls `initialise()` before anything else, so that a machine that cannot lock enough memory is
// told so at the start and not in the middle of a signature. Library code that is used without it initialises
// on first use and aborts where `initialise()` would have failed.
//
// Thread rule: everything here is thread-safe; after fork() only the forking thread may go on, and the child
// calls `relockAfterFork()` before it touches a secret.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "secret/errors.h"

namespace strongroom::secret {

/// What `initialise()` makes sure can be locked: the arena of SecretArray (128 KiB) and 96 pages of guarded
/// buffers, several times what an armed signer with twenty officers holds. Below the usual limit of 8 MiB.
inline constexpr std::size_t LOCKED_BYTES = 512U * 1024U;

/// Starts the random source and locks the arena. Repeated calls do nothing.
[[nodiscard]] base::Result<void, Error> initialise();

/// Locks do not survive fork(): locks the arena and every live SecureBuffer again, in the child.
[[nodiscard]] base::Result<void, Error> relockAfterFork();

/// Compares in a time that depends on the sizes alone. Different sizes are unequal.
[[nodiscard]] bool equalConstantTime(base::ByteSpan a, base::ByteSpan b);

/// Overwrites in a way that the compiler may not leave out.
void wipe(std::span<std::uint8_t> bytes);

} // namespace strongroom::secret
