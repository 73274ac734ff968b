pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// Proposing a withdrawal: the draft at the left; at the right, while one types, what it would come to and who must act.
ConsolePage {
    id: root

    required property NewWithdrawalViewModel viewModel

    source: viewModel
    dialogOpen: proposeDialog.visible || requestDialog.visible
    title: qsTr("New withdrawal")
    description: qsTr("Nothing is stored or reserved until you propose it.")

    actions: [
        Button {
            text: qsTr("Discard")
            kind: Button.Quiet
            onClicked: {
                root.viewModel.start();
                root.pageRequested("withdrawals", "");
            }
        },
        Button {
            text: qsTr("From a file…")
            onClicked: root.pageRequested("batch", "")
        },
        Button {
            text: qsTr("Paste a request…")
            onClicked: requestDialog.open()
        },
        Button {
            text: qsTr("Propose…")
            kind: Button.Primary
            iconName: "send"
            enabled: root.viewModel.complete && !root.viewModel.readOnly
            onClicked: proposeDialog.open()
        }
    ]

    Row {
        width: parent.width
        spacing: Spacing.l

        Card {
            id: form

            width: (parent.width - Spacing.l) * 0.44

            ComboBox {
                width: parent.width
                focus: true
                label: qsTr("To")
                placeholderText: qsTr("Choose an approved payee")
                help: qsTr("Only payees that two people approved stand here.")
                model: root.viewModel.payees
                textRole: "name"
                valueRole: "payeeId"
                currentIndex: count > 0 ? indexOfValue(root.viewModel.payeeId) : -1
                onActivated: root.viewModel.payeeId = currentValue
            }
            ComboBox {
                width: parent.width
                label: qsTr("From")
                placeholderText: qsTr("Choose a vault")
                model: root.viewModel.vaults
                textRole: "name"
                valueRole: "vaultId"
                currentIndex: count > 0 ? indexOfValue(root.viewModel.vaultId) : -1
                onActivated: root.viewModel.vaultId = currentValue
            }
            TextField {
                width: parent.width
                label: qsTr("Amount")
                placeholderText: qsTr("0.00")
                suffix: qsTr("BTC")
                text: root.viewModel.amountText
                error: root.viewModel.amountProblem
                onTextEdited: root.viewModel.amountText = text
            }
            TextField {
                width: parent.width
                label: qsTr("Purpose")
                placeholderText: qsTr("What it is for; approvers read this")
                text: root.viewModel.purpose
                onTextEdited: root.viewModel.purpose = text
            }
            TextField {
                width: parent.width
                label: qsTr("Reference")
                placeholderText: qsTr("INV-2041")
                optional: true
                text: root.viewModel.reference
                onTextEdited: root.viewModel.reference = text
            }
            TextField {
                width: parent.width
                label: qsTr("Fee rate")
                placeholderText: qsTr("Estimated by the node")
                suffix: qsTr("sat/vB")
                optional: true
                text: root.viewModel.feeRateText
                error: root.viewModel.feeRateProblem
                onTextEdited: root.viewModel.feeRateText = text
            }
            CheckBox {
                width: parent.width
                visible: root.viewModel.vaultId !== ""
                text: qsTr("Choose the coins by hand")
                checked: root.viewModel.coins.byHand
                onToggled: root.viewModel.coins.byHand = checked
            }
        }
        PreviewColumn {
            width: parent.width - form.width - Spacing.l
            viewModel: root.viewModel
            onDuplicateOpened: withdrawalId => root.pageRequested("withdrawal", withdrawalId)
        }
    }

    CoinPicker {
        width: parent.width
        visible: root.viewModel.coins.byHand && root.viewModel.vaultId !== ""
        coins: root.viewModel.coins
    }

    PasteRequestDialog {
        id: requestDialog

        viewModel: root.viewModel
    }
    ActDialog {
        id: proposeDialog

        source: root.viewModel
        title: qsTr("Propose %1 BTC?").arg(AmountFormat.bitcoin(root.viewModel.preview.amount))
        description: root.viewModel.preview.verdict.sentence
        confirmText: qsTr("Propose")
        dismissText: qsTr("Keep editing")
        onSubmitted: (words, passphrase) => root.viewModel.propose(passphrase)

        AddressText {
            width: parent.width
            address: root.viewModel.preview.payeeAddress
            copyable: false
        }
    }
    Connections {
        target: root.viewModel
        function onRequestTaken(sentence: string) {
            requestDialog.close();
            root.announced(sentence, Tone.Success);
        }
        function onProposed(withdrawalId: string) {
            proposeDialog.close();
            root.announced(qsTr("The withdrawal is proposed."), Tone.Success);
            root.pageRequested("withdrawal", withdrawalId);
        }
    }
}
