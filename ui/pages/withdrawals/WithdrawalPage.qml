pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages
import Strongroom.Qr

// One withdrawal: who acts next, what moves, what the policy says, who agreed, what happened.
ConsolePage {
    id: root

    required property WithdrawalViewModel viewModel
    // Both null but in exercises.
    property VirtualCamera camera: null
    property VirtualCamera watcher: null
    readonly property withdrawalView facts: viewModel.facts
    readonly property var lines: facts.timeline
    readonly property bool waitsForBlock: facts.phase === "broadcast"

    source: viewModel
    loaded: viewModel.loaded
    dialogOpen: dialogs.anyOpen
    title: {
        if (!viewModel.loaded)
            return qsTr("Withdrawal");
        if (facts.kind === "stop")
            return qsTr("Stop: coins back to %1").arg(facts.vault);
        if (facts.kind === "consolidation")
            return qsTr("Consolidation in %1").arg(facts.vault);
        if (facts.kind === "speed_up")
            return qsTr("Faster: %1 BTC to %2").arg(AmountFormat.bitcoin(facts.amount)).arg(facts.payee);
        return qsTr("%1 BTC to %2").arg(AmountFormat.bitcoin(facts.amount)).arg(facts.payee);
    }
    description: viewModel.loaded ? facts.sentence : ""

    actions: [
        Button {
            visible: root.viewModel.actions.takeBack
            text: qsTr("Take back…")
            onClicked: dialogs.takeBack()
        },
        Button {
            visible: root.viewModel.actions.stop
            text: qsTr("Stop…")
            onClicked: root.pageRequested("stop", root.facts.withdrawalId)
        },
        Button {
            visible: root.viewModel.actions.speedUp
            text: qsTr("Speed up…")
            onClicked: root.pageRequested("speed-up", root.facts.withdrawalId)
        },
        Button {
            visible: root.viewModel.actions.ask
            text: qsTr("Ask…")
            onClicked: dialogs.ask()
        },
        Button {
            visible: root.viewModel.actions.answer
            text: qsTr("Answer…")
            onClicked: dialogs.answer()
        },
        Button {
            visible: root.viewModel.actions.reject
            text: qsTr("Reject…")
            onClicked: dialogs.reject()
        },
        Button {
            visible: root.viewModel.actions.approve
            text: qsTr("Approve…")
            kind: Button.Primary
            iconName: "check"
            onClicked: dialogs.approve()
        },
        Button {
            visible: root.viewModel.actions.advance
            text: root.waitsForBlock ? qsTr("Look for its block") : qsTr("Continue")
            kind: root.waitsForBlock ? Button.Secondary : Button.Primary
            iconName: root.waitsForBlock ? "" : "arrow-right"
            busy: root.viewModel.busy
            onClicked: root.viewModel.advance()
        }
    ]

    Banner {
        width: parent.width
        visible: root.viewModel.loaded && root.facts.allOnOneComputer
        tone: Tone.Warning
        text: qsTr("All approvals of this withdrawal were made on one computer.")
    }

    Row {
        width: parent.width
        visible: root.viewModel.loaded
        spacing: Spacing.l

        Column {
            id: left

            width: (parent.width - Spacing.l) * 0.62
            spacing: Spacing.l

            ProgressCard {
                width: parent.width
                viewModel: root.viewModel
                onExportRequested: dialogs.exportRequest()
                tryable: root.camera !== null
                onShowToStationRequested: dialogs.showToStation()
                onScanReplyRequested: dialogs.scanReply()
                onHandOutRequested: dialogs.handOut()
                onColdLegRequested: root.pageRequested("cold-leg", "")
            }
            VerdictCard {
                width: parent.width
                title: qsTr("What the policy says")
                outcome: root.viewModel.verdict.outcome
                sentence: root.viewModel.verdict.sentence
                obligations: root.viewModel.verdict.obligations
                rules: root.viewModel.verdict.rules
                code: root.viewModel.verdict.code
            }
            FindingsCard {
                width: parent.width
                findings: root.facts.findings
            }
            VersionsCard {
                width: parent.width
                versions: root.facts.versions
                onOpened: withdrawalId => root.pageRequested("withdrawal", withdrawalId)
            }
            ApprovalsCard {
                width: parent.width
                approvals: root.facts.approvals
            }
        }
        FactsCard {
            width: parent.width - left.width - Spacing.l
            facts: root.facts
        }
    }

    Card {
        width: parent.width
        visible: root.facts.payments.length > 0
        title: qsTr("Payments")
        description: qsTr("All of them in one transaction: none is sent without the others.")

        PaymentList {
            width: parent.width
            payments: root.facts.payments
        }
    }
    Card {
        width: parent.width
        visible: root.viewModel.loaded
        title: qsTr("What moves")
        description: qsTr("Computed from the transaction itself, not from what anyone wrote about it.")

        FlowDiagram {
            width: parent.width
            inputs: root.facts.inputs
            outputs: root.facts.outputs
        }
    }
    Card {
        width: parent.width
        visible: root.viewModel.loaded
        title: qsTr("What happened")

        Timeline {
            label: qsTr("What happened")
            model: root.lines.map(line => ({
                        title: line.title,
                        detail: line.detail,
                        when: TimeFormat.absolute(line.at)
                    }))
        }
    }
    Card {
        width: parent.width
        visible: root.viewModel.loaded
        title: qsTr("To compare")

        KeyValueList {
            KeyValue {
                label: qsTr("Withdrawal")

                HashText {
                    width: parent.width
                    hash: root.facts.withdrawalId
                    label: qsTr("Withdrawal")
                }
            }
            KeyValue {
                label: qsTr("What is approved")

                HashText {
                    width: parent.width
                    hash: root.facts.intentDigest
                    label: qsTr("What is approved")
                }
            }
            KeyValue {
                label: qsTr("Transaction")

                HashText {
                    width: parent.width
                    hash: root.facts.txid
                    label: qsTr("Transaction")
                }
            }
        }
    }

    WithdrawalDialogs {
        id: dialogs

        viewModel: root.viewModel
        camera: root.camera
        watcher: root.watcher
    }
    Connections {
        target: root.viewModel
        function onActed(sentence: string) {
            dialogs.close();
            root.announced(sentence, Tone.Success);
        }
    }
}
