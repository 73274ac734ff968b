#include "models/settings_view_model.h"

#include "models/exchange_file.h"
#include "models/page_view_model_jobs.h"
#include "models/text.h"
#include "service/backup.h"

namespace strongroom::ui {

SettingsViewModel::SettingsViewModel(Session& session, QObject* parent) : PageViewModel(session, parent) {
    connect(&session, &Session::closed, this, [this] {
        m_node = {};
        m_status = {};
        m_loaded = false;
        m_registration.clear();
        emit changed();
        emit registrationChanged();
    });
}

void SettingsViewModel::refresh() {
    read([](service::Workspace& workspace) { return service::nodeSettings(workspace); },
         [this](service::NodeSettings node) {
             m_node = std::move(node);
             m_loaded = true;
             emit changed();
         });
}

service::NodeSettings SettingsViewModel::settings(const QString& url, const QString& cookieFile) const {
    service::NodeSettings node = m_node;
    node.url = url.trimmed().toStdString();
    node.cookieFile = cookieFile.trimmed().toStdString();
    return node;
}

void SettingsViewModel::testNode(const QString& url, const QString& cookieFile) {
    read([node = settings(url, cookieFile)](service::Workspace& workspace)
             -> service::Outcome<service::NodeStatus> { return service::testNode(workspace, node); },
         [this](const service::NodeStatus& status) {
             m_status.present = true;
             m_status.reachable = status.reachable;
             m_status.sentence = toQString(status.sentence);
             m_status.code = toQString(status.code);
             m_status.version = toQString(status.version);
             emit changed();
         });
}

void SettingsViewModel::saveNode(const QString& url, const QString& cookieFile) {
    write([node = settings(url, cookieFile)](
              service::Workspace& workspace) { return service::changeNodeSettings(workspace, node); },
          [this](const auto&) { emit acted(tr("The node's settings are stored.")); });
}

void SettingsViewModel::backup(const QString& file) {
    write([name = file.toStdString()](
              service::Workspace& workspace) { return service::backup(workspace, name); },
          [this](const service::Outcome<service::BackupReport>& outcome) {
              emit acted(toQString(outcome->sentence));
          });
}

void SettingsViewModel::makeRegistration() {
    read([](service::Workspace& workspace) { return service::exportRegistration(workspace); },
         [this](const base::Bytes& bundle) {
             m_registration = toQByteArray(bundle);
             emit registrationChanged();
         });
}

void SettingsViewModel::exportRegistration(const QString& file) {
    write(
        [ports = session().ports(), file](service::Workspace& workspace) -> service::Outcome<void> {
            STRONGROOM_ASSIGN(const auto bundle, service::exportRegistration(workspace));
            return writeExchangeFile(ports, file, bundle);
        },
        [this](const auto&) { emit acted(tr("The registration bundle is written.")); });
}

QString SettingsViewModel::treasuryDigest() const {
    return toQString(session().card().treasuryId);
}
QString SettingsViewModel::nodeUrl() const {
    return toQString(m_node.url);
}
QString SettingsViewModel::nodeCookieFile() const {
    return toQString(m_node.cookieFile);
}

} // namespace strongroom::ui
