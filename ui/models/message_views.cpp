#include "models/message_views.h"

#include "models/text.h"
#include "models/withdrawal_views.h"

#include <algorithm>

namespace strongroom::ui {

MessageView toView(const service::MessageDetail& detail) {
    MessageView view;
    view.messageId = toQString(detail.row.id);
    view.text = toQString(detail.row.message);
    view.vault = toQString(detail.row.vault);
    view.cold = detail.row.tier == "cold";
    view.address = toQString(detail.row.address);
    view.phase = toQString(service::phaseName(detail.row.phase));
    view.tone = phaseTone(detail.row.phase);
    view.sentence = toQString(detail.row.sentence);
    view.proposer = toQString(detail.row.proposer);
    view.expiresAt = toVariant(detail.row.expiresAt);
    view.format = toQString(detail.format);
    view.messageHash = toQString(detail.messageHash);
    view.coins = toView(detail.coins);
    view.approvals = toView(detail.approvals);
    for (const service::ObligationLine& line : detail.verdict.obligations) {
        view.approvalsNeeded += line.needed;
        view.approvalsHave += std::min(line.met, line.needed);
    }
    view.signaturesHave = detail.signaturesHave;
    view.signaturesNeeded = detail.signaturesNeeded;
    view.signature = toQString(detail.signature);
    return view;
}

MessageActionsView toView(const service::MessageActions& actions, service::MessagePhase phase) {
    using Phase = service::MessagePhase;
    MessageActionsView view;
    view.approve = actions.approve;
    view.reject = actions.reject;
    view.takeBack = actions.takeBack;
    view.advance = actions.advance;
    view.exportForStation = actions.exportForStation;
    view.importFromStation = actions.importFromStation;
    if (phase == Phase::waitingForApprovals || phase == Phase::notAllowed)
        view.whyNotApprove = toQString(actions.whyNotApprove);
    return view;
}

QVariantList toView(const std::vector<service::MessageCoin>& coins) {
    QVariantList list;
    for (const service::MessageCoin& coin : coins)
        list.append(QVariantMap{{QStringLiteral("outpoint"), toVariant(coin.outpoint)},
                                {QStringLiteral("amount"), toVariant(coin.amount)}});
    return list;
}

QString phaseTone(service::MessagePhase phase) {
    using Phase = service::MessagePhase;
    switch (phase) {
    case Phase::waitingForApprovals:
        return QStringLiteral("warning");
    case Phase::cooling:
    case Phase::authorized:
    case Phase::signing:
        return QStringLiteral("info");
    case Phase::signedOut:
        return QStringLiteral("success");
    case Phase::notAllowed:
    case Phase::rejected:
        return QStringLiteral("danger");
    case Phase::takenBack:
    case Phase::expired:
    case Phase::voided:
        return QStringLiteral("neutral");
    }
    Q_UNREACHABLE();
}

} // namespace strongroom::ui
