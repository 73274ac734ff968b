pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// What a person agrees to by approving a withdrawal.
ActDialog {
    id: root

    required property WithdrawalViewModel viewModel
    readonly property withdrawalView facts: viewModel.facts
    // The digest that stands here while the dialog is open: what is shown is what is signed.
    property string shownDigest: ""

    source: viewModel
    wide: true
    title: qsTr("Approve %1 BTC to %2?").arg(AmountFormat.bitcoin(facts.amount)).arg(facts.payee)
    description: qsTr("You sign that you agree to exactly this. Compare the address with a source of your own.")
    wordsLabel: qsTr("Note")
    wordsPlaceholder: qsTr("How you checked it")
    wordsOptional: true
    confirmText: qsTr("Approve")
    dismissText: qsTr("Not now")
    onAboutToShow: shownDigest = facts.intentDigest
    onSubmitted: (words, passphrase) => root.viewModel.approve(root.shownDigest, words, passphrase)

    KeyValueList {
        KeyValue {
            label: qsTr("Leaves the treasury, fee included")

            AmountText {
                satoshi: root.facts.outflow
                label: qsTr("Leaves the treasury, fee included")
            }
        }
        KeyValue {
            label: qsTr("Fee may rise to")
            visible: root.facts.hasCeiling
            value: qsTr("%1 sat, %2: nobody is asked again").arg(AmountFormat.satoshi(root.facts.maxFee)).arg(root.facts.maxFeeRate)
        }
        KeyValue {
            label: qsTr("To %1").arg(root.facts.payee)
            visible: root.facts.payeeAddress !== ""

            AddressText {
                width: parent.width
                address: root.facts.payeeAddress
                copyable: false
            }
        }
        KeyValue {
            label: qsTr("Purpose")
            value: root.facts.reference !== "" ? qsTr("%1 (%2)").arg(root.facts.purpose).arg(root.facts.reference) : root.facts.purpose
        }
        KeyValue {
            label: qsTr("What you sign")

            HashText {
                width: parent.width
                hash: root.shownDigest
                label: qsTr("What you sign")
                copyable: false
            }
        }
    }
    PaymentList {
        width: parent.width
        visible: root.facts.payments.length > 0
        payments: root.facts.payments
    }
}
