pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Qr

// How something goes to the other machine: as a moving code on this screen, or as a file on a medium.
FocusScope {
    id: root

    required property QrPlayerModel player
    property bool busy: false
    property string fileLabel: qsTr("New file")
    readonly property bool onScreen: way.currentIndex === 0

    signal fileChosen(string path)

    function begin() {
        way.currentIndex = 0;
        file.text = "";
        code.forceActiveFocus();
    }

    implicitWidth: Sizes.panel
    implicitHeight: column.implicitHeight

    Column {
        id: column

        width: parent.width
        spacing: Spacing.l

        SegmentedControl {
            id: way

            label: qsTr("How it goes")
            options: [qsTr("On this screen"), qsTr("As a file")]
        }
        QrPlayer {
            id: code

            anchors.horizontalCenter: parent.horizontalCenter
            visible: root.onScreen
            focus: true
            player: root.player
        }
        PathField {
            id: file

            width: parent.width
            visible: !root.onScreen
            kind: PathField.SaveFile
            label: root.fileLabel
            onAccepted: if (write.enabled)
                root.fileChosen(text)
        }
        Button {
            id: write

            visible: !root.onScreen
            iconName: "export"
            text: qsTr("Write the file")
            busy: root.busy
            enabled: file.text.trim() !== ""
            onClicked: root.fileChosen(file.text)
        }
    }
}
