#include "models/withdrawal_view_model.h"

#include "models/exchange_file.h"
#include "models/page_view_model_jobs.h"
#include "models/secret_argument.h"
#include "models/text.h"
#include "service/advance_withdrawal.h"
#include "service/approve_withdrawal.h"
#include "service/cold_leg.h"
#include "service/export_transaction.h"

#include <QCoreApplication>

#include <algorithm>

namespace strongroom::ui {

namespace {

QVariantList timelineOf(const service::WithdrawalDetail& detail) {
    QVariantList list;
    for (const service::TimelineLine& line : detail.timeline) {
        // Most sentences begin with who did it.
        const bool named = line.sentence.rfind(line.who, 0) == 0;
        list.append(QVariantMap{{QStringLiteral("title"), toVariant(line.sentence)},
                                {QStringLiteral("detail"), named ? QVariant(QString()) : toVariant(line.who)},
                                {QStringLiteral("at"), toVariant(line.at)}});
    }
    return list;
}

QVariantList versionsOf(const service::WithdrawalDetail& detail) {
    QVariantList list;
    for (const service::VersionLine& line : detail.versions)
        list.append(QVariantMap{{QStringLiteral("id"), toVariant(line.id)},
                                {QStringLiteral("kind"), toQString(service::kindName(line.kind))},
                                {QStringLiteral("fee"), toVariant(line.fee)},
                                {QStringLiteral("tone"), phaseTone(line.phase)},
                                {QStringLiteral("sentence"), toVariant(line.sentence)},
                                {QStringLiteral("current"), line.id == detail.row.id}});
    return list;
}

bool asksForApprovals(service::WithdrawalPhase phase) {
    using Phase = service::WithdrawalPhase;
    return phase == Phase::waitingForApprovals || phase == Phase::cooling || phase == Phase::notAllowed;
}

WithdrawalActionsView toView(const service::WithdrawalActions& actions, service::WithdrawalPhase phase) {
    WithdrawalActionsView view;
    view.approve = actions.approve;
    view.reject = actions.reject;
    view.ask = actions.ask;
    view.answer = actions.answer;
    view.takeBack = actions.takeBack;
    view.advance = actions.advance;
    view.exportForStation = actions.exportForStation;
    view.importFromStation = actions.importFromStation;
    view.speedUp = actions.speedUp;
    view.stop = actions.stop;
    view.handOut = actions.handOut;
    if (asksForApprovals(phase))
        view.whyNotApprove = toQString(actions.whyNotApprove);
    return view;
}

} // namespace

WithdrawalView toView(const service::WithdrawalDetail& detail) {
    WithdrawalView view;
    view.withdrawalId = toQString(detail.row.id);
    view.payee = toQString(detail.row.payee);
    view.vault = toQString(detail.row.vault);
    view.tier = toQString(detail.row.tier);
    view.amount = toVariant(detail.row.amount);
    view.fee = toVariant(detail.row.fee);
    view.outflow = toVariant(detail.outflow);
    view.feeRate = feeRateWords(detail.feeRateSatPerKvb);
    view.kind = toQString(service::kindName(detail.row.kind));
    view.hasCeiling = detail.ceiling.has_value();
    if (detail.ceiling) {
        view.maxFee = toVariant(detail.ceiling->maxFee);
        view.maxFeeRate = feeRateWords(detail.ceiling->maxFeeRateSatPerKvb);
    }
    view.versions = versionsOf(detail);
    view.phase = toText(detail.row.phase);
    view.tone = phaseTone(detail.row.phase);
    view.sentence = toQString(detail.row.sentence);
    view.proposer = toQString(detail.proposer);
    view.proposedAt = toVariant(detail.row.proposedAt);
    view.expiresAt = toVariant(detail.expiresAt);
    view.purpose = toQString(detail.purpose);
    view.reference = toQString(detail.row.reference);
    view.intentDigest = toQString(detail.intentDigest);
    view.txid = toQString(detail.txid);
    view.inputs = toView(detail.inputs);
    view.outputs = toView(detail.outputs);
    view.findings = toView(detail.findings);
    view.approvals = toView(detail.approvals);
    view.timeline = timelineOf(detail);
    const QVariantList payments = paymentsOf(detail.outputs);
    if (payments.size() > 1)
        view.payments = payments;
    else if (!payments.isEmpty())
        view.payeeAddress = payments.front().toMap().value(QStringLiteral("address")).toString();
    for (const service::ObligationLine& line : detail.verdict.obligations) {
        view.approvalsNeeded += line.needed;
        view.approvalsHave += std::min(line.met, line.needed);
    }
    view.signaturesHave = detail.signaturesHave;
    view.signaturesNeeded = detail.signaturesNeeded;
    view.keysTotal = detail.keysTotal;
    view.nextSentence = toQString(detail.nextSentence);
    view.nextPerson = toQString(detail.nextPerson);
    view.allOnOneComputer = detail.allOnOneComputer;
    view.mayExpire =
        asksForApprovals(detail.row.phase) || detail.row.phase == service::WithdrawalPhase::authorized;
    return view;
}

WithdrawalViewModel::WithdrawalViewModel(Session& session, QObject* parent) : PageViewModel(session, parent) {
    connect(&session, &Session::closed, this, [this] {
        m_id.clear();
        m_facts = {};
        m_verdict = {};
        m_actions = {};
        m_loaded = false;
        setRequest({});
        setTransaction({});
        emit changed();
    });
}

void WithdrawalViewModel::show(const QString& withdrawalId) {
    if (m_id != withdrawalId) {
        m_id = withdrawalId;
        m_loaded = false;
        setRequest({});
        setTransaction({});
        emit changed();
    }
    refresh();
}

void WithdrawalViewModel::refresh() {
    if (m_id.isEmpty())
        return;
    read([id = m_id.toStdString()](
             service::Workspace& workspace) { return service::showWithdrawal(workspace, id); },
         [this, id = m_id](const service::WithdrawalDetail& detail) {
             if (id != m_id)
                 return;
             m_facts = toView(detail);
             m_verdict = toView(detail.verdict);
             m_actions = toView(detail.actions, detail.row.phase);
             m_loaded = true;
             emit changed();
         });
}

void WithdrawalViewModel::approve(const QString& shownDigest, const QString& note, QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    const service::ApproveRequest request{m_id.toStdString(), shownDigest.toStdString(), note.toStdString()};
    write(
        [request, secret](service::Workspace& workspace) {
            return service::approveWithdrawal(workspace, request, *secret);
        },
        [this](const auto&) { emit acted(tr("Your approval is recorded.")); });
}

template <typename Use>
void WithdrawalViewModel::say(const QString& text, QObject* secretField, Use use, const QString& done) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    write([use, id = m_id.toStdString(), words = text.trimmed().toStdString(),
           secret](service::Workspace& workspace) { return use(workspace, id, words, *secret); },
          [this, done](const auto&) { emit acted(done); });
}

