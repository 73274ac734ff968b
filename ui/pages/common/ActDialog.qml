pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models

// An act that a person signs: why, and the passphrase that opens their key. Stays open until the view model reports
// success or the person keeps things as they are; a refusal is shown inside.
Dialog {
    id: root

    required property PageViewModel source
    // Empty: no words are asked for.
    property string wordsLabel: ""
    property string wordsPlaceholder: ""
    property bool wordsOptional: false
    property string passphraseLabel: qsTr("Your passphrase")
    property bool sent: false
    property alias words: wordsField.text
    readonly property bool passphraseTyped: passphrase.length > 0
    default property alias details: slot.data

    signal submitted(string words, QtObject passphrase)

    function submit() {
        if (!confirmEnabled || busy)
            return;
        sent = true;
        submitted(wordsField.text, passphrase);
    }

    dismissText: qsTr("Keep as it is")
    busy: sent && source.busy
    error: sent && source.failure.present ? source.failure.sentence : ""
    errorCode: source.failure.code
    confirmEnabled: passphraseTyped && (wordsLabel === "" || wordsOptional || wordsField.text.trim() !== "")
    onConfirmed: root.submit()
    onAboutToShow: {
        sent = false;
        wordsField.clear();
        passphrase.clear();
    }
    onClosed: {
        passphrase.clear();
        if (source.failure.present)
            source.dismissFailure();
    }

    Column {
        id: slot

        width: parent.width
        visible: children.length > 0
        spacing: Spacing.l
    }
    TextField {
        id: wordsField

        width: parent.width
        visible: root.wordsLabel !== ""
        focus: visible
        label: root.wordsLabel
        placeholderText: root.wordsPlaceholder
        optional: root.wordsOptional
        maximumLength: 500
        onAccepted: passphrase.forceActiveFocus()
    }
    SecretField {
        id: passphrase

        width: parent.width
        focus: root.wordsLabel === ""
        label: root.passphraseLabel
        help: qsTr("Opens your own key for this one act.")
        onAccepted: root.submit()
    }
}
