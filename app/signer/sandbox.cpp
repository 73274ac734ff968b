#include "sandbox.h"

#include <cerrno>
#include <memory>
#include <seccomp.h>
#include <sys/socket.h>

namespace strongroom::signer {

namespace {

struct Release {
    void operator()(void* filter) const { seccomp_release(filter); }
};

} // namespace

base::Result<void, base::Failure> confineToLocalSockets() {
    const auto failed = [] {
        return base::Unexpected(
            base::Failure("signer.no_sandbox", "The system does not let this process give up the network."));
    };
    const std::unique_ptr<void, Release> filter(seccomp_init(SCMP_ACT_ALLOW));
    if (filter == nullptr)
        return failed();
    const auto refusal = static_cast<std::uint32_t>(SCMP_ACT_ERRNO(EPERM));
    const scmp_arg_cmp notLocal = SCMP_A0(SCMP_CMP_NE, static_cast<scmp_datum_t>(AF_UNIX));
    bool good = seccomp_rule_add_array(filter.get(), refusal, SCMP_SYS(socket), 1, &notLocal) == 0;
    // io_uring opens sockets without the system call that is refused above.
    for (const int call : {SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
                           SCMP_SYS(process_vm_writev), SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter),
                           SCMP_SYS(io_uring_register)})
        good = good && seccomp_rule_add_array(filter.get(), refusal, call, 0, nullptr) == 0;
    if (!good || seccomp_load(filter.get()) != 0)
        return failed();
    return {};
}

} // namespace strongroom::signer
