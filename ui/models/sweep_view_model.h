// Spends that stay in their vault: coins chosen by hand that become one, or a child that pays for a coin
// which waits for a block. What it costs and who has to agree, while one chooses.
// GUI thread only.
#pragma once

#include "models/coin_choice.h"
#include "models/spend_view_model.h"
#include "service/sweep_vault.h"

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

class SweepViewModel : public strongroom::ui::SpendViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    /// A child for a coin that waits, instead of several coins that become one.
    Q_PROPERTY(bool isChild READ isChild NOTIFY draftChanged FINAL)
    Q_PROPERTY(QString vaultId READ vaultId NOTIFY draftChanged FINAL)
    /// "txid:n" of what a child pays for.
    Q_PROPERTY(QString coin READ coin NOTIFY draftChanged FINAL)
    Q_PROPERTY(strongroom::ui::CoinChoice* coins READ coins CONSTANT FINAL)
    Q_PROPERTY(strongroom::ui::SweepView preview READ preview NOTIFY previewChanged FINAL)

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
    [[nodiscard]] const SweepView& preview() const { return m_preview; }
    [[nodiscard]] bool isComplete() const override { return isPermitted(m_preview); }

private:
    using Draft = std::variant<service::ConsolidationDraft, service::ChildDraft>;
    [[nodiscard]] std::optional<Draft> draft() const;
    void begin(const QString& vaultId, const QString& coin);
    void updatePreview() override;
    void clearPreview() override { m_preview = {}; }

    QString m_vaultId, m_coin;
    CoinChoice* m_coins; ///< A child.
    SweepView m_preview;
};

} // namespace strongroom::ui
