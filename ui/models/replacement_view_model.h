// Another transaction in the place of one that waits for a block: the same payment with a higher fee, or all
// of its coins back. What it costs, whether people have to agree again, and what happens, while one types the
// fee rate.
// GUI thread only.
#pragma once

#include "models/spend_view_model.h"
#include "service/replace_withdrawal.h"

#include <optional>

namespace strongroom::ui {

/// `present` is false until there is an answer.
class ReplacementView {
    Q_GADGET
    QML_VALUE_TYPE(replacementView)
    Q_PROPERTY(bool present MEMBER present FINAL)
    Q_PROPERTY(QVariant feeBefore MEMBER feeBefore FINAL)
    Q_PROPERTY(QString feeRateBefore MEMBER feeRateBefore FINAL)
    Q_PROPERTY(QVariant fee MEMBER fee FINAL)
    Q_PROPERTY(QString feeRate MEMBER feeRate FINAL)
    Q_PROPERTY(QString feeSource MEMBER feeSource FINAL)
    Q_PROPERTY(QString leastFeeRate MEMBER leastFeeRate FINAL)
    /// Of what was approved; `hasCeiling` is false when nothing was.
    Q_PROPERTY(bool hasCeiling MEMBER hasCeiling FINAL)
    Q_PROPERTY(QVariant maxFee MEMBER maxFee FINAL)
    Q_PROPERTY(QString maxFeeRate MEMBER maxFeeRate FINAL)
    /// Nobody has to approve again.
    Q_PROPERTY(bool covered MEMBER covered FINAL)
    Q_PROPERTY(QString sentence MEMBER sentence FINAL)
    Q_PROPERTY(QVariant outflow MEMBER outflow FINAL)
    Q_PROPERTY(QVariantList inputs MEMBER inputs FINAL)
    Q_PROPERTY(QVariantList outputs MEMBER outputs FINAL)
    Q_PROPERTY(QVariantList findings MEMBER findings FINAL)
    Q_PROPERTY(strongroom::ui::VerdictView verdict MEMBER verdict FINAL)

public:
    bool present = false, hasCeiling = false, covered = false;
    QVariant feeBefore, fee, maxFee, outflow; ///< Satoshi.
    QString feeRateBefore, feeRate, feeSource, leastFeeRate, maxFeeRate, sentence;
    QVariantList inputs, outputs, findings;
    VerdictView verdict;
};

class ReplacementViewModel : public strongroom::ui::SpendViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(QString withdrawalId READ withdrawalId NOTIFY draftChanged FINAL)
    /// All coins back to their vault, instead of a higher fee.
    Q_PROPERTY(bool stops READ stops NOTIFY draftChanged FINAL)
    Q_PROPERTY(strongroom::ui::ReplacementView preview READ preview NOTIFY previewChanged FINAL)

public:
    explicit ReplacementViewModel(Session& session, QObject* parent = nullptr);

    void refresh() override;
    /// A faster version of a withdrawal.
    Q_INVOKABLE void speedUp(const QString& withdrawalId);
    /// Its coins back.
    Q_INVOKABLE void stop(const QString& withdrawalId);
    Q_INVOKABLE void propose(QObject* secretField);

    [[nodiscard]] QString withdrawalId() const { return m_withdrawalId; }
    [[nodiscard]] bool stops() const { return m_kind == service::Replacement::stop; }
    [[nodiscard]] const ReplacementView& preview() const { return m_preview; }
    [[nodiscard]] bool isComplete() const override { return isPermitted(m_preview); }

private:
    [[nodiscard]] std::optional<service::ReplacementDraft> draft() const;
    void begin(const QString& withdrawalId, service::Replacement kind);
    void updatePreview() override;
    void clearPreview() override { m_preview = {}; }

    QString m_withdrawalId;
    service::Replacement m_kind = service::Replacement::speedUp;
    ReplacementView m_preview;
};

} // namespace strongroom::ui
