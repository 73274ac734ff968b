pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models

// What would be signed, from the bytes and this station's own registrations. No button when it may not be signed.
Column {
    id: root

    required property StationViewModel viewModel

    spacing: Spacing.l

    Banner {
        width: parent.width
        visible: !root.viewModel.maySign
        tone: Tone.Danger
        title: qsTr("This station does not sign it")
        text: root.viewModel.remedy !== "" ? qsTr("%1 %2").arg(root.viewModel.refusal).arg(root.viewModel.remedy) : root.viewModel.refusal
        code: root.viewModel.refusalCode
    }
    FindingsCard {
        width: parent.width
        findings: root.viewModel.findings
    }
    StationMessage {
        width: parent.width
        visible: root.viewModel.message
        vault: root.viewModel.vault
        words: root.viewModel.messageText
        address: root.viewModel.messageAddress
        intentDigest: root.viewModel.intentDigest
    }
    CoinsBehindCard {
        width: parent.width
        coins: root.viewModel.messageCoins
    }
    Card {
        width: parent.width
        visible: !root.viewModel.message
        title: qsTr("From %1 to %2").arg(root.viewModel.vault).arg(root.viewModel.payee)
        description: qsTr("Computed here from the transaction itself and from what this station knows.")

        AmountText {
            satoshi: root.viewModel.amount
            size: AmountText.Large
            label: qsTr("Amount")
        }
        KeyValueList {
            KeyValue {
                label: qsTr("To %1").arg(root.viewModel.payee)
                visible: root.viewModel.payeeAddress !== ""

                AddressText {
                    width: parent.width
                    address: root.viewModel.payeeAddress
                    label: qsTr("Address of %1").arg(root.viewModel.payee)
                    copyable: false
                }
            }
            KeyValue {
                label: qsTr("Fee")
                value: qsTr("%1 sat").arg(AmountFormat.satoshi(root.viewModel.fee))
            }
            KeyValue {
                label: qsTr("Digest of what is approved")
                visible: root.viewModel.intentDigest !== ""

                HashText {
                    width: parent.width
                    hash: root.viewModel.intentDigest
                    label: qsTr("Digest of what is approved")
                    copyable: false
                }
            }
        }
    }
    Card {
        width: parent.width
        visible: root.viewModel.payments.length > 0
        title: qsTr("Payments")
        description: qsTr("All of them in one transaction: none is sent without the others.")

        PaymentList {
            width: parent.width
            payments: root.viewModel.payments
        }
    }
    // Without an intent that verifies there was nothing to judge.
    VerdictCard {
        width: parent.width
        visible: root.viewModel.intentDigest !== ""
        outcome: root.viewModel.verdict.outcome
        sentence: root.viewModel.verdict.sentence
        obligations: root.viewModel.verdict.obligations
        rules: root.viewModel.verdict.rules
        code: root.viewModel.verdict.code
    }
    Card {
        width: parent.width
        visible: !root.viewModel.message
        title: qsTr("What moves")

        FlowDiagram {
            width: parent.width
            labelWidth: Sizes.navigation
            inputs: root.viewModel.inputs
            outputs: root.viewModel.outputs
        }
    }
    Card {
        width: parent.width
        visible: root.viewModel.maySign
        title: qsTr("Sign")
        description: root.viewModel.message ? qsTr("Compare message, address and digest with what you were told to sign.") : qsTr("Compare amount, address and digest with what you were told to sign.")

        SecretField {
            id: passphrase

            width: parent.width
            label: qsTr("Passphrase of this station")
            onAccepted: root.viewModel.sign(passphrase)
        }
        Button {
            objectName: "sign"
            kind: Button.Primary
            busy: root.viewModel.busy
            enabled: passphrase.length > 0
            text: qsTr("Sign")
            onClicked: root.viewModel.sign(passphrase)
        }
    }
    Button {
        kind: Button.Quiet
        text: qsTr("Back without signing")
        onClicked: root.viewModel.startOver()
    }
}
