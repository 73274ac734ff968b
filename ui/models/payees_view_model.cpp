#include "models/payees_view_model.h"

#include "models/page_view_model_jobs.h"
#include "models/row_model.h"
#include "models/secret_argument.h"
#include "models/text.h"
#include "service/payees.h"
#include "service/payment_request.h"

namespace strongroom::ui {

namespace {

using Payee = service::PayeeRow;
using Model = RowModel<Payee>;

QString stateName(service::PayeeState state) {
    switch (state) {
    case service::PayeeState::proposed:
        return QStringLiteral("proposed");
    case service::PayeeState::cooling:
        return QStringLiteral("waiting");
    case service::PayeeState::active:
        return QStringLiteral("active");
    case service::PayeeState::revoked:
        return QStringLiteral("revoked");
    }
    Q_UNREACHABLE();
}

QString toneName(service::PayeeState state) {
    switch (state) {
    case service::PayeeState::proposed:
    case service::PayeeState::cooling:
        return QStringLiteral("warning");
    case service::PayeeState::active:
        return QStringLiteral("success");
    case service::PayeeState::revoked:
        return QStringLiteral("neutral");
    }
    Q_UNREACHABLE();
}

} // namespace

PayeesViewModel::PayeesViewModel(Session& session, QObject* parent) : PageViewModel(session, parent) {
    m_rows = std::make_unique<Model>(std::vector<Model::Role>{
        Model::field("payeeId", &Payee::id),
        Model::field("name", &Payee::name),
        Model::field("address", &Payee::address),
        {"state", [](const Payee& payee) { return QVariant(stateName(payee.state)); }},
        {"tone", [](const Payee& payee) { return QVariant(toneName(payee.state)); }},
        Model::field("evidence", &Payee::evidence),
        Model::field("addedBy", &Payee::addedBy),
        Model::field("approvedBy", &Payee::approvedBy),
        Model::field("activeFrom", &Payee::activeFrom),
        Model::field("sentence", &Payee::sentence),
        Model::field("mayApprove", &Payee::iMayApprove),
        Model::field("whyNot", &Payee::whyNot),
        Model::field("firstUse", &Payee::firstUse),
    });
    connect(&session, &Session::closed, this, [this] {
        m_rows->setRows({});
        m_loaded = false;
        emit changed();
    });
}

PayeesViewModel::~PayeesViewModel() = default;

void PayeesViewModel::refresh() {
    read([](service::Workspace& workspace) { return service::listPayees(workspace); },
         [this](std::vector<Payee> rows) {
             m_rows->setRows(std::move(rows));
             m_loaded = true;
             emit changed();
         });
}

void PayeesViewModel::add(const QString& name, const QString& address, const QString& evidence,
                          QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    const service::PayeeDraft draft{name.trimmed().toStdString(),
                                    address.simplified().remove(u' ').toStdString(),
                                    evidence.trimmed().toStdString()};
    write([draft,
           secret](service::Workspace& workspace) { return service::addPayee(workspace, draft, *secret); },
          [this](const auto&) { emit acted(tr("The payee is proposed. Another person approves it.")); });
}

void PayeesViewModel::readRequest(const QString& text) {
    read([words = text.trimmed().toStdString()](
             service::Workspace& workspace) { return service::readPaymentRequest(workspace, words); },
         [this](const service::PaymentRequest& request) {
             emit requestRead(toQString(request.address), toQString(request.label));
         });
}

void PayeesViewModel::approve(const QString& payeeId, QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    write([id = payeeId.toStdString(),
           secret](service::Workspace& workspace) { return service::approvePayee(workspace, id, *secret); },
          [this](const auto&) { emit acted(tr("Your approval of the payee is recorded.")); });
}

void PayeesViewModel::revoke(const QString& payeeId, const QString& reason, QObject* secretField) {
    const SharedSecret secret = takeSecret(secretField);
    if (!secret)
        return;
    write([id = payeeId.toStdString(), words = reason.trimmed().toStdString(), secret](
              service::Workspace& workspace) { return service::revokePayee(workspace, id, words, *secret); },
          [this](const auto&) { emit acted(tr("The payee is revoked.")); });
}

QVariantMap PayeesViewModel::at(int row) const {
    return m_rows->at(row);
}
int PayeesViewModel::rowOf(const QString& payeeId) const {
    return m_rows->find([id = payeeId.toStdString()](const Payee& payee) { return payee.id == id; });
}
QAbstractItemModel* PayeesViewModel::rows() const {
    return m_rows.get();
}

} // namespace strongroom::ui
