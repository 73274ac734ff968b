// What the signing process gives up for good once it has started: every socket but local ones, and starting
// other programs. A bug in a parser then still cannot send a key anywhere (seccomp-bpf on Linux).
#pragma once

#include "base/failure.h"
#include "base/result.h"

namespace strongroom::signer {

/// `signer.no_sandbox` when the system does not allow it: then nothing is served.
[[nodiscard]] base::Result<void, base::Failure> confineToLocalSockets();

} // namespace strongroom::signer
