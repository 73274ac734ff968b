#include "models/message_view_model.h"

#include "models/exchange_file.h"
#include "models/page_view_model_jobs.h"
#include "models/secret_argument.h"
#include "models/text.h"
#include "service/approve_withdrawal.h"
#include "service/message_leg.h"

namespace strongroom::ui {

MessageViewModel::MessageViewModel(Session& session, QObject* parent) : PageViewModel(session, parent) {
    connect(&session, &Session::closed, this, [this] {
        m_id.clear();
        m_facts = {};
        m_verdict = {};
        m_actions = {};
        m_loaded = false;
        setRequest({});
        emit changed();
    });
}

void MessageViewModel::show(const QString& messageId) {
    if (m_id != messageId) {
        m_id = messageId;
        m_loaded = false;
        setRequest({});
        emit changed();
    }
    refresh();
}

void MessageViewModel::refresh() {
    if (m_id.isEmpty())
        return;
    read([id = m_id.toStdString()](
             service::Workspace& workspace) { return service::showMessage(workspace, id); },
         [this, id = m_id](const service::MessageDetail& detail) {
             if (id != m_id)
                 return;
             m_facts = toView(detail);
             m_verdict = toView(detail.verdict);
             m_actions = toView(detail.actions, detail.row.phase);
             m_loaded = true;
             emit changed();
         });
}

void MessageViewModel::approve(const QString& shownDigest, QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    write(
        [id = m_id.toStdString(), digest = shownDigest.toStdString(), secret](service::Workspace& workspace) {
            return service::approveMessage(workspace, id, digest, *secret);
        },
        [this](const auto&) { emit acted(tr("Your approval is recorded.")); });
}

void MessageViewModel::reject(const QString& reason, QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    write(
        [id = m_id.toStdString(), words = reason.trimmed().toStdString(), secret](
            service::Workspace& workspace) { return service::rejectMessage(workspace, id, words, *secret); },
        [this](const auto&) { emit acted(tr("Your rejection is recorded.")); });
}

void MessageViewModel::takeBack(const QString& reason, QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    write(
        [id = m_id.toStdString(), words = reason.trimmed().toStdString(),
         secret](service::Workspace& workspace) {
            return service::takeBackMessage(workspace, id, words, *secret);
        },
        [this](const auto&) { emit acted(tr("You took this message back.")); });
}

void MessageViewModel::advance() {
    write([id = m_id.toStdString()](
              service::Workspace& workspace) { return service::signMessage(workspace, id); },
          [this](const service::Outcome<service::MessageDetail>& outcome) {
              emit acted(toQString(outcome->row.sentence));
          });
}

template <typename Make>
void MessageViewModel::writeFile(const QString& file, Make make, const QString& done) {
    write(
        [ports = session().ports(), id = m_id.toStdString(), file,
         make](service::Workspace& workspace) -> service::Outcome<void> {
            STRONGROOM_ASSIGN(const auto content, make(workspace, id));
            return writeExchangeFile(ports, file, content);
        },
        [this, done](const auto&) { emit acted(done); });
}

void MessageViewModel::exportApprovalRequest(const QString& file) {
    writeFile(file, service::exportApprovalRequest, tr("The approval request is written."));
}

void MessageViewModel::exportForStation(const QString& file) {
    writeFile(file, service::exportMessageForStation, tr("The message for the station is written."));
}

void MessageViewModel::saveSignature(const QString& file) {
    const QByteArray signature = m_facts.signature.toUtf8() + '\n';
    writeFile(
        file,
        [bytes = toBytes(signature)](service::Workspace&,
                                     const std::string&) -> service::Outcome<base::Bytes> { return bytes; },
        tr("The signature is written."));
}

void MessageViewModel::setRequest(const QByteArray& request) {
    m_request = request;
    emit requestChanged();
}

void MessageViewModel::makeRequest() {
    write([id = m_id.toStdString()](
              service::Workspace& workspace) { return service::exportMessageForStation(workspace, id); },
          [this](const service::Outcome<base::Bytes>& request) { setRequest(toQByteArray(*request)); });
}

void MessageViewModel::takeReply(const QByteArray& reply) {
    write(
        [id = m_id.toStdString(), bytes = toBytes(reply)](service::Workspace& workspace) {
            return service::importMessageFromStation(workspace, id, bytes);
        },
        [this](const service::Outcome<service::StationReply>& outcome) {
            emit acted(toQString(outcome->sentence));
        });
}

void MessageViewModel::importFromStation(const QString& file) {
    write(
        [ports = session().ports(), id = m_id.toStdString(),
         file](service::Workspace& workspace) -> service::Outcome<service::StationReply> {
            STRONGROOM_ASSIGN(const auto content, readExchangeFile(ports, file));
            return service::importMessageFromStation(workspace, id, content);
        },
        [this](const service::Outcome<service::StationReply>& outcome) {
            emit acted(toQString(outcome->sentence));
        });
}

} // namespace strongroom::ui
