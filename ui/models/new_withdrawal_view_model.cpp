#include "models/new_withdrawal_view_model.h"

#include "models/amount_input.h"
#include "models/page_view_model_jobs.h"
#include "models/row_model.h"
#include "models/secret_argument.h"
#include "models/text.h"
#include "service/overview.h"
#include "service/payees.h"

#include <QLocale>

#include <chrono>
#include <utility>

namespace strongroom::ui {

namespace {

/// Long enough not to build a transaction at every key, short enough to feel immediate.
constexpr std::chrono::milliseconds PAUSE{200};

} // namespace

NewWithdrawalViewModel::NewWithdrawalViewModel(Session& session, QObject* parent)
    : PageViewModel(session, parent) {
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
    m_pause.setSingleShot(true);
    m_pause.setInterval(PAUSE);
    connect(&m_pause, &QTimer::timeout, this, &NewWithdrawalViewModel::updatePreview);
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
    updatePreview();
}

void NewWithdrawalViewModel::start() {
    m_vaultId.clear();
    m_payeeId.clear();
    m_amountText.clear();
    m_feeRateText.clear();
    m_purpose.clear();
    m_reference.clear();
    m_duplicateAcknowledged = false;
    edited();
    updatePreview();
}

std::optional<service::WithdrawalDraft> NewWithdrawalViewModel::draft() const {
    const auto amount = parseBitcoin(m_amountText);
    const auto feeRate = parseFeeRate(m_feeRateText);
    if (m_vaultId.isEmpty() || m_payeeId.isEmpty() || !amount || *amount == 0 ||
        (!feeRate && !m_feeRateText.trimmed().isEmpty()))
        return std::nullopt;
    service::WithdrawalDraft draft;
    draft.vaultId = m_vaultId.toStdString();
    draft.payeeId = m_payeeId.toStdString();
    draft.amountSatoshi = *amount;
    if (feeRate)
        draft.feeRateSatPerKvb = *feeRate;
    draft.purpose = m_purpose.trimmed().toStdString();
    draft.reference = m_reference.trimmed().toStdString();
    draft.duplicateAcknowledged = m_duplicateAcknowledged;
    return draft;
}

void NewWithdrawalViewModel::edited() {
    ++m_request; // What is under way answers an older draft.
    m_pause.start();
    emit draftChanged();
    emit previewChanged();
}

void NewWithdrawalViewModel::updatePreview() {
    m_pause.stop();
    const auto wanted = draft();
    const quint64 request = ++m_request;
    m_previewing = wanted.has_value() && session().isOpen();
    if (!wanted) {
        m_preview = {};
        m_problem = {};
    }
    emit previewChanged();
    if (!wanted)
        return;
    session().call(
        this,
        [draft = *wanted](service::Workspace& workspace) {
            return service::previewWithdrawal(workspace, draft);
        },
        [this, request](const service::Outcome<service::WithdrawalPreview>& outcome) {
            if (request != m_request)
                return;
            m_previewing = false;
            m_preview = {};
            m_problem = outcome ? FailureView() : toView(outcome.error());
            if (outcome)
                show(*outcome);
            emit previewChanged();
        });
}

void NewWithdrawalViewModel::show(const service::WithdrawalPreview& preview) {
    m_preview.present = true;
    m_preview.amount = toVariant(preview.amount);
    m_preview.fee = toVariant(preview.fee);
    m_preview.outflow = toVariant(preview.outflow);
    m_preview.availableAfter = toVariant(preview.availableAfter);
    m_preview.feeSource = toQString(preview.feeSource);
    m_preview.hasCeiling = preview.ceiling.has_value();
    if (preview.ceiling) {
        m_preview.maxFee = toVariant(preview.ceiling->maxFee);
        m_preview.maxFeeRate = feeRateWords(preview.ceiling->maxFeeRateSatPerKvb);
    }
    m_preview.payeeAddress = toQString(preview.payeeAddress);
    m_preview.inputs = toView(preview.inputs);
    m_preview.outputs = toView(preview.outputs);
    m_preview.findings = toView(preview.findings);
    m_preview.verdict = toView(preview.verdict);
    m_preview.duplicate = preview.duplicateOf.has_value();
    if (preview.duplicateOf) {
        m_preview.duplicateId = toQString(preview.duplicateOf->id);
        m_preview.duplicateSentence = tr("%1 BTC to %2, %3: %4")
                                          .arg(bitcoinInput(toSatoshi(preview.duplicateOf->amount)),
                                               toQString(preview.duplicateOf->payee),
                                               QLocale().toString(toDateTime(preview.duplicateOf->proposedAt),
                                                                  QStringLiteral("d MMM yyyy, HH:mm")),
                                               toQString(preview.duplicateOf->sentence));
    }
}

bool NewWithdrawalViewModel::isComplete() const {
    return m_preview.present && !m_previewing && !m_pause.isActive() && !m_purpose.trimmed().isEmpty() &&
           m_preview.verdict.outcome != VerdictView::Outcome::NotAllowed &&
           (!m_preview.duplicate || m_duplicateAcknowledged);
}

void NewWithdrawalViewModel::propose(QObject* secretField) {
    const auto wanted = draft();
    const SharedSecret secret = takeSecret(secretField);
    if (!wanted || !secret)
        return;
    write(
        [draft = *wanted, secret](service::Workspace& workspace) {
            return service::proposeWithdrawal(workspace, draft, *secret);
        },
        [this](const service::Outcome<std::string>& outcome) {
            start();
            emit proposed(toQString(*outcome));
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

QString NewWithdrawalViewModel::feeRateProblem() const {
    if (m_feeRateText.trimmed().isEmpty() || parseFeeRate(m_feeRateText))
        return {};
    return tr("Write satoshi per virtual byte, for example 12 or 12.5.");
}

void NewWithdrawalViewModel::setVaultId(const QString& id) {
    if (std::exchange(m_vaultId, id) != id)
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
void NewWithdrawalViewModel::setFeeRateText(const QString& text) {
    if (std::exchange(m_feeRateText, text) != text)
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
