// Proposing a withdrawal: the draft as typed, and what the policy would say of it while one types.
// GUI thread only.
#pragma once

#include "models/coin_choice.h"
#include "models/spend_view_model.h"
#include "service/propose_withdrawal.h"

#include <QAbstractItemModel>

#include <memory>
#include <optional>

namespace strongroom::service {
struct PayeeRow;
struct VaultBalance;
} // namespace strongroom::service

namespace strongroom::ui {

template <typename Row>
class RowModel;

/// What the draft would come to. `present` is false until vault, payee and amount are stated.
class PreviewView {
    Q_GADGET
    QML_VALUE_TYPE(previewView)
    Q_PROPERTY(bool present MEMBER present FINAL)
    Q_PROPERTY(QVariant amount MEMBER amount FINAL)
    Q_PROPERTY(QVariant fee MEMBER fee FINAL)
    Q_PROPERTY(QVariant outflow MEMBER outflow FINAL)
    Q_PROPERTY(QVariant availableAfter MEMBER availableAfter FINAL)
    Q_PROPERTY(QString feeSource MEMBER feeSource FINAL)
    /// To which the fee may be raised later without new approvals.
    Q_PROPERTY(bool hasCeiling MEMBER hasCeiling FINAL)
    Q_PROPERTY(QVariant maxFee MEMBER maxFee FINAL)
    Q_PROPERTY(QString maxFeeRate MEMBER maxFeeRate FINAL)
    Q_PROPERTY(QString payeeAddress MEMBER payeeAddress FINAL)
    Q_PROPERTY(QVariantList inputs MEMBER inputs FINAL)
    Q_PROPERTY(QVariantList outputs MEMBER outputs FINAL)
    Q_PROPERTY(QVariantList findings MEMBER findings FINAL)
    Q_PROPERTY(strongroom::ui::VerdictView verdict MEMBER verdict FINAL)
    /// The earlier payment that this one is like; empty texts when there is none.
    Q_PROPERTY(bool duplicate MEMBER duplicate FINAL)
    Q_PROPERTY(QString duplicateId MEMBER duplicateId FINAL)
    Q_PROPERTY(QString duplicateSentence MEMBER duplicateSentence FINAL)

public:
    bool present = false, duplicate = false, hasCeiling = false;
    QVariant amount, fee, outflow, availableAfter, maxFee; ///< Satoshi.
    QString feeSource, maxFeeRate, payeeAddress, duplicateId, duplicateSentence;
    QVariantList inputs, outputs, findings;
    VerdictView verdict;
};

[[nodiscard]] PreviewView toView(const service::WithdrawalPreview& preview);
/// "4.5 BTC to Aldgate Mining Ltd, 3 Nov 2025, 14:00: Confirmed (6)."
[[nodiscard]] QString sentenceOfEarlier(const service::WithdrawalRow& row);

class NewWithdrawalViewModel : public strongroom::ui::SpendViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    /// Roles: vaultId, name, tier, available.
    Q_PROPERTY(QAbstractItemModel* vaults READ vaults CONSTANT FINAL)
    /// Roles: payeeId, name, address. Only active payees.
    Q_PROPERTY(QAbstractItemModel* payees READ payees CONSTANT FINAL)
    Q_PROPERTY(QString vaultId READ vaultId WRITE setVaultId NOTIFY draftChanged FINAL)
    Q_PROPERTY(QString payeeId READ payeeId WRITE setPayeeId NOTIFY draftChanged FINAL)
    /// As typed, in bitcoin; `amountProblem` says what is wrong with it.
    Q_PROPERTY(QString amountText READ amountText WRITE setAmountText NOTIFY draftChanged FINAL)
    Q_PROPERTY(QString amountProblem READ amountProblem NOTIFY draftChanged FINAL)
    Q_PROPERTY(QString purpose READ purpose WRITE setPurpose NOTIFY draftChanged FINAL)
    Q_PROPERTY(QString reference READ reference WRITE setReference NOTIFY draftChanged FINAL)
    /// The coins of the chosen vault, for choosing by hand.
    Q_PROPERTY(strongroom::ui::CoinChoice* coins READ coins CONSTANT FINAL)
    Q_PROPERTY(bool duplicateAcknowledged READ isDuplicateAcknowledged WRITE setDuplicateAcknowledged NOTIFY
                   draftChanged FINAL)
    Q_PROPERTY(strongroom::ui::PreviewView preview READ preview NOTIFY previewChanged FINAL)
    /// Why the last payment request filled nothing in.
    Q_PROPERTY(
        strongroom::ui::FailureView requestProblem READ requestProblem NOTIFY requestProblemChanged FINAL)

public:
    explicit NewWithdrawalViewModel(Session& session, QObject* parent = nullptr);
    ~NewWithdrawalViewModel() override;

    /// Vaults and payees; the draft stays.
    void refresh() override;
    /// An empty draft.
    Q_INVOKABLE void start();
    Q_INVOKABLE void propose(QObject* secretField);
    /// Fills payee, amount and purpose in from a `bitcoin:` request, where a registered payee has its
    /// address.
    Q_INVOKABLE void takeRequest(const QString& text);

    Q_INVOKABLE void forgetRequest() { setRequestProblem({}); }

    [[nodiscard]] QAbstractItemModel* vaults() const;
    [[nodiscard]] QAbstractItemModel* payees() const;
    [[nodiscard]] QString vaultId() const { return m_vaultId; }
    void setVaultId(const QString& id);
    [[nodiscard]] QString payeeId() const { return m_payeeId; }
    void setPayeeId(const QString& id);
    [[nodiscard]] QString amountText() const { return m_amountText; }
    void setAmountText(const QString& text);
    [[nodiscard]] QString amountProblem() const;
    [[nodiscard]] QString purpose() const { return m_purpose; }
    void setPurpose(const QString& text);
    [[nodiscard]] QString reference() const { return m_reference; }
    void setReference(const QString& text);
    [[nodiscard]] bool isDuplicateAcknowledged() const { return m_duplicateAcknowledged; }
    void setDuplicateAcknowledged(bool acknowledged);
    [[nodiscard]] CoinChoice* coins() const { return m_coins; }
    [[nodiscard]] const PreviewView& preview() const { return m_preview; }
    [[nodiscard]] const FailureView& requestProblem() const { return m_requestProblem; }
    /// Permitted, not a duplicate or acknowledged, with a purpose.
    [[nodiscard]] bool isComplete() const override;

signals:
    void requestTaken(const QString& sentence);
    void requestProblemChanged();

private:
    [[nodiscard]] std::optional<service::WithdrawalDraft> draft() const;
    void updatePreview() override;
    void clearPreview() override { m_preview = {}; }
    void setRequestProblem(const FailureView& problem);

    std::unique_ptr<RowModel<service::VaultBalance>> m_vaults;
    std::unique_ptr<RowModel<service::PayeeRow>> m_payees;
    QString m_vaultId, m_payeeId, m_amountText, m_purpose, m_reference;
    CoinChoice* m_coins; ///< A child.
    bool m_duplicateAcknowledged = false;
    PreviewView m_preview;
    FailureView m_requestProblem;
};

} // namespace strongroom::ui
