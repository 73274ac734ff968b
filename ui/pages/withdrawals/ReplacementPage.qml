pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// Speeding up or stopping a payment that waits for a block: what it costs beside what it costs now, who has to agree,
// and what happens.
ConsolePage {
    id: root

    required property ReplacementViewModel viewModel
    readonly property replacementView preview: viewModel.preview
    readonly property bool stops: viewModel.stops

    source: viewModel
    dialogOpen: proposeDialog.visible
    title: stops ? qsTr("Stop a payment") : qsTr("Speed up a payment")
    description: stops ? qsTr("Sends its coins back to their own vault, before a miner takes the payment.") : qsTr("Sends the same payment with a higher fee. Nothing that anybody receives changes.")

    actions: [
        Button {
            text: qsTr("Back")
            kind: Button.Quiet
            onClicked: root.pageRequested("withdrawal", root.viewModel.withdrawalId)
        },
        Button {
            text: root.stops ? qsTr("Stop the payment…") : qsTr("Speed up…")
            kind: root.stops ? Button.Danger : Button.Primary
            iconName: root.stops ? "cross" : "chevron-up"
            enabled: root.viewModel.complete && !root.viewModel.readOnly
            onClicked: proposeDialog.open()
        }
    ]

    Banner {
        width: parent.width
        visible: root.viewModel.problem.present
        tone: Tone.Danger
        title: root.stops ? qsTr("This payment cannot be stopped like this") : qsTr("This payment cannot be sped up like this")
        text: root.viewModel.problem.sentence
        code: root.viewModel.problem.code
    }
    Banner {
        width: parent.width
        visible: root.stops && root.preview.present
        tone: Tone.Warning
        title: qsTr("The payment may still win the race")
        text: qsTr("Both transactions are known to miners, and one of them is taken. The payment has ended only when its coins are back and six blocks deep; until then it stays live.")
    }

    Row {
        width: parent.width
        spacing: Spacing.l

        Column {
            id: left

            width: (parent.width - Spacing.l) * 0.5
            spacing: Spacing.l

            Card {
                width: parent.width
                title: qsTr("Fee")
                spacing: Spacing.m

                TextField {
                    width: parent.width
                    focus: true
                    label: qsTr("Fee rate")
                    placeholderText: qsTr("Chosen for you, see below")
                    suffix: qsTr("sat/vB")
                    optional: true
                    text: root.viewModel.feeRateText
                    error: root.viewModel.feeRateProblem
                    onTextEdited: root.viewModel.feeRateText = text
                }
                KeyValueList {
                    visible: root.preview.present

                    KeyValue {
                        label: qsTr("Now")
                        value: qsTr("%1 sat, %2").arg(AmountFormat.satoshi(root.preview.feeBefore)).arg(root.preview.feeRateBefore)
                    }
                    KeyValue {
                        label: qsTr("Proposed")
                        value: qsTr("%1 sat, %2").arg(AmountFormat.satoshi(root.preview.fee)).arg(root.preview.feeRate)
                    }
                    KeyValue {
                        label: qsTr("Where from")
                        value: root.preview.feeSource
                    }
                    KeyValue {
                        label: qsTr("At least")
                        value: qsTr("%1, or nodes keep the transaction they have").arg(root.preview.leastFeeRate)
                    }
                    KeyValue {
                        label: qsTr("Approved up to")
                        visible: !root.stops
                        value: root.preview.hasCeiling ? qsTr("%1 sat, %2").arg(AmountFormat.satoshi(root.preview.maxFee)).arg(root.preview.maxFeeRate) : qsTr("No higher fee was approved")
                    }
                }
            }
            Card {
                width: parent.width
                visible: root.preview.present
                title: qsTr("What happens")
                spacing: Spacing.m

                StatusPill {
                    visible: !root.stops
                    text: root.preview.covered ? qsTr("Within what was approved") : qsTr("Beyond what was approved")
                    tone: root.preview.covered ? Tone.Success : Tone.Warning
                    iconName: root.preview.covered ? "check-circle" : "people"
                }
                Body {
                    width: parent.width
                    text: root.preview.sentence
                }
            }
        }
        VerdictCard {
            width: parent.width - left.width - Spacing.l
            visible: root.preview.present
            title: qsTr("What the policy says")
            outcome: root.preview.verdict.outcome
            sentence: root.preview.verdict.sentence
            obligations: root.preview.verdict.obligations
            rules: root.preview.verdict.rules
            code: root.preview.verdict.code
        }
    }
    FindingsCard {
        width: parent.width
        findings: root.preview.findings
    }
    Card {
        width: parent.width
        visible: root.preview.present
        title: qsTr("What moves")
        description: qsTr("It spends the same coins, so that only one of the two transactions can ever confirm.")

        FlowDiagram {
            width: parent.width
            inputs: root.preview.inputs
            outputs: root.preview.outputs
        }
    }

    ActDialog {
        id: proposeDialog

        source: root.viewModel
        title: root.stops ? qsTr("Stop this payment?") : qsTr("Speed up this payment?")
        description: root.preview.sentence
        confirmText: root.stops ? qsTr("Stop the payment") : qsTr("Speed up")
        confirmKind: root.stops ? Button.Danger : Button.Primary
        dismissText: qsTr("Keep as it is")
        onSubmitted: (words, passphrase) => root.viewModel.propose(passphrase)
    }
    Connections {
        target: root.viewModel
        function onProposed(withdrawalId: string) {
            proposeDialog.close();
            root.announced(qsTr("The replacement is proposed."), Tone.Success);
            root.pageRequested("withdrawal", withdrawalId);
        }
    }
}
