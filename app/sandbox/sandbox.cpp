#include "sandbox/sandbox.h"

#include <array>
#include <cerrno>
#include <memory>
#include <seccomp.h>
#include <span>
#include <sys/socket.h>
#if defined(__SANITIZE_ADDRESS__)
#include <sys/ptrace.h>
#endif
#include <unistd.h>

namespace strongroom::sandbox {

namespace {

struct Release {
    void operator()(void* filter) const { seccomp_release(filter); }
};

/// io_uring opens sockets without the system call that is refused.
constexpr std::array WAYS_AROUND{SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter),
                                 SCMP_SYS(io_uring_register)};
constexpr std::array PROGRAMS{SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(ptrace),
                              SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev)};

/// Asked of the system, not of the filter: no connection that leaves the machine can be opened.
bool networkIsRefused() {
    for (const int family : {AF_INET, AF_INET6, AF_NETLINK, AF_PACKET}) {
        const int descriptor = socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (descriptor < 0 && errno == EPERM)
            continue;
        if (descriptor >= 0)
            close(descriptor);
        return false;
    }
    return true;
}

base::Result<void, base::Failure> refuse(std::span<const int> alsoCalls) {
    const auto failed = [] {
        return base::Unexpected(
            base::Failure("sandbox.refused", "The system does not let this process give up the network."));
    };
    const std::unique_ptr<void, Release> filter(seccomp_init(SCMP_ACT_ALLOW));
    if (filter == nullptr)
        return failed();
    const auto refusal = static_cast<std::uint32_t>(SCMP_ACT_ERRNO(EPERM));
    const scmp_arg_cmp notLocal = SCMP_A0(SCMP_CMP_NE, static_cast<scmp_datum_t>(AF_UNIX));
    bool good = seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1) == 0;
    good = good && seccomp_rule_add_array(filter.get(), refusal, SCMP_SYS(socket), 1, &notLocal) == 0;
    for (const auto calls : {std::span<const int>(WAYS_AROUND), alsoCalls}) {
        for (const int call : calls)
            good = good && seccomp_rule_add_array(filter.get(), refusal, call, 0, nullptr) == 0;
    }
    if (!good || seccomp_load(filter.get()) != 0 || !networkIsRefused())
        return failed();
    return {};
}

} // namespace

base::Result<void, base::Failure> giveUpTheNetwork() {
    return refuse({});
}

base::Result<void, base::Failure> giveUpNetworkAndPrograms() {
    return refuse(PROGRAMS);
}

} // namespace strongroom::sandbox

#if defined(__SANITIZE_ADDRESS__)
/// The sanitizer looks for leaks by ptrace when a program ends. In a process that gave ptrace up it would
/// fail instead; here it is told not to look. Nobody has the process id that is tried.
extern "C" __attribute__((retain, used)) int __lsan_is_turned_off() {
    return ptrace(PTRACE_DETACH, 0, nullptr, nullptr) < 0 && errno == EPERM ? 1 : 0;
}
#endif
