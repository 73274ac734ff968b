#include "models/spend_view_model.h"

#include "models/amount_input.h"

#include <chrono>
#include <utility>

namespace strongroom::ui {

namespace {

/// Long enough not to build a transaction at every key, short enough to feel immediate.
constexpr std::chrono::milliseconds PAUSE{200};

} // namespace

SpendViewModel::SpendViewModel(Session& session, QObject* parent) : PageViewModel(session, parent) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(PAUSE);
    connect(&m_pause, &QTimer::timeout, this, &SpendViewModel::updatePreview);
}

void SpendViewModel::setFeeRateText(const QString& text) {
    if (std::exchange(m_feeRateText, text) != text)
        edited();
}

QString SpendViewModel::feeRateProblem() const {
    if (m_feeRateText.trimmed().isEmpty() || feeRate())
        return {};
    return tr("Write satoshi per virtual byte, for example 12 or 12.5.");
}

std::optional<qint64> SpendViewModel::feeRate() const {
    return parseFeeRate(m_feeRateText);
}

void SpendViewModel::restart() {
    m_feeRateText.clear();
    m_problem = {};
    clearPreview();
    emit draftChanged();
    updatePreview();
}

void SpendViewModel::edited() {
    ++m_request; // what is under way answers an older draft
    m_pause.start();
    emit draftChanged();
    emit previewChanged();
}

} // namespace strongroom::ui
