pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// The two acts on the whole treasury: one person freezes it, several agree to unfreeze it.
Item {
    id: root

    required property ShellViewModel shell

    function freeze() {
        freezeDialog.open();
    }
    function unfreeze() {
        unfreezeDialog.open();
    }
    function close() {
        freezeDialog.close();
        unfreezeDialog.close();
    }

    ActDialog {
        id: freezeDialog

        source: root.shell
        title: qsTr("Freeze the treasury?")
        description: qsTr("No station and no hot signer that learns of it signs anything until others agree to unfreeze. You alone can freeze; you cannot unfreeze alone.")
        wordsLabel: qsTr("Why")
        wordsPlaceholder: qsTr("Everyone reads this")
        confirmText: qsTr("Freeze")
        confirmKind: Button.Danger
        onSubmitted: (words, passphrase) => root.shell.freeze(words, passphrase)
    }
    ActDialog {
        id: unfreezeDialog

        source: root.shell
        title: qsTr("Agree to unfreeze?")
        description: root.shell.freezeState.unfreezeSentence
        confirmText: qsTr("Agree to unfreeze")
        onSubmitted: (words, passphrase) => root.shell.unfreeze(passphrase)
    }
}
