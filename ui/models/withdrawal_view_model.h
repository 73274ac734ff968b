// One withdrawal in full: what moves, who agreed, what the policy says, what happened, and what the person at
// the desk may do now.
//
// GUI thread only. `approve` hands back the digest that was on the screen when it was pressed, so that what
// was seen is what is signed. Success is reported by signals after the use case, never by the click.
#pragma once

#include "models/page_view_model.h"
#include "models/withdrawal_views.h"

#include <QByteArray>
#include <QVariantList>

namespace strongroom::ui {

/// What may be pressed now, and why approving may not.
class WithdrawalActionsView {
    Q_GADGET
    QML_VALUE_TYPE(withdrawalActions)
    Q_PROPERTY(bool approve MEMBER approve FINAL)
    Q_PROPERTY(bool reject MEMBER reject FINAL)
    Q_PROPERTY(bool ask MEMBER ask FINAL)
    Q_PROPERTY(bool answer MEMBER answer FINAL)
    Q_PROPERTY(bool takeBack MEMBER takeBack FINAL)
    Q_PROPERTY(bool advance MEMBER advance FINAL)
    Q_PROPERTY(bool exportForStation MEMBER exportForStation FINAL)
    Q_PROPERTY(bool importFromStation MEMBER importFromStation FINAL)
    Q_PROPERTY(bool speedUp MEMBER speedUp FINAL)
    Q_PROPERTY(bool stop MEMBER stop FINAL)
    /// Signed: it can be sent another way than through this treasury's node.
    Q_PROPERTY(bool handOut MEMBER handOut FINAL)
    /// Only while approvals are asked for.
    Q_PROPERTY(QString whyNotApprove MEMBER whyNotApprove FINAL)

public:
    bool approve = false;
    bool reject = false;
    bool ask = false;
    bool answer = false;
    bool takeBack = false;
    bool advance = false;
    bool exportForStation = false;
    bool importFromStation = false;
    bool speedUp = false;
    bool stop = false;
    bool handOut = false;
    QString whyNotApprove;
};

/// The facts, each computed from the bytes of the transaction or of a signed object.
class WithdrawalView {
    Q_GADGET
    QML_VALUE_TYPE(withdrawalView)
    Q_PROPERTY(QString withdrawalId MEMBER withdrawalId FINAL)
    Q_PROPERTY(QString payee MEMBER payee FINAL)
    Q_PROPERTY(QString payeeAddress MEMBER payeeAddress FINAL)
    Q_PROPERTY(QString vault MEMBER vault FINAL)
    Q_PROPERTY(QString tier MEMBER tier FINAL)
    Q_PROPERTY(QVariant amount MEMBER amount FINAL)
    Q_PROPERTY(QVariant fee MEMBER fee FINAL)
    Q_PROPERTY(QVariant outflow MEMBER outflow FINAL)
    Q_PROPERTY(QString feeRate MEMBER feeRate FINAL)
    /// payment, speed_up, stop or consolidation.
    Q_PROPERTY(QString kind MEMBER kind FINAL)
    /// To which the fee may be raised without new approvals.
    Q_PROPERTY(bool hasCeiling MEMBER hasCeiling FINAL)
    Q_PROPERTY(QVariant maxFee MEMBER maxFee FINAL)
    Q_PROPERTY(QString maxFeeRate MEMBER maxFeeRate FINAL)
    /// Of {id, kind, fee, tone, sentence, current}; empty when there is only this one.
    Q_PROPERTY(QVariantList versions MEMBER versions FINAL)
    Q_PROPERTY(QString phase MEMBER phase FINAL)
    Q_PROPERTY(QString tone MEMBER tone FINAL)
    Q_PROPERTY(QString sentence MEMBER sentence FINAL)
    Q_PROPERTY(QString proposer MEMBER proposer FINAL)
    Q_PROPERTY(QVariant proposedAt MEMBER proposedAt FINAL)
    Q_PROPERTY(QVariant expiresAt MEMBER expiresAt FINAL)
    Q_PROPERTY(QString purpose MEMBER purpose FINAL)
    Q_PROPERTY(QString reference MEMBER reference FINAL)
    Q_PROPERTY(QString intentDigest MEMBER intentDigest FINAL)
    Q_PROPERTY(QString txid MEMBER txid FINAL)
    Q_PROPERTY(QVariantList inputs MEMBER inputs FINAL)
    Q_PROPERTY(QVariantList outputs MEMBER outputs FINAL)
    Q_PROPERTY(QVariantList findings MEMBER findings FINAL)
    /// Of {payee, address, amount, purpose, reference}: only where there are several, from a file of
    /// payments.
    Q_PROPERTY(QVariantList payments MEMBER payments FINAL)
    /// Of {person, role, at, device, counts, sentence}.
    Q_PROPERTY(QVariantList approvals MEMBER approvals FINAL)
    /// Of {title, detail, at}.
    Q_PROPERTY(QVariantList timeline MEMBER timeline FINAL)
    Q_PROPERTY(int approvalsHave MEMBER approvalsHave FINAL)
    Q_PROPERTY(int approvalsNeeded MEMBER approvalsNeeded FINAL)
    Q_PROPERTY(int signaturesHave MEMBER signaturesHave FINAL)
    Q_PROPERTY(int signaturesNeeded MEMBER signaturesNeeded FINAL)
    Q_PROPERTY(int keysTotal MEMBER keysTotal FINAL)
    Q_PROPERTY(QString nextSentence MEMBER nextSentence FINAL)
    Q_PROPERTY(QString nextPerson MEMBER nextPerson FINAL)
    Q_PROPERTY(bool allOnOneComputer MEMBER allOnOneComputer FINAL)
    /// Not signed yet, so that its date of expiry still matters.
    Q_PROPERTY(bool mayExpire MEMBER mayExpire FINAL)

public:
    QString withdrawalId, payee, payeeAddress, vault, tier, feeRate, phase, tone, sentence, proposer, purpose;
    QString reference, intentDigest, txid, nextSentence, nextPerson, kind, maxFeeRate;
    QVariant amount, fee, outflow, maxFee, proposedAt, expiresAt; ///< Satoshi and Unix seconds.
    QVariantList inputs, outputs, findings, payments, approvals, timeline, versions;
    int approvalsHave = 0, approvalsNeeded = 0, signaturesHave = 0, signaturesNeeded = 0, keysTotal = 0;
    bool allOnOneComputer = false, mayExpire = false, hasCeiling = false;
};

[[nodiscard]] WithdrawalView toView(const service::WithdrawalDetail& detail);

class WithdrawalViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(bool loaded READ isLoaded NOTIFY changed FINAL)
    Q_PROPERTY(strongroom::ui::WithdrawalView facts READ facts NOTIFY changed FINAL)
    Q_PROPERTY(strongroom::ui::VerdictView verdict READ verdict NOTIFY changed FINAL)
    Q_PROPERTY(strongroom::ui::WithdrawalActionsView actions READ actions NOTIFY changed FINAL)
    /// The PSBT for a station once it was asked for; empty before, and for another withdrawal.
    Q_PROPERTY(QByteArray request READ request NOTIFY requestChanged FINAL)
    /// The signed transaction once it was asked for; empty before, and for another withdrawal.
    Q_PROPERTY(QByteArray transaction READ transaction NOTIFY transactionChanged FINAL)

public:
    explicit WithdrawalViewModel(Session& session, QObject* parent = nullptr);

