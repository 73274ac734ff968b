// The opened treasury as the GUI holds it: one Workspace that lives on the core thread, and what every page
// needs to know of it. View models take a Session& and run use cases through `call`.
//
// A Session belongs to the GUI thread. `call` runs a use case on the core thread with the Workspace, and
// `done` on the GUI thread with its outcome; results for a page that is gone are dropped, and so are those of
// a session that was locked in between. `changed` tells pages to refresh: after each use case that writes,
// and after each new block.
#pragma once

#include "base/ports.h"
#include "models/failure_view.h"
#include "models/job_runner.h"
#include "service/workspace.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace strongroom::ui {

class Session : public QObject {
    Q_OBJECT

public:
    /// Locks the screen when nobody touched it for so long, the time that the machine slept included.
    static constexpr base::Seconds AUTO_LOCK{600};
    static constexpr std::chrono::seconds WATCH{5}; ///< How often it looks.

    Session(const service::Ports& ports, std::unique_ptr<JobRunner> core, QObject* parent = nullptr);
    ~Session() override;

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }
    [[nodiscard]] const service::WorkspaceCard& card() const { return m_card; }
    [[nodiscard]] const std::string& personId() const { return m_personId; }
    [[nodiscard]] const service::Ports& ports() const { return m_ports; }
    [[nodiscard]] JobRunner& core() { return *m_core; }

    /// Answers with nothing on success.
    void open(const std::string& folder, const std::string& personId, service::SecretText passphrase,
              std::function<void(std::optional<FailureView>)> done);
    /// Forgets the key and closes the database; the signer keeps its own state.
    void close();
    /// Called on every key press and mouse move of the window.
    void touch();
    /// Closes when nobody touched it for AUTO_LOCK; what the watch does.
    void lockWhenIdle();

    /// `use(service::Workspace&) → Outcome<T>`, then `done(Outcome<T>)`. Does nothing when the session is not
    /// open.
    template <typename Use, typename Done>
    void call(QObject* context, Use use, Done done) {
        if (!m_open)
            return;
        m_core->run(
            context, [workspace = m_workspace, use = std::move(use)]() mutable { return use(**workspace); },
            [this, generation = m_generation, done = std::move(done)](auto outcome) mutable {
                if (generation == m_generation)
                    done(std::move(outcome));
            });
    }

    /// The same for a use case that writes: pages are told to refresh when it succeeded.
    template <typename Use, typename Done>
    void write(QObject* context, Use use, Done done) {
        call(context, std::move(use), [this, done = std::move(done)](auto outcome) mutable {
            const bool succeeded = outcome.has_value();
            done(std::move(outcome));
            if (succeeded)
                emit changed();
        });
    }

signals:
    void opened();
    void closed();
    void changed();

private:
    /// Filled and emptied on the core thread only.
    using Slot = std::optional<service::Workspace>;

    service::Ports m_ports;
    std::unique_ptr<JobRunner> m_core;
    std::shared_ptr<Slot> m_workspace;
    service::WorkspaceCard m_card;
    std::string m_personId;
    QTimer m_watch;
    base::Seconds m_touchedAt; ///< Since boot.
    quint64 m_generation =
        0; ///< Counts opens and closes, so that a late answer of another person is dropped.
    bool m_open = false;
    bool m_readOnly = false;
};

} // namespace strongroom::ui
