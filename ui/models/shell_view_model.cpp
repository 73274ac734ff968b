#include "models/shell_view_model.h"

#include "models/page_view_model_jobs.h"
#include "models/role_names.h"
#include "models/secret_argument.h"
#include "models/text.h"
#include "service/signer_control.h"

#include <QLocale>

namespace strongroom::ui {

namespace {

QString phaseName(service::SignerPhase phase) {
    switch (phase) {
    case service::SignerPhase::absent:
        return QStringLiteral("absent");
    case service::SignerPhase::locked:
        return QStringLiteral("locked");
    case service::SignerPhase::open:
        return QStringLiteral("open");
    case service::SignerPhase::armed:
        return QStringLiteral("armed");
    }
    Q_UNREACHABLE();
}

} // namespace

ShellViewModel::ShellViewModel(Session& session, QObject* parent) : PageViewModel(session, parent) {
    connect(&session, &Session::opened, this, &ShellViewModel::refresh);
    connect(&session, &Session::closed, this, [this] {
        m_view = {};
        m_loaded = false;
        emit changed();
    });
}

void ShellViewModel::refresh() {
    read([](service::Workspace& workspace) { return service::overview(workspace); },
         [this](service::Overview view) {
             m_view = std::move(view);
             m_loaded = true;
             emit changed();
         });
}

void ShellViewModel::arm(const QString& personId, QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    write([id = personId.toStdString(),
           secret](service::Workspace& workspace) { return service::arm(workspace, id, *secret); },
          [this](const service::Outcome<service::SignerStatus>& outcome) {
              m_view.signer = *outcome;
              emit changed();
              emit acted(outcome->phase == service::SignerPhase::armed
                             ? tr("The hot signer is armed.")
                             : tr("Unsealed. One more officer is needed."));
          });
}

void ShellViewModel::disarm() {
    write([](service::Workspace& workspace) { return service::disarm(workspace); },
          [this](const auto&) { emit acted(tr("The hot signer is disarmed.")); });
}

void ShellViewModel::freeze(const QString& reason, QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    write([words = reason.trimmed().toStdString(),
           secret](service::Workspace& workspace) { return service::freeze(workspace, words, *secret); },
          [this](const auto&) { emit acted(tr("The treasury is frozen. Nothing is signed.")); });
}

void ShellViewModel::unfreeze(QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    write([secret](service::Workspace& workspace) { return service::unfreeze(workspace, *secret); },
          [this](const service::Outcome<service::FreezeStatus>& outcome) {
              emit acted(outcome->frozen ? tr("Your agreement to unfreeze is recorded.")
                                         : tr("The treasury is no longer frozen."));
          });
}

void ShellViewModel::lockSeat() {
    write([](service::Workspace& workspace) { return service::lockSeat(workspace); },
          [this](const auto&) { session().close(); });
}

QString ShellViewModel::personName() const {
    return toQString(m_view.personName);
}
QString ShellViewModel::personRole() const {
    return roleNames(toQStringList(m_view.personRoles));
}
QVariant ShellViewModel::height() const {
    return toVariant(m_view.height);
}
QVariant ShellViewModel::blockTime() const {
    return toVariant(m_view.blockTime);
}

HotSignerView ShellViewModel::hotSigner() const {
    HotSignerView view;
    view.phase = phaseName(m_view.signer.phase);
    view.armedBy = QLocale().createSeparatedList(toQStringList(m_view.signer.armedBy));
    view.armedSince = toVariant(m_view.signer.armedSince);
    view.armedUntil = toVariant(m_view.signer.armedUntil);
    view.officersNeeded = m_view.signer.officersNeeded;
    view.unsealedBy = QLocale().createSeparatedList(toQStringList(m_view.signer.unsealedBy));
    for (const service::SignerStatus::Officer& officer : m_view.signer.canUnseal)
        view.officers.append(QVariantMap{{QStringLiteral("personId"), toVariant(officer.personId)},
                                         {QStringLiteral("name"), toVariant(officer.name)}});
    return view;
}

FreezeView ShellViewModel::freezeState() const {
    FreezeView view;
    view.frozen = m_view.freeze.frozen;
    view.by = toQString(m_view.freeze.by);
    view.reason = toQString(m_view.freeze.reason);
    view.since = toVariant(m_view.freeze.since);
    view.unfreezeSentence = toQString(m_view.freeze.unfreezeSentence);
    return view;
}

} // namespace strongroom::ui
