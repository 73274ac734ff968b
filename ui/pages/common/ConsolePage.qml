pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models

// What every page of an opened treasury has: its failure above the content, a note when nothing can be changed here,
// and the two ways out: another page, and a sentence for the shell to show.
PageLayout {
    id: root

    required property PageViewModel source
    property bool loaded: true
    // Dialogs show a failure themselves.
    property bool dialogOpen: false

    signal pageRequested(string key, string subject)
    signal announced(string text, int tone)

    objectName: "page"
    above: [
        Banner {
            width: root.innerWidth
            visible: root.source.readOnly
            text: qsTr("Another console holds this treasury open for writing. Everything can be read here; nothing can be changed.")
            code: "workspace.read_only"
        },
        Banner {
            width: root.innerWidth
            visible: root.source.failure.present && !root.dialogOpen
            tone: Tone.Danger
            text: root.source.failure.sentence
            code: root.source.failure.code
            dismissable: true
            onDismissed: root.source.dismissFailure()
        }
    ]

    Spinner {
        anchors.horizontalCenter: parent ? parent.horizontalCenter : undefined
        visible: !root.loaded && !root.source.failure.present
        label: qsTr("Reading the treasury")
    }

    Component.onCompleted: source.refresh()
}
