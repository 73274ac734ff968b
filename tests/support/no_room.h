// A disk without space, for the process that runs the test.
#pragma once

#include <csignal>
#include <sys/resource.h>

namespace strongroom::test {

/// While it lives no file of this process grows beyond `size` bytes, as on a full disk. One at a time.
class NoRoom {
public:
    explicit NoRoom(rlim_t size) : m_handler(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit none{size, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &none);
    }
    NoRoom(const NoRoom&) = delete;
    NoRoom& operator=(const NoRoom&) = delete;
    ~NoRoom() {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    void (*m_handler)(int);
    rlimit m_before{};
};

} // namespace strongroom::test
