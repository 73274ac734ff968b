// Runs use cases away from the GUI thread and brings their answers back.
//
// `run` starts `work` on the runner's one worker thread, jobs in the order they were given, and calls `done`
// with the result on the GUI thread, unless `context` was destroyed meanwhile: then the result is dropped.
// (QFuture::then with a context aborts in Qt 6.4 when the context dies during the job; a QFutureWatcher
// parented to it does not.)
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace strongroom::ui {

class JobRunner {
public:
    JobRunner() = default;
    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;
    virtual ~JobRunner() = default;

    template <typename Work, typename Done>
    void run(QObject* context, Work work, Done done) {
        using Value = std::invoke_result_t<Work>;
        // Results can only be moved; QFuture wants to copy.
        auto slot = std::make_shared<std::optional<Value>>();
        auto* watcher = new QFutureWatcher<void>(context);
        QObject::connect(watcher, &QFutureWatcher<void>::finished, context,
                         [slot, watcher, done = std::move(done)]() mutable {
                             watcher->deleteLater();
                             done(std::move(**slot));
                         });
        watcher->setFuture(start([slot, work = std::move(work)]() mutable { slot->emplace(work()); }));
    }

protected:
    [[nodiscard]] virtual QFuture<void> start(std::function<void()> job) = 0;
};

/// One worker thread. Destroying it waits for the job at hand and drops those that have not begun.
class ThreadRunner final : public JobRunner {
public:
    ThreadRunner();
    ~ThreadRunner() override;

protected:
    QFuture<void> start(std::function<void()> job) override;

private:
    class Pool;
    std::unique_ptr<Pool> m_pool;
};

/// Runs each job at once on the calling thread: for tests. Answers still arrive through the event loop.
class InlineRunner final : public JobRunner {
protected:
    QFuture<void> start(std::function<void()> job) override;
};

} // namespace strongroom::ui
