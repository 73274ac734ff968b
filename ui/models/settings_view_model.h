// Settings of the treasury on this machine: the node, backups, registrations. GUI thread only.
#pragma once

#include "models/page_view_model.h"
#include "service/follow_chain.h"

#include <QString>

namespace strongroom::ui {

/// What asking the node said.
class NodeStatusView {
    Q_GADGET
    QML_VALUE_TYPE(nodeStatusView)
    Q_PROPERTY(bool present MEMBER present FINAL)
    Q_PROPERTY(bool reachable MEMBER reachable FINAL)
    Q_PROPERTY(QString sentence MEMBER sentence FINAL)
    Q_PROPERTY(QString code MEMBER code FINAL)
    Q_PROPERTY(QString version MEMBER version FINAL)

public:
    bool present = false, reachable = false;
    QString sentence, code, version;
};

class SettingsViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(bool loaded READ isLoaded NOTIFY changed FINAL)
    /// Whether the chain belongs to the treasury itself, so that there is no node to name.
    Q_PROPERTY(bool ownChain READ ownsChain NOTIFY changed FINAL)
    Q_PROPERTY(QString nodeUrl READ nodeUrl NOTIFY changed FINAL)
    Q_PROPERTY(QString nodeCookieFile READ nodeCookieFile NOTIFY changed FINAL)
    /// What two people compare when a station takes the registration.
    Q_PROPERTY(QString treasuryDigest READ treasuryDigest NOTIFY changed FINAL)
    /// The bundle for stations and desks once it was asked for.
    Q_PROPERTY(QByteArray registration READ registration NOTIFY registrationChanged FINAL)
    Q_PROPERTY(strongroom::ui::NodeStatusView nodeStatus READ nodeStatus NOTIFY changed FINAL)

public:
    explicit SettingsViewModel(Session& session, QObject* parent = nullptr);

    void refresh() override;
    /// Asks the node without storing anything.
    Q_INVOKABLE void testNode(const QString& url, const QString& cookieFile);
    Q_INVOKABLE void saveNode(const QString& url, const QString& cookieFile);
    Q_INVOKABLE void backup(const QString& file);
    /// Computes `registration`, for a screen that a station's camera looks at.
    Q_INVOKABLE void makeRegistration();
    Q_INVOKABLE void exportRegistration(const QString& file);

    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] bool ownsChain() const { return m_node.ownChain; }
    [[nodiscard]] QString nodeUrl() const;
    [[nodiscard]] QString nodeCookieFile() const;
    [[nodiscard]] QString treasuryDigest() const;
    [[nodiscard]] QByteArray registration() const { return m_registration; }
    [[nodiscard]] const NodeStatusView& nodeStatus() const { return m_status; }

signals:
    void changed();
    void registrationChanged();
    void acted(const QString& sentence);

private:
    [[nodiscard]] service::NodeSettings settings(const QString& url, const QString& cookieFile) const;

    service::NodeSettings m_node;
    NodeStatusView m_status;
    QByteArray m_registration;
    bool m_loaded = false;
};

} // namespace strongroom::ui