void WithdrawalViewModel::reject(const QString& reason, QObject* secretField) {
    say(reason, secretField, service::rejectWithdrawal, tr("Your rejection is recorded."));
}
void WithdrawalViewModel::ask(const QString& question, QObject* secretField) {
    say(question, secretField, service::askAboutWithdrawal, tr("Your question is recorded."));
}
void WithdrawalViewModel::answer(const QString& text, QObject* secretField) {
    say(text, secretField, service::answerQuestion, tr("Your answer is recorded."));
}
void WithdrawalViewModel::takeBack(const QString& reason, QObject* secretField) {
    say(reason, secretField, service::takeBackWithdrawal, tr("You took this withdrawal back."));
}

void WithdrawalViewModel::advance() {
    write([id = m_id.toStdString()](
              service::Workspace& workspace) { return service::advanceWithdrawal(workspace, id); },
          [this](const service::Outcome<service::Advance>& outcome) {
              emit acted(toQString(outcome->sentence));
          });
}

void WithdrawalViewModel::exportApprovalRequest(const QString& file) {
    write(
        [ports = session().ports(), id = m_id.toStdString(),
         file](service::Workspace& workspace) -> service::Outcome<void> {
            STRONGROOM_ASSIGN(const auto content, service::exportApprovalRequest(workspace, id));
            return writeExchangeFile(ports, file, content);
        },
        [this](const auto&) { emit acted(tr("The approval request is written.")); });
}

void WithdrawalViewModel::setRequest(const QByteArray& request) {
    m_request = request;
    emit requestChanged();
}

void WithdrawalViewModel::makeRequest() {
    write([id = m_id.toStdString()](
              service::Workspace& workspace) { return service::exportForStation(workspace, id); },
          [this](const service::Outcome<base::Bytes>& request) { setRequest(toQByteArray(*request)); });
}

void WithdrawalViewModel::setTransaction(const QByteArray& transaction) {
    m_transaction = transaction;
    emit transactionChanged();
}

void WithdrawalViewModel::handOut() {
    write([id = m_id.toStdString()](
              service::Workspace& workspace) { return service::exportTransaction(workspace, id); },
          [this](const service::Outcome<service::SignedTransaction>& handed) {
              setTransaction(toQByteArray(handed->bytes));
          });
}

void WithdrawalViewModel::handOutAsFile(const QString& file) {
    write(
        [ports = session().ports(), id = m_id.toStdString(),
         file](service::Workspace& workspace) -> service::Outcome<void> {
            STRONGROOM_ASSIGN(const auto handed, service::exportTransaction(workspace, id));
            return writeExchangeFile(ports, file, handed.bytes);
        },
        [this](const auto&) { emit acted(tr("The signed transaction is written.")); });
}

void WithdrawalViewModel::takeReply(const QByteArray& reply) {
    write([id = m_id.toStdString(), bytes = toBytes(reply)](
              service::Workspace& workspace) { return service::importFromStation(workspace, id, bytes); },
          [this](const service::Outcome<service::StationReply>& outcome) {
              emit acted(toQString(outcome->sentence));
          });
}

void WithdrawalViewModel::exportForStation(const QString& file) {
    write(
        [ports = session().ports(), id = m_id.toStdString(),
         file](service::Workspace& workspace) -> service::Outcome<void> {
            STRONGROOM_ASSIGN(const auto content, service::exportForStation(workspace, id));
            return writeExchangeFile(ports, file, content);
        },
        [this](const auto&) { emit acted(tr("The transaction for the station is written.")); });
}

void WithdrawalViewModel::importFromStation(const QString& file) {
    write(
        [ports = session().ports(), id = m_id.toStdString(),
         file](service::Workspace& workspace) -> service::Outcome<service::StationReply> {
            STRONGROOM_ASSIGN(const auto content, readExchangeFile(ports, file));
            return service::importFromStation(workspace, id, content);
        },
        [this](const service::Outcome<service::StationReply>& outcome) {
            emit acted(toQString(outcome->sentence));
        });
}

} // namespace strongroom::ui
