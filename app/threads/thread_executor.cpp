#include "threads/thread_executor.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace strongroom::threads {

ThreadExecutor::ThreadExecutor(std::size_t threads) : m_threads(std::max<std::size_t>(threads, 1)) {}

void ThreadExecutor::forEach(std::size_t count, const std::function<void(std::size_t index)>& work) {
    std::atomic<std::size_t> next = 0;
    const auto takeTurns = [&]() noexcept {
        for (std::size_t index = next++; index < count; index = next++)
            work(index);
    };
    std::vector<std::jthread> others;
    try {
        for (std::size_t i = 1; i < std::min(m_threads, count); ++i)
            others.emplace_back(takeTurns);
    } catch (const std::system_error&) {
        // No more threads to be had: those that there are do all of it.
    }
    takeTurns();
} // joins the others

} // namespace strongroom::threads
