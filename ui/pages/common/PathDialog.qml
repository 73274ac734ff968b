pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Models

// Asks for a file to write or read, and shows why that was refused.
Dialog {
    id: root

    required property PageViewModel source
    property alias kind: field.kind
    property alias fieldLabel: field.label
    property alias fieldHelp: field.help
    property alias path: field.text
    property bool sent: false

    signal submitted(string path)

    function submit() {
        if (!confirmEnabled || busy)
            return;
        sent = true;
        submitted(field.text);
    }

    busy: sent && source.busy
    error: sent && source.failure.present ? source.failure.sentence : ""
    errorCode: source.failure.code
    confirmEnabled: field.text.trim() !== ""
    onConfirmed: root.submit()
    onAboutToShow: sent = false
    onClosed: if (source.failure.present)
        source.dismissFailure()

    PathField {
        id: field

        width: parent.width
        focus: true
        onAccepted: root.submit()
    }
}
