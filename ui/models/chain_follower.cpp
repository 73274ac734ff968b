#include "models/chain_follower.h"

#include "models/job_runner.h"
#include "models/session.h"
#include "service/advance_withdrawal.h"
#include "service/follow_chain.h"

namespace strongroom::ui {

namespace {

/// True when something changed that a page may show.
service::Outcome<bool> followOnce(service::Workspace& workspace) {
    STRONGROOM_ASSIGN(const service::SyncReport report, service::followChain(workspace));
    STRONGROOM_ASSIGN(const auto advances, service::advanceAll(workspace));
    return report.blocksAdded > 0 || report.blocksUndone > 0 || !advances.empty();
}

} // namespace

ChainFollower::ChainFollower(Session& session, std::unique_ptr<JobRunner> runner, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_runner(std::move(runner)),
      m_workspace(std::make_shared<Slot>()) {
    m_round.setInterval(ROUND);
    connect(&m_round, &QTimer::timeout, this, &ChainFollower::follow);
    connect(&session, &Session::opened, this, &ChainFollower::start);
    connect(&session, &Session::closed, this, &ChainFollower::stop);
}

ChainFollower::~ChainFollower() = default;

void ChainFollower::start() {
    if (m_session.isReadOnly())
        return;
    m_session.call(
        this, [](service::Workspace& workspace) { return workspace.another(); },
        [this, generation = m_generation](service::Outcome<service::Workspace> outcome) {
            if (generation != m_generation)
                return;
            if (!outcome) {
                setFailure(toView(outcome.error()));
                return;
            }
            // The runner's thread is idle here: nothing was started since the last stop.
            m_runner->run(
                this,
                [slot = m_workspace,
                 workspace = std::make_shared<service::Workspace>(std::move(*outcome))]() mutable {
                    slot->emplace(std::move(*workspace));
                    return true;
                },
                [](bool) {});
            m_round.start();
            follow();
        });
}

void ChainFollower::stop() {
    ++m_generation;
    m_round.stop();
    m_underWay = false;
    m_runner->run(
        this,
        [slot = std::exchange(m_workspace, std::make_shared<Slot>())] {
            slot->reset();
            return true;
        },
        [](bool) {});
    setFailure({});
}

void ChainFollower::follow() {
    if (m_underWay || !m_round.isActive())
        return;
    m_underWay = true;
    m_runner->run(
        this,
        [slot = m_workspace]() -> service::Outcome<bool> {
            return slot->has_value() ? followOnce(**slot) : service::Outcome<bool>(false);
        },
        [this, generation = m_generation](const service::Outcome<bool>& changed) {
            if (generation != m_generation)
                return;
            m_underWay = false;
            setFailure(changed ? FailureView() : toView(changed.error()));
            if (changed && *changed)
                emit m_session.changed();
        });
}

void ChainFollower::setFailure(const FailureView& failure) {
    if (m_failure == failure)
        return;
    m_failure = failure;
    emit failureChanged();
}

} // namespace strongroom::ui
