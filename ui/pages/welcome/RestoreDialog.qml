pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// Restores a backup into a folder that does not exist yet. One of its people opens it to prove that it is whole.
Dialog {
    id: root

    required property Console program
    property bool sent: false

    function submit() {
        if (!confirmEnabled || busy)
            return;
        sent = true;
        program.restore(file.text, folder.text, person.text, passphrase);
    }

    title: qsTr("Restore from a backup")
    description: qsTr("The backup has everything except keys. It is verified whole before the folder gets its name.")
    confirmText: qsTr("Restore")
    busy: program.busy
    error: sent && program.failure.present ? program.failure.sentence : ""
    errorCode: program.failure.code
    confirmEnabled: file.text !== "" && folder.text !== "" && person.text !== "" && passphrase.length > 0
    onConfirmed: root.submit()
    onAboutToShow: {
        sent = false;
        passphrase.clear();
    }
    onClosed: {
        passphrase.clear();
        program.dismissFailure();
    }

    PathField {
        id: file

        width: parent.width
        focus: true
        label: qsTr("Backup file")
    }
    PathField {
        id: folder

        width: parent.width
        kind: PathField.SaveFile
        label: qsTr("New folder")
        help: qsTr("Ends in .strongroom and does not exist yet.")
    }
    TextField {
        id: person

        width: parent.width
        label: qsTr("Your short name in the treasury")
        placeholderText: qsTr("anna")
    }
    SecretField {
        id: passphrase

        width: parent.width
        label: qsTr("Your passphrase")
        onAccepted: root.submit()
    }
}
