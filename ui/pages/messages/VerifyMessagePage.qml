pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// Checking a signature that somebody shows: does this address say this message?
ConsolePage {
    id: root

    required property MessagesViewModel viewModel
    readonly property proofView proof: viewModel.proof
    // Of one of our own messages, to begin with; empty otherwise.
    property string wantedAddress: ""
    property string wantedWords: ""
    property string wantedSignature: ""

    source: viewModel
    title: qsTr("Verify a signature")
    description: qsTr("Checked here, offline. Every character of the message counts, the last line break too.")

    actions: [
        Button {
            text: qsTr("Back to messages")
            kind: Button.Quiet
            onClicked: root.pageRequested("messages", "")
        },
        Button {
            text: qsTr("Verify")
            kind: Button.Primary
            iconName: "shield-check"
            enabled: address.text.trim() !== "" && signature.text.trim() !== ""
            onClicked: root.viewModel.check(address.text, words.text, signature.text)
        }
    ]

    Banner {
        width: parent.width
        visible: root.viewModel.proofProblem.present
        tone: Tone.Danger
        title: qsTr("This could not be checked")
        text: root.viewModel.proofProblem.sentence
        code: root.viewModel.proofProblem.code
    }
    Banner {
        width: parent.width
        visible: root.proof.present
        tone: root.proof.valid ? Tone.Success : root.proof.undecided ? Tone.Warning : Tone.Danger
        title: root.proof.valid ? qsTr("Valid: this address says this message") : root.proof.undecided ? qsTr("Undecided: it has parts that are not known here") : qsTr("Not valid: this address does not say this message")
        text: root.proof.sentence
        code: root.proof.code
    }
    Card {
        width: parent.width

        TextField {
            id: address

            width: parent.width
            focus: true
            label: qsTr("Address")
            onTextChanged: root.viewModel.forgetProof()
        }
        TextArea {
            id: words

            width: parent.width
            lines: 5
            label: qsTr("Message")
            onTextChanged: root.viewModel.forgetProof()
        }
        TextArea {
            id: signature

            width: parent.width
            lines: 4
            mono: true
            label: qsTr("Signature")
            placeholderText: qsTr("smp…, ful… or pof…")
            onTextChanged: root.viewModel.forgetProof()
        }
    }
    CoinsBehindCard {
        width: parent.width
        coins: root.proof.coins
    }

    Component.onCompleted: {
        address.text = wantedAddress;
        words.text = wantedWords;
        signature.text = wantedSignature;
        if (wantedSignature !== "")
            viewModel.check(wantedAddress, wantedWords, wantedSignature);
    }
}
