#include "threads/thread_executor.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

using strongroom::threads::ThreadExecutor;

TEST_CASE("every piece runs once, for any number of threads and pieces") {
    for (const std::size_t threads : {0U, 1U, 2U, 3U, 8U})
        for (const std::size_t count : {0U, 1U, 2U, 7U, 1'000U}) {
            std::vector<std::atomic<int>> runs(count);
            ThreadExecutor(threads).forEach(count, [&](std::size_t index) { ++runs.at(index); });
            CHECK(std::ranges::all_of(runs, [](const auto& times) { return times == 1; }));
        }
}

TEST_CASE("two pieces on two threads are at work at the same time") {
    std::mutex mutex;
    std::condition_variable changed;
    int arrived = 0;
    std::atomic<int> met = 0;
    ThreadExecutor(2).forEach(2, [&](std::size_t) {
        std::unique_lock lock(mutex);
        ++arrived;
        changed.notify_all();
        met += changed.wait_for(lock, std::chrono::seconds(60), [&] { return arrived == 2; }) ? 1 : 0;
    });
    CHECK(met == 2);
}

TEST_CASE("one piece, or one thread, stays on the thread that asks") {
    const auto self = std::this_thread::get_id();
    ThreadExecutor(4).forEach(1, [&](std::size_t) { CHECK(std::this_thread::get_id() == self); });
    ThreadExecutor(1).forEach(9, [&](std::size_t) { CHECK(std::this_thread::get_id() == self); });
}

TEST_CASE("all pieces are done when it returns, and it can be used again") {
    ThreadExecutor executor(2);
    for (int round = 0; round < 50; ++round) {
        std::vector<int> results(33, 0); // each written by one thread, read after the join
        executor.forEach(results.size(),
                         [&](std::size_t index) { results[index] = static_cast<int>(index) + round; });
        for (std::size_t i = 0; i < results.size(); ++i)
            REQUIRE(results[i] == static_cast<int>(i) + round);
    }
}
