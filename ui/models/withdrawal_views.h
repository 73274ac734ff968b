// The parts of a withdrawal as QML's cards and diagrams take them. Everything is copied from the values that
// the service computed from the bytes; nothing is judged or summed here.
#pragma once

#include "service/withdrawals.h"

#include <QObject>
#include <QString>
#include <QVariantList>
#include <qqmlintegration.h>

namespace strongroom::ui {

/// For VerdictCard.
class VerdictView {
    Q_GADGET
    QML_VALUE_TYPE(verdictView)
    Q_PROPERTY(Outcome outcome MEMBER outcome FINAL)
    Q_PROPERTY(QString sentence MEMBER sentence FINAL)
    /// Of {sentence, needed, met, metBy, canBeMetBy}.
    Q_PROPERTY(QVariantList obligations MEMBER obligations FINAL)
    /// Of {rule, effect, matched, unknown, sentence}.
    Q_PROPERTY(QVariantList rules MEMBER rules FINAL)
    Q_PROPERTY(QString code MEMBER code FINAL)

public:
    /// In the order of VerdictCard.Outcome.
    enum class Outcome { NotAllowed, NeedsApprovals, Permitted };
    Q_ENUM(Outcome)

    Outcome outcome = Outcome::NotAllowed;
    QString sentence;
    QVariantList obligations;
    QVariantList rules;
    QString code;

    friend bool operator==(const VerdictView&, const VerdictView&) = default;
};

[[nodiscard]] VerdictView toView(const service::Verdict& verdict);
/// For FlowDiagram: {label, address, kind, satoshi, path}.
[[nodiscard]] QVariantList toView(const std::vector<service::FlowEnd>& ends);
/// What leaves to others, for PaymentList: {payee, address, amount, purpose, reference}.
[[nodiscard]] QVariantList paymentsOf(const std::vector<service::FlowEnd>& outputs);
/// For ApprovalsCard: {person, role, at, device, counts, sentence}.
[[nodiscard]] QVariantList toView(const std::vector<service::ApprovalLine>& approvals);
/// {code, severity, sentence}.
[[nodiscard]] QVariantList toView(const std::vector<service::FindingLine>& findings);

/// "12.5 sat/vB"
[[nodiscard]] QString feeRateWords(qint64 satPerKvb);

/// Stable names of phases and of the tone that a page shows them in: neutral, info, success, warning, danger.
[[nodiscard]] QString phaseTone(service::WithdrawalPhase phase);
[[nodiscard]] QString toText(service::WithdrawalPhase phase);

} // namespace strongroom::ui
