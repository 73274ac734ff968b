#include "models/replacement_view_model.h"

#include "models/amount_input.h"
#include "models/page_view_model_jobs.h"
#include "models/secret_argument.h"
#include "models/text.h"

namespace strongroom::ui {

namespace {

constexpr int PAUSE_MS = 250;

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
    : PageViewModel(session, parent) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(PAUSE_MS);
    connect(&m_pause, &QTimer::timeout, this, &ReplacementViewModel::updatePreview);
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
    m_feeRateText.clear();
    m_preview = {};
    m_problem = {};
    emit draftChanged();
    updatePreview();
}

std::optional<service::ReplacementDraft> ReplacementViewModel::draft() const {
    const auto feeRate = parseFeeRate(m_feeRateText);
    if (m_withdrawalId.isEmpty() || (!feeRate && !m_feeRateText.trimmed().isEmpty()))
        return std::nullopt;
    service::ReplacementDraft draft{m_withdrawalId.toStdString(), m_kind, std::nullopt};
    if (feeRate)
        draft.feeRateSatPerKvb = *feeRate;
    return draft;
}

void ReplacementViewModel::updatePreview() {
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
            return service::previewReplacement(workspace, draft);
        },
        [this, request](const service::Outcome<service::ReplacementPreview>& outcome) {
            if (request != m_request)
                return;
            m_previewing = false;
            m_preview = outcome ? viewOf(*outcome) : ReplacementView();
            m_problem = outcome ? FailureView() : toView(outcome.error());
            emit previewChanged();
        });
}

bool ReplacementViewModel::isComplete() const {
    return m_preview.present && !m_previewing && !m_pause.isActive() &&
           m_preview.verdict.outcome != VerdictView::Outcome::NotAllowed;
}

void ReplacementViewModel::propose(QObject* secretField) {
    const auto wanted = draft();
    const SharedSecret secret = takeSecret(secretField);
    if (!wanted || !secret)
        return;
    write(
        [draft = *wanted, secret](service::Workspace& workspace) {
            return service::replaceWithdrawal(workspace, draft, *secret);
        },
        [this](const service::Outcome<std::string>& outcome) { emit proposed(toQString(*outcome)); });
}

void ReplacementViewModel::setFeeRateText(const QString& text) {
    if (std::exchange(m_feeRateText, text) == text)
        return;
    ++m_request; // what is under way answers an older draft
    m_pause.start();
    emit draftChanged();
    emit previewChanged();
}

QString ReplacementViewModel::feeRateProblem() const {
    if (m_feeRateText.trimmed().isEmpty() || parseFeeRate(m_feeRateText))
        return {};
    return tr("Write satoshi per virtual byte, for example 12 or 12.5.");
}

} // namespace strongroom::ui
