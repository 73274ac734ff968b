pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design

// The proof, for anybody who knows the message and the address.
Card {
    id: root

    required property string signature
    property bool justCopied: false

    signal saveRequested
    signal verifyRequested

    title: qsTr("Signature")
    description: qsTr("Hand it on with the message and the address. Any program that knows BIP322 can verify it.")
    onSignatureChanged: justCopied = false
    actions: [
        Button {
            small: true
            iconName: root.justCopied ? "check" : "copy"
            text: root.justCopied ? qsTr("Copied") : qsTr("Copy")
            onClicked: {
                Clipboard.copy(root.signature);
                root.justCopied = true;
            }
        },
        Button {
            small: true
            iconName: "export"
            text: qsTr("Save…")
            onClicked: root.saveRequested()
        },
        Button {
            small: true
            iconName: "shield-check"
            text: qsTr("Verify it")
            onClicked: root.verifyRequested()
        }
    ]

    WordsText {
        width: parent.width
        words: root.signature
        label: qsTr("Signature")
    }
}
