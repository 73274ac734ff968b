pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// Paying from a file: every row of it in one transaction, or nothing. All that is wrong with it stands here at once.
ConsolePage {
    id: root

    required property BatchViewModel viewModel
    readonly property previewView preview: viewModel.preview

    source: viewModel
    dialogOpen: proposeDialog.visible || fileDialog.visible
    title: qsTr("Pay from a file")
    description: viewModel.fileName !== "" ? viewModel.fileName : qsTr("A CSV file with the columns payee, amount_btc or amount_sat, purpose and reference.")

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
            text: root.viewModel.fileName !== "" ? qsTr("Another file…") : qsTr("Choose a file…")
            iconName: "import"
            kind: root.viewModel.fileName !== "" ? Button.Secondary : Button.Primary
            onClicked: fileDialog.open()
        },
        Button {
            visible: root.viewModel.fileName !== ""
            text: qsTr("Propose…")
            kind: Button.Primary
            iconName: "send"
            enabled: root.viewModel.complete && !root.viewModel.readOnly
            onClicked: proposeDialog.open()
        }
    ]

    Banner {
        width: parent.width
        visible: root.viewModel.problem.present
        tone: Tone.Danger
        title: qsTr("This file cannot be paid as it stands")
        text: root.viewModel.problem.sentence
        code: root.viewModel.problem.code
    }
    Row {
        width: parent.width
        spacing: Spacing.l

        Card {
            id: form

            width: (parent.width - Spacing.l) * 0.44

            ComboBox {
                width: parent.width
                focus: true
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
                visible: root.viewModel.duplicateCount > 0
                text: qsTr("I looked at the rows that are like earlier payments: these are other ones")
                checked: root.viewModel.duplicatesAcknowledged
                onToggled: root.viewModel.duplicatesAcknowledged = checked
            }
            KeyValueList {
                visible: root.preview.present

                KeyValue {
                    label: qsTr("In all")
                    value: qsTr("%n payments, %1 BTC", "", root.viewModel.lineCount).arg(AmountFormat.bitcoin(root.viewModel.total))
                }
                KeyValue {
                    label: qsTr("Fee")
                    value: qsTr("%1 sat (%2)").arg(AmountFormat.satoshi(root.preview.fee)).arg(root.preview.feeSource)
                }
                KeyValue {
                    label: qsTr("Leaves the treasury, fee included")
                    value: qsTr("%1 BTC").arg(AmountFormat.bitcoin(root.preview.outflow))
                }
                KeyValue {
                    label: qsTr("Available afterwards")
                    value: qsTr("%1 BTC").arg(AmountFormat.bitcoin(root.preview.availableAfter))
                }
            }
        }
        Column {
            width: parent.width - form.width - Spacing.l
            spacing: Spacing.l

            Card {
                width: parent.width
                visible: !root.preview.present && root.viewModel.problemCount === 0 && !root.viewModel.problem.present

                EmptyState {
                    width: parent.width
                    iconName: "document"
                    title: root.viewModel.fileName === "" ? qsTr("All rows at once, or none") : qsTr("Choose a vault")
                    text: root.viewModel.fileName === "" ? qsTr("The file names registered payees and never an address. With one row wrong nothing is proposed, and a file is paid once.") : qsTr("It says at once whether every row can be paid, and who must agree.")
                }
            }
            ProblemsCard {
                width: parent.width
                visible: root.viewModel.problemCount > 0
                model: root.viewModel.problems
                count: root.viewModel.problemCount
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
    }
    PaymentTable {
        width: parent.width
        visible: root.viewModel.lineCount > 0
        model: root.viewModel.lines
    }

    PathDialog {
        id: fileDialog

        source: root.viewModel
        title: qsTr("Choose a file of payments")
        description: qsTr("It is read once; nothing is stored or reserved until you propose it.")
        fieldLabel: qsTr("File")
        confirmText: qsTr("Read")
        onSubmitted: path => root.viewModel.openFile(path)
    }
    ActDialog {
        id: proposeDialog

        source: root.viewModel
        title: qsTr("Propose %n payments?", "", root.viewModel.lineCount)
        description: root.preview.verdict.sentence
        confirmText: qsTr("Propose")
        dismissText: qsTr("Keep editing")
        onSubmitted: (words, passphrase) => root.viewModel.propose(passphrase)

        KeyValueList {
            KeyValue {
                label: qsTr("In all")
                value: qsTr("%1 BTC").arg(AmountFormat.bitcoin(root.viewModel.total))
            }
            KeyValue {
                label: qsTr("File")
                value: root.viewModel.fileName
            }
        }
    }
    Connections {
        target: root.viewModel
        function onOpened() {
            fileDialog.close();
        }
        function onProposed(withdrawalId: string) {
            proposeDialog.close();
            root.announced(qsTr("The payments are proposed."), Tone.Success);
            root.pageRequested("withdrawal", withdrawalId);
        }
    }
}
