pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Station

// First run: a key of this station's own, and its words on paper.
Column {
    id: root

    required property StationViewModel viewModel
    readonly property bool wordsStep: viewModel.step === StationViewModel.Words
    property bool imports: false

    function begin() {
        if (wordsStep)
            opening.forceActiveFocus();
        else
            label.forceActiveFocus();
    }
    function submit() {
        if (!make.enabled)
            return;
        if (imports)
            viewModel.importKey(label.text, network.currentText, training.checked, words, passphrase, again);
        else
            viewModel.create(label.text, network.currentText, training.checked, passphrase, again);
    }

    spacing: Spacing.l

    Card {
        width: parent.width
        visible: !root.wordsStep
        title: qsTr("A key of its own")
        description: qsTr("It never leaves this machine. The passphrase opens the key and this station's records; nobody can recover it.")

        SegmentedControl {
            label: qsTr("Where the key comes from")
            options: [qsTr("Make a new key"), qsTr("I have words on paper")]
            currentIndex: root.imports ? 1 : 0
            onActivated: index => root.imports = index === 1
        }
        TextField {
            id: label

            width: parent.width
            label: qsTr("Name of this station")
            placeholderText: qsTr("Vault room A")
        }
        ComboBox {
            id: network

            width: parent.width
            label: qsTr("Network")
            model: ["regtest", "signet", "test"]
        }
        CheckBox {
            id: training

            text: qsTr("For training only")
        }
        SecretField {
            id: words

            width: parent.width
            visible: root.imports
            label: qsTr("Words, with a space between them")
            help: qsTr("12, 15, 18, 21 or 24 words of a BIP39 mnemonic.")
        }
        SecretField {
            id: passphrase

            width: parent.width
            label: qsTr("Passphrase of this station")
        }
        SecretField {
            id: again

            width: parent.width
            label: qsTr("The passphrase again")
            onAccepted: root.submit()
        }
        Button {
            id: make

            kind: Button.Primary
            busy: root.viewModel.busy
            enabled: label.text !== "" && passphrase.length > 0 && again.length > 0 && (!root.imports || words.length > 0)
            text: root.imports ? qsTr("Import the key") : qsTr("Make the key")
            onClicked: root.submit()
        }
    }
    Card {
        width: parent.width
        visible: root.wordsStep
        title: qsTr("Write the words on paper")
        description: qsTr("They are the key. They are shown once, here and nowhere else. Never type or photograph them.")

        SecretField {
            id: opening

            width: parent.width
            visible: shown.count === 0
            label: qsTr("Passphrase of this station")
            onAccepted: root.viewModel.showWords(opening)
        }
        Button {
            kind: Button.Primary
            visible: shown.count === 0
            enabled: opening.length > 0
            busy: root.viewModel.busy
            text: qsTr("Show the words")
            onClicked: root.viewModel.showWords(opening)
        }
        WordsItem {
            id: shown

            width: parent.width
            height: count > 0 ? 6 * Sizes.controlSmall : 0
            words: root.viewModel.words
            font: Typography.mono
            color: Theme.textPrimary
            numberColor: Theme.textTertiary
            Accessible.role: Accessible.Graphic
            Accessible.name: count > 0 ? qsTr("%n words, shown to be written down", "", count) : qsTr("No words are shown")
        }
        Button {
            kind: Button.Primary
            visible: shown.count > 0
            text: qsTr("I have written them down")
            onClicked: root.viewModel.wordsWritten()
        }
    }
}
