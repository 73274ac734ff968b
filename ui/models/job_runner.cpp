#include "models/job_runner.h"

#include <QRunnable>
#include <QThreadPool>

namespace strongroom::ui {

class ThreadRunner::Pool {
public:
    Pool() { threads.setMaxThreadCount(1); }
    QThreadPool threads;
};

namespace {

QFuture<void> runIn(QThreadPool& threads, std::function<void()> job) {
    auto promise = std::make_shared<QPromise<void>>();
    const QFuture<void> future = promise->future();
    promise->start();
    threads.start([promise, job = std::move(job)] {
        job();
        promise->finish();
    });
    return future;
}

} // namespace

ThreadRunner::ThreadRunner() : m_pool(std::make_unique<Pool>()) {}

ThreadRunner::~ThreadRunner() {
    m_pool->threads.clear();
    m_pool->threads.waitForDone();
}

QFuture<void> ThreadRunner::start(std::function<void()> job) {
    return runIn(m_pool->threads, std::move(job));
}

QFuture<void> InlineRunner::start(std::function<void()> job) {
    QPromise<void> promise;
    promise.start();
    job();
    promise.finish();
    return promise.future();
}

} // namespace strongroom::ui
