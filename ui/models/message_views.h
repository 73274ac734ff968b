// Words that a vault says, as QML's cards take them. Everything is copied from the values that the service
// computed from the signed objects; nothing is judged here.
#pragma once

#include "service/signed_messages.h"

#include <QObject>
#include <QString>
#include <QVariantList>
#include <qqmlintegration.h>

namespace strongroom::ui {

class MessageView {
    Q_GADGET
    QML_VALUE_TYPE(messageView)
    /// The digest that approvers compare and sign.
    Q_PROPERTY(QString messageId MEMBER messageId FINAL)
    Q_PROPERTY(QString text MEMBER text FINAL)
    Q_PROPERTY(QString vault MEMBER vault FINAL)
    Q_PROPERTY(bool cold MEMBER cold FINAL)
    Q_PROPERTY(QString address MEMBER address FINAL)
    Q_PROPERTY(QString phase MEMBER phase FINAL)
    Q_PROPERTY(QString tone MEMBER tone FINAL)
    Q_PROPERTY(QString sentence MEMBER sentence FINAL)
    Q_PROPERTY(QString proposer MEMBER proposer FINAL)
    Q_PROPERTY(QVariant expiresAt MEMBER expiresAt FINAL)
    /// simple, full or pof; empty when it cannot be judged any more.
    Q_PROPERTY(QString format MEMBER format FINAL)
    Q_PROPERTY(QString messageHash MEMBER messageHash FINAL)
    /// Of {outpoint, amount}: those that stand behind the words.
    Q_PROPERTY(QVariantList coins MEMBER coins FINAL)
    /// Of {person, role, at, device, counts, sentence}.
    Q_PROPERTY(QVariantList approvals MEMBER approvals FINAL)
    Q_PROPERTY(int approvalsHave MEMBER approvalsHave FINAL)
    Q_PROPERTY(int approvalsNeeded MEMBER approvalsNeeded FINAL)
    Q_PROPERTY(int signaturesHave MEMBER signaturesHave FINAL)
    Q_PROPERTY(int signaturesNeeded MEMBER signaturesNeeded FINAL)
    /// The proof; empty until it is signed.
    Q_PROPERTY(QString signature MEMBER signature FINAL)

public:
    QString messageId, text, vault, address, phase, tone, sentence, proposer, format, messageHash, signature;
    QVariant expiresAt; ///< Unix seconds.
    QVariantList coins, approvals;
    int approvalsHave = 0, approvalsNeeded = 0, signaturesHave = 0, signaturesNeeded = 0;
    bool cold = false;
};
[[nodiscard]] MessageView toView(const service::MessageDetail& detail);

/// What may be pressed now, and why approving may not.
class MessageActionsView {
    Q_GADGET
    QML_VALUE_TYPE(messageActions)
    Q_PROPERTY(bool approve MEMBER approve FINAL)
    Q_PROPERTY(bool reject MEMBER reject FINAL)
    Q_PROPERTY(bool takeBack MEMBER takeBack FINAL)
    Q_PROPERTY(bool advance MEMBER advance FINAL)
    Q_PROPERTY(bool exportForStation MEMBER exportForStation FINAL)
    Q_PROPERTY(bool importFromStation MEMBER importFromStation FINAL)
    /// Only while approvals are asked for.
    Q_PROPERTY(QString whyNotApprove MEMBER whyNotApprove FINAL)

public:
    bool approve = false, reject = false, takeBack = false, advance = false;
    bool exportForStation = false, importFromStation = false;
    QString whyNotApprove;
};
[[nodiscard]] MessageActionsView toView(const service::MessageActions& actions, service::MessagePhase phase);

/// {outpoint, amount}
[[nodiscard]] QVariantList toView(const std::vector<service::MessageCoin>& coins);
/// neutral, info, success, warning, danger
[[nodiscard]] QString phaseTone(service::MessagePhase phase);

} // namespace strongroom::ui
