#include "models/session.h"

namespace strongroom::ui {

namespace {

struct Opened {
    std::optional<base::Failure> failure;
    service::WorkspaceCard card;
    service::Access access = service::Access::readOnly;
};

} // namespace

Session::Session(const service::Ports& ports, std::unique_ptr<JobRunner> core, QObject* parent)
    : QObject(parent), m_ports(ports), m_core(std::move(core)), m_workspace(std::make_shared<Slot>()) {
    m_watch.setInterval(WATCH);
    connect(&m_watch, &QTimer::timeout, this, &Session::lockWhenIdle);
}

Session::~Session() = default;

void Session::open(const std::string& folder, const std::string& personId, service::SecretText passphrase,
                   std::function<void(std::optional<FailureView>)> done) {
    close();
    const quint64 generation = m_generation;
    auto secret = std::make_shared<service::SecretText>(std::move(passphrase));
    m_core->run(
        this,
        [ports = m_ports, slot = m_workspace, folder, personId, secret]() -> Opened {
            auto workspace = service::openWorkspace(ports, folder, personId, *secret);
            secret->clear();
            if (!workspace)
                return {workspace.error(), {}, service::Access::readOnly};
            Opened opened{std::nullopt, workspace->card(), workspace->access()};
            slot->emplace(std::move(*workspace));
            return opened;
        },
        [this, generation, personId, done = std::move(done)](const Opened& result) {
            if (generation != m_generation)
                return;
            if (result.failure) {
                done(toView(*result.failure));
                return;
            }
            m_card = result.card;
            m_personId = personId;
            m_readOnly = result.access == service::Access::readOnly;
            m_open = true;
            touch();
            m_watch.start();
            emit opened();
            done(std::nullopt);
        });
}

void Session::close() {
    ++m_generation;
    m_watch.stop();
    const bool wasOpen = std::exchange(m_open, false);
    // Pending use cases hold the old slot; it is emptied after them, on the thread that owns it.
    m_core->run(
        this,
        [slot = std::exchange(m_workspace, std::make_shared<Slot>())] {
            slot->reset();
            return true;
        },
        [](bool) {});
    if (wasOpen)
        emit closed();
}

void Session::touch() {
    m_touchedAt = m_ports.clock->sinceBoot();
}

void Session::lockWhenIdle() {
    if (m_open && m_touchedAt + AUTO_LOCK <= m_ports.clock->sinceBoot())
        close();
}

} // namespace strongroom::ui
