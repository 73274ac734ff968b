#include "models/new_withdrawal_view_model.h"

#include "models/amount_input.h"
#include "models/page_view_model_jobs.h"
#include "models/row_model.h"
#include "models/spend_view_model_jobs.h"
#include "models/text.h"
#include "service/overview.h"
#include "service/payees.h"
#include "service/payment_request.h"

#include <QLocale>

#include <utility>

namespace strongroom::ui {

QString sentenceOfEarlier(const service::WithdrawalRow& row) {
    return NewWithdrawalViewModel::tr("%1 BTC to %2, %3: %4")
        .arg(bitcoinInput(toSatoshi(row.amount)), toQString(row.payee),
             QLocale().toString(toDateTime(row.proposedAt), QStringLiteral("d MMM yyyy, HH:mm")),
             toQString(row.sentence));
}

PreviewView toView(const service::WithdrawalPreview& preview) {
    PreviewView view;
    view.present = true;
    view.amount = toVariant(preview.amount);
    view.fee = toVariant(preview.fee);
    view.outflow = toVariant(preview.outflow);
    view.availableAfter = toVariant(preview.availableAfter);
    view.feeSource = toQString(preview.feeSource);
    view.hasCeiling = preview.ceiling.has_value();
    if (preview.ceiling) {
        view.maxFee = toVariant(preview.ceiling->maxFee);
        view.maxFeeRate = feeRateWords(preview.ceiling->maxFeeRateSatPerKvb);
    }
    view.payeeAddress = toQString(preview.payeeAddress);
    view.inputs = toView(preview.inputs);
    view.outputs = toView(preview.outputs);
    view.findings = toView(preview.findings);
    view.verdict = toView(preview.verdict);
    view.duplicate = preview.duplicateOf.has_value();
    if (preview.duplicateOf) {
        view.duplicateId = toQString(preview.duplicateOf->id);
        view.duplicateSentence = sentenceOfEarlier(*preview.duplicateOf);
    }
    return view;
}

NewWithdrawalViewModel::NewWithdrawalViewModel(Session& session, QObject* parent)
    : SpendViewModel(session, parent), m_coins(new CoinChoice(session, this)) {
    using Vault = service::VaultBalance;
    using Vaults = RowModel<Vault>;
    m_vaults = std::make_unique<Vaults>(std::vector<Vaults::Role>{
        Vaults::field("vaultId", &Vault::vaultId),
        Vaults::field("name", &Vault::name),
        Vaults::field("tier", &Vault::tier),
        {"available", [](const Vault& vault) { return toVariant(vault.balance.available); }},
    });
    using Payee = service::PayeeRow;
    using Payees = RowModel<Payee>;
    m_payees = std::make_unique<Payees>(std::vector<Payees::Role>{
        Payees::field("payeeId", &Payee::id),
        Payees::field("name", &Payee::name),
        Payees::field("address", &Payee::address),
    });
    connect(this, &NewWithdrawalViewModel::proposed, this, &NewWithdrawalViewModel::start);
    connect(m_coins, &CoinChoice::changed, this, &NewWithdrawalViewModel::edited);
    connect(&session, &Session::closed, this, [this] {
        start();
        m_vaults->setRows({});
        m_payees->setRows({});
    });
}

NewWithdrawalViewModel::~NewWithdrawalViewModel() = default;

void NewWithdrawalViewModel::refresh() {
    read([](service::Workspace& workspace) { return service::overview(workspace); },
         [this](service::Overview overview) { m_vaults->setRows(std::move(overview.vaults)); });
    read([](service::Workspace& workspace) { return service::listPayees(workspace); },
         [this](std::vector<service::PayeeRow> rows) {
             std::erase_if(
                 rows, [](const service::PayeeRow& row) { return row.state != service::PayeeState::active; });
             m_payees->setRows(std::move(rows));
         });
    m_coins->refresh();
    updatePreview();
}

void NewWithdrawalViewModel::start() {
    m_vaultId.clear();
    m_payeeId.clear();
    m_amountText.clear();
    m_purpose.clear();
    m_reference.clear();
    m_duplicateAcknowledged = false;
    m_coins->setVault({});
    m_coins->setByHand(false);
    restart();
}

std::optional<service::WithdrawalDraft> NewWithdrawalViewModel::draft() const {
    const auto amount = parseBitcoin(m_amountText);
    if (m_vaultId.isEmpty() || m_payeeId.isEmpty() || !amount || *amount == 0 ||
        !feeRateProblem().isEmpty() || (m_coins->isByHand() && m_coins->count() == 0))
        return std::nullopt;
    service::WithdrawalDraft draft;
    if (m_coins->isByHand())
        draft.coins = m_coins->names();
    draft.vaultId = m_vaultId.toStdString();
    draft.payeeId = m_payeeId.toStdString();
    draft.amountSatoshi = *amount;
    draft.feeRateSatPerKvb = feeRate();
    draft.purpose = m_purpose.trimmed().toStdString();
    draft.reference = m_reference.trimmed().toStdString();
    draft.duplicateAcknowledged = m_duplicateAcknowledged;
    return draft;
}

void NewWithdrawalViewModel::updatePreview() {
    previewWith(draft(), service::previewWithdrawal,
                [this](const service::WithdrawalPreview& preview) { m_preview = toView(preview); });
}

bool NewWithdrawalViewModel::isComplete() const {
    return isPermitted(m_preview) && !m_purpose.trimmed().isEmpty() &&
           (!m_preview.duplicate || m_duplicateAcknowledged);
}

void NewWithdrawalViewModel::propose(QObject* secretField) {
    proposeWith(secretField, draft(), service::proposeWithdrawal);
}

void NewWithdrawalViewModel::setRequestProblem(const FailureView& problem) {
    m_requestProblem = problem;
    emit requestProblemChanged();
}

void NewWithdrawalViewModel::takeRequest(const QString& text) {
    setRequestProblem({});
    session().call(
        this,
        [words = text.trimmed().toStdString()](service::Workspace& workspace) {
            return service::readPaymentRequest(workspace, words);
        },
        [this](const service::Outcome<service::PaymentRequest>& request) {
            if (!request) {
                setRequestProblem(toView(request.error()));
                return;
            }
            if (request->payeeId.empty()) {
                setRequestProblem(toView(base::Failure(
                    "payee.not_found",
                    "No registered payee has the address of this request. Propose the payee first, and have "
                    "the address confirmed.")));
                return;
            }
            setPayeeId(toQString(request->payeeId));
            if (request->amountSatoshi)
                setAmountText(bitcoinInput(*request->amountSatoshi));
            if (!request->message.empty())
                setPurpose(toQString(request->message));
            emit requestTaken(tr("The request is of %1, by its address.").arg(toQString(request->payeeName)));
        });
}

QString NewWithdrawalViewModel::amountProblem() const {
    if (m_amountText.trimmed().isEmpty())
        return {};
    const auto amount = parseBitcoin(m_amountText);
    if (!amount)
        return tr("Write bitcoin with a point and up to eight decimals, for example 1.25.");
    return *amount == 0 ? tr("An amount above zero is needed.") : QString();
}

void NewWithdrawalViewModel::setVaultId(const QString& id) {
    if (std::exchange(m_vaultId, id) == id)
        return;
    m_coins->setVault(id);
    edited();
}
void NewWithdrawalViewModel::setPayeeId(const QString& id) {
    if (std::exchange(m_payeeId, id) != id)
        edited();
}
void NewWithdrawalViewModel::setAmountText(const QString& text) {
    if (std::exchange(m_amountText, text) != text)
        edited();
}
void NewWithdrawalViewModel::setPurpose(const QString& text) {
    if (std::exchange(m_purpose, text) != text)
        edited();
}
void NewWithdrawalViewModel::setReference(const QString& text) {
    if (std::exchange(m_reference, text) != text)
        edited();
}
void NewWithdrawalViewModel::setDuplicateAcknowledged(bool acknowledged) {
    if (std::exchange(m_duplicateAcknowledged, acknowledged) != acknowledged)
        edited();
}
QAbstractItemModel* NewWithdrawalViewModel::vaults() const {
    return m_vaults.get();
}
QAbstractItemModel* NewWithdrawalViewModel::payees() const {
    return m_payees.get();
}

} // namespace strongroom::ui
