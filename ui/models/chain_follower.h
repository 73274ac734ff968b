// Follows the chain while a treasury is open: blocks in, coins and transitions out, on a thread and a
// database connection of its own, so that a dead node never stalls a screen.
//
// GUI thread only. Every round is follow, then advance what can move without a person; pages are told when
// something changed. Read-only sessions follow nothing.
#pragma once

#include "models/failure_view.h"
#include "service/workspace.h"

#include <QObject>
#include <QTimer>
#include <qqmlintegration.h>

#include <chrono>
#include <memory>
#include <optional>

namespace strongroom::ui {

class JobRunner;
class Session;

class ChainFollower : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    /// Why the chain is not followed at the moment.
    Q_PROPERTY(strongroom::ui::FailureView failure READ failure NOTIFY failureChanged FINAL)

public:
    static constexpr std::chrono::seconds ROUND{10};

    ChainFollower(Session& session, std::unique_ptr<JobRunner> runner, QObject* parent = nullptr);
    ~ChainFollower() override;

    /// Follows now instead of at the next round.
    Q_INVOKABLE void follow();
    [[nodiscard]] const FailureView& failure() const { return m_failure; }

signals:
    void failureChanged();

private:
    /// Filled and emptied on the follower's thread only.
    using Slot = std::optional<service::Workspace>;

    void start();
    void stop();
    void setFailure(const FailureView& failure);

    Session& m_session;
    std::unique_ptr<JobRunner> m_runner;
    std::shared_ptr<Slot> m_workspace;
    QTimer m_round;
    FailureView m_failure;
    bool m_underWay = false;
    quint64 m_generation = 0;
};

} // namespace strongroom::ui
