// Runs something in a forked child and tells how the child ended.
#pragma once

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <sys/wait.h>
#include <unistd.h>

namespace strongroom::test {

/// The exit status of the child, or minus the signal that ended it. The child is silent, as it often dies on
/// purpose.
inline int runInChild(const std::function<int()>& work) {
    const pid_t child = fork();
    if (child == 0) {
        for (const int signal : {SIGABRT, SIGSEGV, SIGBUS})
            std::signal(signal, SIG_DFL); // the test framework's handlers would report a crash
        dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
        _exit(work());
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child)
        std::abort();
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace strongroom::test
