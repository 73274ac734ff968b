#include "models/sweep_view_model.h"

#include "models/spend_view_model_jobs.h"
#include "models/text.h"

namespace strongroom::ui {

namespace {

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
    : SpendViewModel(session, parent), m_coins(new CoinChoice(session, this)) {
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
    m_coins->setVault(vaultId);
    m_coins->chooseAll(false);
    restart();
}

std::optional<SweepViewModel::Draft> SweepViewModel::draft() const {
    if (!feeRateProblem().isEmpty())
        return std::nullopt;
    if (isChild())
        return service::ChildDraft{m_coin.toStdString(), feeRate()};
    if (m_vaultId.isEmpty() || m_coins->count() < FEWEST)
        return std::nullopt;
    return service::ConsolidationDraft{m_vaultId.toStdString(), m_coins->names(), feeRate()};
}

void SweepViewModel::updatePreview() {
    previewWith(
        draft(),
        [](service::Workspace& workspace, const Draft& draft) {
            return std::visit([&](const auto& one) { return previewOf(workspace, one); }, draft);
        },
        [this](const service::SweepPreview& preview) { m_preview = viewOf(preview); });
}

void SweepViewModel::propose(QObject* secretField) {
    proposeWith(secretField, draft(),
                [](service::Workspace& workspace, const Draft& draft, const service::SecretText& secret) {
                    return std::visit([&](const auto& one) { return proposalOf(workspace, one, secret); },
                                      draft);
                });
}

} // namespace strongroom::ui
