#include "models/replacement_view_model.h"

#include "models/spend_view_model_jobs.h"
#include "models/text.h"

namespace strongroom::ui {

namespace {

ReplacementView viewOf(const service::ReplacementPreview& preview) {
    ReplacementView view;
    view.present = true;
    view.feeBefore = toVariant(preview.feeBefore);
    view.feeRateBefore = feeRateWords(preview.feeRateBefore);
    view.fee = toVariant(preview.fee);
    view.feeRate = feeRateWords(preview.feeRateSatPerKvb);
    view.feeSource = toQString(preview.feeSource);
    view.leastFeeRate = feeRateWords(preview.leastFeeRate);
    view.hasCeiling = preview.ceiling.has_value();
    if (preview.ceiling) {
        view.maxFee = toVariant(preview.ceiling->maxFee);
        view.maxFeeRate = feeRateWords(preview.ceiling->maxFeeRateSatPerKvb);
    }
    view.covered = preview.covered;
    view.sentence = toQString(preview.sentence);
    view.outflow = toVariant(preview.outflow);
    view.inputs = toView(preview.inputs);
    view.outputs = toView(preview.outputs);
    view.findings = toView(preview.findings);
    view.verdict = toView(preview.verdict);
    return view;
}

} // namespace

ReplacementViewModel::ReplacementViewModel(Session& session, QObject* parent)
    : SpendViewModel(session, parent) {
    connect(&session, &Session::closed, this, [this] { begin({}, service::Replacement::speedUp); });
}

void ReplacementViewModel::refresh() {
    updatePreview();
}

void ReplacementViewModel::speedUp(const QString& withdrawalId) {
    begin(withdrawalId, service::Replacement::speedUp);
}

void ReplacementViewModel::stop(const QString& withdrawalId) {
    begin(withdrawalId, service::Replacement::stop);
}

void ReplacementViewModel::begin(const QString& withdrawalId, service::Replacement kind) {
    m_withdrawalId = withdrawalId;
    m_kind = kind;
    restart();
}

std::optional<service::ReplacementDraft> ReplacementViewModel::draft() const {
    if (m_withdrawalId.isEmpty() || !feeRateProblem().isEmpty())
        return std::nullopt;
    return service::ReplacementDraft{m_withdrawalId.toStdString(), m_kind, feeRate()};
}

void ReplacementViewModel::updatePreview() {
    previewWith(draft(), service::previewReplacement,
                [this](const service::ReplacementPreview& preview) { m_preview = viewOf(preview); });
}

void ReplacementViewModel::propose(QObject* secretField) {
    proposeWith(secretField, draft(), service::replaceWithdrawal);
}

} // namespace strongroom::ui
