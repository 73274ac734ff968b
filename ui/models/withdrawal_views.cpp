#include "models/withdrawal_views.h"

#include "models/text.h"

#include <QCoreApplication>

namespace strongroom::ui {

namespace {

VerdictView::Outcome toOutcome(service::Verdict::Outcome outcome) {
    switch (outcome) {
    case service::Verdict::Outcome::notAllowed:
        return VerdictView::Outcome::NotAllowed;
    case service::Verdict::Outcome::needsApprovals:
        return VerdictView::Outcome::NeedsApprovals;
    case service::Verdict::Outcome::permitted:
        return VerdictView::Outcome::Permitted;
    }
    Q_UNREACHABLE();
}

} // namespace

VerdictView toView(const service::Verdict& verdict) {
    VerdictView view;
    view.outcome = toOutcome(verdict.outcome);
    view.sentence = toQString(verdict.sentence);
    view.code = toQString(verdict.code);
    for (const service::ObligationLine& line : verdict.obligations)
        view.obligations.append(QVariantMap{{QStringLiteral("sentence"), toVariant(line.sentence)},
                                            {QStringLiteral("needed"), line.needed},
                                            {QStringLiteral("met"), line.met},
                                            {QStringLiteral("metBy"), toVariant(line.metBy)},
                                            {QStringLiteral("canBeMetBy"), toVariant(line.canBeMetBy)}});
    for (const service::RuleLine& line : verdict.rules)
        view.rules.append(QVariantMap{{QStringLiteral("rule"), toVariant(line.rule)},
                                      {QStringLiteral("effect"), toVariant(line.effect)},
                                      {QStringLiteral("matched"), line.matched},
                                      {QStringLiteral("unknown"), line.unknown},
                                      {QStringLiteral("sentence"), toVariant(line.sentence)}});
    return view;
}

QVariantList toView(const std::vector<service::FlowEnd>& ends) {
    QVariantList list;
    for (const service::FlowEnd& end : ends)
        list.append(QVariantMap{{QStringLiteral("label"), toVariant(end.label)},
                                {QStringLiteral("address"), toVariant(end.address)},
                                {QStringLiteral("kind"), toVariant(end.kind)},
                                {QStringLiteral("satoshi"), toVariant(end.amount)},
                                {QStringLiteral("path"), toVariant(end.path)}});
    return list;
}

QVariantList paymentsOf(const std::vector<service::FlowEnd>& outputs) {
    QVariantList list;
    for (const service::FlowEnd& end : outputs) {
        if (end.kind == "payee" || end.kind == "unknown")
            list.append(QVariantMap{{QStringLiteral("payee"), toVariant(end.label)},
                                    {QStringLiteral("address"), toVariant(end.address)},
                                    {QStringLiteral("amount"), toVariant(end.amount)},
                                    {QStringLiteral("purpose"), toVariant(end.purpose)},
                                    {QStringLiteral("reference"), toVariant(end.reference)}});
    }
    return list;
}

QVariantList toView(const std::vector<service::ApprovalLine>& approvals) {
    QVariantList list;
    for (const service::ApprovalLine& line : approvals)
        list.append(QVariantMap{{QStringLiteral("person"), toVariant(line.person)},
                                {QStringLiteral("role"), toVariant(line.role)},
                                {QStringLiteral("at"), toVariant(line.at)},
                                {QStringLiteral("device"), toVariant(line.device)},
                                {QStringLiteral("counts"), line.counts},
                                {QStringLiteral("sentence"), toVariant(line.sentence)}});
    return list;
}

QVariantList toView(const std::vector<service::FindingLine>& findings) {
    QVariantList list;
    for (const service::FindingLine& finding : findings)
        list.append(QVariantMap{{QStringLiteral("code"), toVariant(finding.code)},
                                {QStringLiteral("severity"), toVariant(finding.severity)},
                                {QStringLiteral("sentence"), toVariant(finding.sentence)}});
    return list;
}

QString phaseTone(service::WithdrawalPhase phase) {
    using Phase = service::WithdrawalPhase;
    switch (phase) {
    case Phase::notAllowed:
    case Phase::rejected:
        return QStringLiteral("danger");
    case Phase::waitingForApprovals:
    case Phase::cooling:
        return QStringLiteral("warning");
    case Phase::authorized:
    case Phase::signing:
    case Phase::signedWaiting:
    case Phase::broadcast:
        return QStringLiteral("info");
    case Phase::confirmed:
        return QStringLiteral("success");
    case Phase::withdrawn:
    case Phase::expired:
    case Phase::replaced:
        return QStringLiteral("neutral");
    }
    Q_UNREACHABLE();
}

QString feeRateWords(qint64 satPerKvb) {
    return QCoreApplication::translate("WithdrawalViewModel", "%1 sat/vB")
        .arg(QString::number(static_cast<double>(satPerKvb) / 1'000.0, 'f', satPerKvb % 1'000 == 0 ? 0 : 1));
}

QString toText(service::WithdrawalPhase phase) {
    return toQString(service::phaseName(phase));
}

} // namespace strongroom::ui
