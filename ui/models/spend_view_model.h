// What the pages that propose a spend share: a fee rate as typed, a preview that follows the draft, and the
// proposal with a passphrase.
//
// GUI thread only. The preview follows the draft after a short pause; answers to an older draft are dropped.
// A draft that lacks something has neither preview nor problem; one that the service refuses has a problem
// and no preview.
#pragma once

#include "models/page_view_model.h"
#include "models/withdrawal_views.h"

#include <QTimer>

#include <optional>

namespace strongroom::ui {

/// Derived classes hold the draft and its preview. Their setters call `edited`, their `updatePreview` calls
/// `previewWith`, and their `propose` calls `proposeWith`.
class SpendViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    /// As typed, in sat/vB; empty for the estimate.
    Q_PROPERTY(QString feeRateText READ feeRateText WRITE setFeeRateText NOTIFY draftChanged FINAL)
    Q_PROPERTY(QString feeRateProblem READ feeRateProblem NOTIFY draftChanged FINAL)
    /// Why there is no preview.
    Q_PROPERTY(strongroom::ui::FailureView problem READ problem NOTIFY previewChanged FINAL)
    Q_PROPERTY(bool previewing READ isPreviewing NOTIFY previewChanged FINAL)
    /// Whether it can be proposed.
    Q_PROPERTY(bool complete READ isComplete NOTIFY previewChanged FINAL)

public:
    explicit SpendViewModel(Session& session, QObject* parent = nullptr);

    [[nodiscard]] QString feeRateText() const { return m_feeRateText; }
    void setFeeRateText(const QString& text);
    [[nodiscard]] QString feeRateProblem() const;
    [[nodiscard]] const FailureView& problem() const { return m_problem; }
    [[nodiscard]] bool isPreviewing() const { return m_previewing; }
    [[nodiscard]] virtual bool isComplete() const = 0;

signals:
    void draftChanged();
    void previewChanged();
    void proposed(const QString& withdrawalId);

protected:
    /// In sat/kvB; nothing for the estimate, and while there is a feeRateProblem.
    [[nodiscard]] std::optional<qint64> feeRate() const;
    /// Whether `preview` is of the draft as it stands, and the policy does not forbid it.
    template <typename Preview>
    [[nodiscard]] bool isPermitted(const Preview& preview) const {
        return preview.present && !m_previewing && !m_pause.isActive() &&
               preview.verdict.outcome != VerdictView::Outcome::NotAllowed;
    }

    /// Another draft: the fee rate and the preview of the earlier one go at once.
    void restart();
    /// The draft changed: what is shown is not its preview until it was asked for anew, after the pause.
    void edited();
    virtual void updatePreview() = 0;
    virtual void clearPreview() = 0;

    /// Session::call with `use(workspace, draft)`; `show` takes the value on success only. Without a draft
    /// nothing is asked.
    template <typename Draft, typename Use, typename Show>
    void previewWith(const std::optional<Draft>& draft, Use use, Show show);
    /// PageViewModel::write with `use(workspace, draft, secret)`, then `proposed`. Empties the secret field
    /// in any case; does nothing more without a draft and a secret.
    template <typename Draft, typename Use>
    void proposeWith(QObject* secretField, const std::optional<Draft>& draft, Use use);

private:
    QString m_feeRateText;
    FailureView m_problem;
    bool m_previewing = false;
    QTimer m_pause;
    quint64 m_request = 0;
};

} // namespace strongroom::ui
