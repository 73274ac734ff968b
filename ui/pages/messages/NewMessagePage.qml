pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// Proposing a message: the draft at the left; at the right, while one types, who says it and who must agree.
ConsolePage {
    id: root

    required property NewMessageViewModel viewModel

    source: viewModel
    dialogOpen: proposeDialog.visible
    title: qsTr("New message")
    description: qsTr("Nothing is stored until you propose it.")

    actions: [
        Button {
            text: qsTr("Discard")
            kind: Button.Quiet
            onClicked: {
                root.viewModel.start();
                root.pageRequested("messages", "");
            }
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
                label: qsTr("Vault")
                placeholderText: qsTr("Choose a vault")
                model: root.viewModel.vaults
                textRole: "name"
                valueRole: "vaultId"
                currentIndex: count > 0 ? indexOfValue(root.viewModel.vaultId) : -1
                onActivated: root.viewModel.vaultId = currentValue
            }
            TextArea {
                width: parent.width
                lines: 8
                label: qsTr("Message")
                placeholderText: qsTr("Harbour Treasury holds these coins on 22 November 2025. Asked for by its auditor.")
                help: qsTr("Say for whom and when: a signature can be shown to anybody, at any time.")
                text: root.viewModel.text
                onTextChanged: root.viewModel.text = text
            }
            TextField {
                width: parent.width
                label: qsTr("Number of the deposit address")
                placeholderText: qsTr("0, the first one")
                optional: true
                text: root.viewModel.numberText
                error: root.viewModel.numberProblem
                onTextEdited: root.viewModel.numberText = text
            }
            CheckBox {
                width: parent.width
                text: qsTr("All coins of the vault stand behind it")
                help: qsTr("Only coins that are in a block. Each is shown to whoever gets the signature.")
                checked: root.viewModel.withCoins
                onToggled: root.viewModel.withCoins = checked
            }
            CheckBox {
                width: parent.width
                text: qsTr("Allow letters beyond ASCII")
                help: qsTr("Some look alike. Those who approve see them as they are.")
                checked: root.viewModel.anyLetters
                onToggled: root.viewModel.anyLetters = checked
            }
        }
        Column {
            width: parent.width - form.width - Spacing.l
            spacing: Spacing.l

            Card {
                width: parent.width
                visible: !root.viewModel.present && !root.viewModel.problem.present

                EmptyState {
                    width: parent.width
                    iconName: "policy"
                    title: root.viewModel.previewing ? qsTr("Asking the policy…") : qsTr("The policy answers as you type")
                    text: qsTr("State vault and message to see which address says it, and who must agree.")
                }
            }
            Banner {
                width: parent.width
                visible: root.viewModel.problem.present
                tone: Tone.Danger
                title: qsTr("This cannot be signed as it stands")
                text: root.viewModel.problem.sentence
                code: root.viewModel.problem.code
            }
            Card {
                width: parent.width
                visible: root.viewModel.present
                title: qsTr("Who says it")
                description: qsTr("Nothing can be spent with a signed message.")

                AddressText {
                    width: parent.width
                    address: root.viewModel.address
                    copyable: false
                }
            }
            CoinsBehindCard {
                width: parent.width
                coins: root.viewModel.coins
            }
            VerdictCard {
                width: parent.width
                visible: root.viewModel.present
                outcome: root.viewModel.verdict.outcome
                sentence: root.viewModel.verdict.sentence
                obligations: root.viewModel.verdict.obligations
                rules: root.viewModel.verdict.rules
                code: root.viewModel.verdict.code
            }
        }
    }

    ActDialog {
        id: proposeDialog

        source: root.viewModel
        wide: true
        title: qsTr("Propose this message?")
        description: root.viewModel.verdict.sentence
        confirmText: qsTr("Propose")
        dismissText: qsTr("Keep editing")
        onSubmitted: (typed, passphrase) => root.viewModel.propose(passphrase)

        WordsText {
            width: parent.width
            words: root.viewModel.text
        }
        AddressText {
            width: parent.width
            address: root.viewModel.address
            copyable: false
        }
    }
    Connections {
        target: root.viewModel
        function onProposed(messageId: string) {
            proposeDialog.close();
            root.announced(qsTr("The message is proposed."), Tone.Success);
            root.pageRequested("message", messageId);
        }
    }
}