    void refresh() override;
    /// Shows another withdrawal, by its full id.
    Q_INVOKABLE void show(const QString& withdrawalId);

    /// `shownDigest` is the digest that the dialog showed.
    Q_INVOKABLE void approve(const QString& shownDigest, const QString& note, QObject* secretField);
    Q_INVOKABLE void reject(const QString& reason, QObject* secretField);
    Q_INVOKABLE void ask(const QString& question, QObject* secretField);
    Q_INVOKABLE void answer(const QString& text, QObject* secretField);
    Q_INVOKABLE void takeBack(const QString& reason, QObject* secretField);
    /// The one next transition: sign, broadcast, confirm.
    Q_INVOKABLE void advance();
    Q_INVOKABLE void exportApprovalRequest(const QString& file);
    /// Computes `request`, for a screen that a station's camera looks at.
    Q_INVOKABLE void makeRequest();
    Q_INVOKABLE void exportForStation(const QString& file);
    /// Computes `transaction`; the log says that it was handed out.
    Q_INVOKABLE void handOut();
    Q_INVOKABLE void handOutAsFile(const QString& file);
    /// What a camera brought. Anything but this withdrawal's reply is refused with its code and recorded.
    Q_INVOKABLE void takeReply(const QByteArray& reply);
    Q_INVOKABLE void importFromStation(const QString& file);

    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] const WithdrawalView& facts() const { return m_facts; }
    [[nodiscard]] const VerdictView& verdict() const { return m_verdict; }
    [[nodiscard]] const WithdrawalActionsView& actions() const { return m_actions; }
    [[nodiscard]] QByteArray request() const { return m_request; }
    [[nodiscard]] QByteArray transaction() const { return m_transaction; }

signals:
    void changed();
    void requestChanged();
    void transactionChanged();
    /// A use case succeeded; the sentence says what is true now. Dialogs close on it.
    void acted(const QString& sentence);

private:
    template <typename Use>
    void say(const QString& text, QObject* secretField, Use use, const QString& done);

    void setRequest(const QByteArray& request);
    void setTransaction(const QByteArray& transaction);

    QString m_id;
    QByteArray m_request, m_transaction;
    WithdrawalView m_facts;
    VerdictView m_verdict;
    WithdrawalActionsView m_actions;
    bool m_loaded = false;
};

} // namespace strongroom::ui
