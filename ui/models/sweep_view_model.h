// Spends that stay in their vault: coins chosen by hand that become one, or a child that pays for a coin
// which waits for a block. What it costs and who has to agree, while one chooses.
//
// GUI thread only. The preview follows the draft after a short pause; answers to an older draft are dropped.
#pragma once

#include "models/coin_choice.h"
#include "models/page_view_model.h"
#include "models/withdrawal_views.h"
#include "service/sweep_vault.h"

#include <QTimer>

#include <optional>
#include <variant>

namespace strongroom::ui {

/// `present` is false until there is an answer.
class SweepView {
    Q_GADGET
    QML_VALUE_TYPE(sweepView)
    Q_PROPERTY(bool present MEMBER present FINAL)
    Q_PROPERTY(QVariant fee MEMBER fee FINAL)
    Q_PROPERTY(QString feeRate MEMBER feeRate FINAL)
    Q_PROPERTY(QString feeSource MEMBER feeSource FINAL)
    /// Of a child: what waits pays by itself, and what both pay together.
    Q_PROPERTY(QVariant parentFee MEMBER parentFee FINAL)
    Q_PROPERTY(QString packageFeeRate MEMBER packageFeeRate FINAL)
    /// What the new coin has.
    Q_PROPERTY(QVariant change MEMBER change FINAL)
    Q_PROPERTY(QVariantList inputs MEMBER inputs FINAL)
    Q_PROPERTY(QVariantList outputs MEMBER outputs FINAL)
    Q_PROPERTY(QVariantList findings MEMBER findings FINAL)
    Q_PROPERTY(strongroom::ui::VerdictView verdict MEMBER verdict FINAL)

public:
    bool present = false;
    QVariant fee, parentFee, change; ///< Satoshi.
    QString feeRate, feeSource, packageFeeRate;
    QVariantList inputs, outputs, findings;
    VerdictView verdict;
};

class SweepViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    /// A child for a coin that waits, instead of several coins that become one.
    Q_PROPERTY(bool isChild READ isChild NOTIFY draftChanged FINAL)
    Q_PROPERTY(QString vaultId READ vaultId NOTIFY draftChanged FINAL)
    /// "txid:n" of what a child pays for.
    Q_PROPERTY(QString coin READ coin NOTIFY draftChanged FINAL)
    Q_PROPERTY(strongroom::ui::CoinChoice* coins READ coins CONSTANT FINAL)
    /// As typed, in sat/vB; empty for the estimate.
    Q_PROPERTY(QString feeRateText READ feeRateText WRITE setFeeRateText NOTIFY draftChanged FINAL)
    Q_PROPERTY(QString feeRateProblem READ feeRateProblem NOTIFY draftChanged FINAL)
    Q_PROPERTY(strongroom::ui::SweepView preview READ preview NOTIFY previewChanged FINAL)
    /// Why there is no preview.
    Q_PROPERTY(strongroom::ui::FailureView problem READ problem NOTIFY previewChanged FINAL)
    Q_PROPERTY(bool previewing READ isPreviewing NOTIFY previewChanged FINAL)
    Q_PROPERTY(bool complete READ isComplete NOTIFY previewChanged FINAL)

public:
    explicit SweepViewModel(Session& session, QObject* parent = nullptr);

    void refresh() override;
    Q_INVOKABLE void consolidate(const QString& vaultId);
    Q_INVOKABLE void payFor(const QString& outpoint);
    Q_INVOKABLE void propose(QObject* secretField);

    [[nodiscard]] bool isChild() const { return !m_coin.isEmpty(); }
    [[nodiscard]] QString vaultId() const { return m_vaultId; }
    [[nodiscard]] QString coin() const { return m_coin; }
    [[nodiscard]] CoinChoice* coins() const { return m_coins; }
    [[nodiscard]] QString feeRateText() const { return m_feeRateText; }
    void setFeeRateText(const QString& text);
    [[nodiscard]] QString feeRateProblem() const;
    [[nodiscard]] const SweepView& preview() const { return m_preview; }
    [[nodiscard]] const FailureView& problem() const { return m_problem; }
    [[nodiscard]] bool isPreviewing() const { return m_previewing; }
    /// Previewed as it stands, and not forbidden.
    [[nodiscard]] bool isComplete() const;

signals:
    void draftChanged();
    void previewChanged();
    void proposed(const QString& withdrawalId);

private:
    using Draft = std::variant<service::ConsolidationDraft, service::ChildDraft>;
    [[nodiscard]] std::optional<Draft> draft() const;
    void begin(const QString& vaultId, const QString& coin);
    void edited();
    void updatePreview();

    QString m_vaultId, m_coin, m_feeRateText;
    CoinChoice* m_coins; ///< A child.
    bool m_previewing = false;
    SweepView m_preview;
    FailureView m_problem;
    QTimer m_pause;
    quint64 m_request = 0;
};

} // namespace strongroom::ui
