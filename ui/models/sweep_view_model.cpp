#include "models/sweep_view_model.h"

#include "models/amount_input.h"
#include "models/page_view_model_jobs.h"
#include "models/secret_argument.h"
#include "models/text.h"

namespace strongroom::ui {

namespace {

constexpr int PAUSE_MS = 250;
constexpr int FEWEST = 2;

SweepView viewOf(const service::SweepPreview& preview) {
    SweepView view;
    view.present = true;
    view.fee = toVariant(preview.fee);
    view.feeRate = feeRateWords(preview.feeRateSatPerKvb);
    view.feeSource = toQString(preview.feeSource);
    view.parentFee = toVariant(preview.parentFee);
    view.packageFeeRate = feeRateWords(preview.packageFeeRate);
    view.change = toVariant(preview.change);
    view.inputs = toView(preview.inputs);
    view.outputs = toView(preview.outputs);
    view.findings = toView(preview.findings);
    view.verdict = toView(preview.verdict);
    return view;
}

service::Outcome<service::SweepPreview> previewOf(service::Workspace& workspace,
                                                  const service::ConsolidationDraft& draft) {
    return service::previewConsolidation(workspace, draft);
}
service::Outcome<service::SweepPreview> previewOf(service::Workspace& workspace,
                                                  const service::ChildDraft& draft) {
    return service::previewChild(workspace, draft);
}
service::Outcome<std::string> proposalOf(service::Workspace& workspace,
                                         const service::ConsolidationDraft& draft,
                                         const service::SecretText& secret) {
    return service::proposeConsolidation(workspace, draft, secret);
}
service::Outcome<std::string> proposalOf(service::Workspace& workspace, const service::ChildDraft& draft,
                                         const service::SecretText& secret) {
    return service::proposeChild(workspace, draft, secret);
}

} // namespace

SweepViewModel::SweepViewModel(Session& session, QObject* parent)
    : PageViewModel(session, parent), m_coins(new CoinChoice(session, this)) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(PAUSE_MS);
    connect(&m_pause, &QTimer::timeout, this, &SweepViewModel::updatePreview);
    connect(m_coins, &CoinChoice::changed, this, &SweepViewModel::edited);
    connect(&session, &Session::closed, this, [this] { begin({}, {}); });
}

void SweepViewModel::refresh() {
    m_coins->refresh();
    updatePreview();
}

void SweepViewModel::consolidate(const QString& vaultId) {
    begin(vaultId, {});
}

void SweepViewModel::payFor(const QString& outpoint) {
    begin({}, outpoint);
}

void SweepViewModel::begin(const QString& vaultId, const QString& coin) {
    m_vaultId = vaultId;
    m_coin = coin;
    m_feeRateText.clear();
    m_preview = {};
    m_problem = {};
    m_coins->setVault(vaultId);
    m_coins->chooseAll(false);
    emit draftChanged();
    updatePreview();
}

std::optional<SweepViewModel::Draft> SweepViewModel::draft() const {
    const auto typed = parseFeeRate(m_feeRateText);
    if (!typed && !m_feeRateText.trimmed().isEmpty())
        return std::nullopt;
    std::optional<std::int64_t> feeRate;
    if (typed)
        feeRate = *typed;
    if (isChild())
        return service::ChildDraft{m_coin.toStdString(), feeRate};
    if (m_vaultId.isEmpty() || m_coins->count() < FEWEST)
        return std::nullopt;
    return service::ConsolidationDraft{m_vaultId.toStdString(), m_coins->names(), feeRate};
}

void SweepViewModel::edited() {
    ++m_request; // what is under way answers an older draft
    m_pause.start();
    emit draftChanged();
    emit previewChanged();
}

void SweepViewModel::updatePreview() {
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
            return std::visit([&](const auto& one) { return previewOf(workspace, one); }, draft);
        },
        [this, request](const service::Outcome<service::SweepPreview>& outcome) {
            if (request != m_request)
                return;
            m_previewing = false;
            m_preview = outcome ? viewOf(*outcome) : SweepView();
            m_problem = outcome ? FailureView() : toView(outcome.error());
            emit previewChanged();
        });
}

bool SweepViewModel::isComplete() const {
    return m_preview.present && !m_previewing && !m_pause.isActive() &&
           m_preview.verdict.outcome != VerdictView::Outcome::NotAllowed;
}

void SweepViewModel::propose(QObject* secretField) {
    const auto wanted = draft();
    const SharedSecret secret = takeSecret(secretField);
    if (!wanted || !secret)
        return;
    write(
        [draft = *wanted, secret](service::Workspace& workspace) {
            return std::visit([&](const auto& one) { return proposalOf(workspace, one, *secret); }, draft);
        },
        [this](const service::Outcome<std::string>& outcome) { emit proposed(toQString(*outcome)); });
}

void SweepViewModel::setFeeRateText(const QString& text) {
    if (std::exchange(m_feeRateText, text) != text)
        edited();
}

QString SweepViewModel::feeRateProblem() const {
    if (m_feeRateText.trimmed().isEmpty() || parseFeeRate(m_feeRateText))
        return {};
    return tr("Write satoshi per virtual byte, for example 12 or 12.5.");
}

} // namespace strongroom::ui
