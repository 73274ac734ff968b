// What a process gives up for good once it has started (seccomp-bpf on Linux): every socket but local ones
// and, for the process that holds keys, starting other programs and looking into them. A bug in a parser then
// still cannot send anything anywhere.
//
// To be called before the process has threads or anything to lose. It holds for every thread of the process
// and for every program that it starts; nothing takes it back.
#pragma once

#include "base/failure.h"
#include "base/result.h"

namespace strongroom::sandbox {

/// socket() of every family but AF_UNIX, and io_uring, which could open one, answer EPERM from here on.
/// `sandbox.refused` when the system does not allow it, or when a socket opens all the same.
[[nodiscard]] base::Result<void, base::Failure> giveUpTheNetwork();

/// The same, and no other program is started or looked into.
[[nodiscard]] base::Result<void, base::Failure> giveUpNetworkAndPrograms();

} // namespace strongroom::sandbox
