pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models

// What a draft would come to, live.
Column {
    id: root

    required property NewWithdrawalViewModel viewModel
    readonly property previewView preview: viewModel.preview

    signal duplicateOpened(string withdrawalId)

    spacing: Spacing.l

    Card {
        width: parent.width
        visible: !root.preview.present && !root.viewModel.problem.present

        EmptyState {
            width: parent.width
            iconName: "policy"
            title: root.viewModel.previewing ? qsTr("Asking the policy…") : qsTr("The policy answers as you type")
            text: qsTr("State payee, vault and amount to see the fee, what leaves the treasury, and who must agree.")
        }
    }
    Banner {
        width: parent.width
        visible: root.viewModel.problem.present
        tone: Tone.Danger
        title: qsTr("This cannot be paid as it stands")
        text: root.viewModel.problem.sentence
        code: root.viewModel.problem.code
    }
    Card {
        width: parent.width
        visible: root.preview.duplicate
        title: qsTr("Like an earlier payment")
        description: root.preview.duplicateSentence
        actions: [
            Button {
                small: true
                text: qsTr("Show it")
                onClicked: root.duplicateOpened(root.preview.duplicateId)
            }
        ]

        CheckBox {
            width: parent.width
            text: qsTr("I looked at it: this is another payment")
            checked: root.viewModel.duplicateAcknowledged
            onToggled: root.viewModel.duplicateAcknowledged = checked
        }
    }
    Card {
        width: parent.width
        visible: root.preview.present
        spacing: Spacing.m

        Column {
            width: parent.width
            spacing: Spacing.xs

            Caption {
                text: qsTr("Leaves the treasury, fee included")
            }
            AmountText {
                satoshi: root.preview.outflow
                size: AmountText.Large
                label: qsTr("Leaves the treasury, fee included")
            }
        }
        KeyValueList {
            KeyValue {
                label: qsTr("Fee")
                value: qsTr("%1 sat (%2)").arg(AmountFormat.satoshi(root.preview.fee)).arg(root.preview.feeSource)
            }
            KeyValue {
                label: qsTr("Fee may rise to")
                visible: root.preview.hasCeiling
                value: qsTr("%1 sat, %2, without new approvals, if it waits too long").arg(AmountFormat.satoshi(root.preview.maxFee)).arg(root.preview.maxFeeRate)
            }
            KeyValue {
                label: qsTr("Available afterwards")
                value: qsTr("%1 BTC").arg(AmountFormat.bitcoin(root.preview.availableAfter))
            }
            KeyValue {
                label: qsTr("Address")

                AddressText {
                    width: parent.width
                    address: root.preview.payeeAddress
                    copyable: false
                }
            }
        }
    }
    VerdictCard {
        width: parent.width
        visible: root.preview.present
        outcome: root.preview.verdict.outcome
        sentence: root.preview.verdict.sentence
        obligations: root.preview.verdict.obligations
        rules: root.preview.verdict.rules
        code: root.preview.verdict.code
    }
    FindingsCard {
        width: parent.width
        findings: root.preview.findings
    }
}
