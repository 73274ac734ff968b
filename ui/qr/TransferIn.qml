pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Components
import Strongroom.Design
import Strongroom.Qr

// How something comes from the other machine: over the camera, or as a file on a medium.
FocusScope {
    id: root

    required property QrScannerModel scanner
    property bool busy: false
    property string fileLabel: qsTr("File")
    readonly property bool overCamera: way.currentIndex === 0

    signal fileChosen(string path)

    function begin() {
        camera.forceActiveFocus();
    }

    implicitWidth: Sizes.panel
    implicitHeight: column.implicitHeight

    Column {
        id: column

        width: parent.width
        spacing: Spacing.l

        SegmentedControl {
            id: way

            label: qsTr("How it comes")
            options: [qsTr("Camera"), qsTr("File")]
            onActivated: root.scanner.stop()
        }
        QrScanner {
            id: camera

            visible: root.overCamera
            side: Math.min(root.width, Sizes.dialog)
            scanner: root.scanner
        }
        PathField {
            id: file

            width: parent.width
            visible: !root.overCamera
            label: root.fileLabel
            onAccepted: if (read.enabled)
                root.fileChosen(text)
        }
        Button {
            id: read

            visible: !root.overCamera
            kind: Button.Primary
            iconName: "import"
            text: qsTr("Read the file")
            busy: root.busy
            enabled: file.text.trim() !== ""
            onClicked: root.fileChosen(file.text)
        }
    }
}
