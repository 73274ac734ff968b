pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// How much there is, what waits for whom, what is wrong.
ConsolePage {
    id: root

    required property OverviewViewModel viewModel

    source: viewModel
    loaded: viewModel.loaded
    title: viewModel.personName !== "" ? qsTr("Welcome, %1").arg(viewModel.personName) : qsTr("Overview")
    description: !viewModel.loaded ? "" : viewModel.waitingForMeCount === 0 ? qsTr("Nothing waits for you.") : qsTr("%n matters wait for you.", "", viewModel.waitingForMeCount)

    actions: [
        Button {
            text: qsTr("New deposit")
            iconName: "deposit"
            enabled: !root.viewModel.readOnly
            onClicked: root.pageRequested("deposits", "")
        },
        Button {
            text: qsTr("New withdrawal")
            iconName: "withdrawal"
            kind: Button.Primary
            enabled: !root.viewModel.readOnly
            onClicked: root.pageRequested("new-withdrawal", "")
        }
    ]

    Column {
        width: parent.width
        visible: alerts.count > 0
        spacing: Spacing.s

        Repeater {
            id: alerts

            model: root.viewModel.alerts

            Banner {
                required property var model

                width: parent ? parent.width : 0
                tone: Tones.of(model.tone)
                text: model.sentence
                code: model.code
            }
        }
    }

    Row {
        width: parent.width
        visible: root.viewModel.loaded
        spacing: Spacing.l

        BalanceCard {
            id: balance

            width: (parent.width - Spacing.l) * 0.55
            height: Math.max(implicitHeight, tiers.implicitHeight)
            viewModel: root.viewModel
        }
        Card {
            id: tiers

            width: parent.width - balance.width - Spacing.l
            height: Math.max(implicitHeight, balance.implicitHeight)
            title: qsTr("Tiers against targets")

            Repeater {
                model: root.viewModel.vaults

                ProgressBar {
                    required property string name
                    required property string tier
                    required property var total
                    required property var target
                    required property real filled
                    required property real share

                    width: parent ? parent.width : 0
                    label: filled < 0 ? qsTr("%1: %2 BTC").arg(name).arg(AmountFormat.bitcoin(total)) : tier === "hot" ? qsTr("%1: %2 of at most %3 BTC").arg(name).arg(AmountFormat.bitcoin(total)).arg(AmountFormat.bitcoin(target)) : qsTr("%1: %2 of at least %3 BTC").arg(name).arg(AmountFormat.bitcoin(total)).arg(AmountFormat.bitcoin(target))
                    value: filled < 0 ? share : filled
                    valueText: filled < 0 ? qsTr("%1 of all").arg(percent) : percent
                    tone: tier === "hot" && filled > 0.9 ? Tone.Warning : Tone.Info
                }
            }
        }
    }

    FirstStepsCard {
        width: parent.width
        visible: root.viewModel.fresh
        onPageRequested: key => root.pageRequested(key, "")
    }
    WaitingCard {
        width: parent.width
        visible: root.viewModel.loaded && !root.viewModel.fresh
        title: qsTr("Waiting for you")
        model: root.viewModel.waitingForMe
        emptyText: qsTr("Nothing waits for you.")
        onOpened: (kind, subjectId) => root.openSubject(kind, subjectId)
    }
    WaitingCard {
        width: parent.width
        visible: root.viewModel.loaded && count > 0
        title: qsTr("Waiting for others")
        model: root.viewModel.waitingForOthers
        onOpened: (kind, subjectId) => root.openSubject(kind, subjectId)
    }

    function openSubject(kind: string, subjectId: string) {
        switch (kind) {
        case "payee":
            root.pageRequested("payees", subjectId);
            break;
        case "deposit":
            root.pageRequested("deposits", subjectId);
            break;
        case "arming":
            root.pageRequested("settings", "");
            break;
        case "vault":
            root.pageRequested("vault", subjectId);
            break;
        case "approval":
        case "station":
            root.pageRequested("withdrawal", subjectId);
            break;
        }
    }
}
