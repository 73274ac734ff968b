pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import Strongroom.Design
import Strongroom.Qr

// What the camera sees and how much of the transfer has come.
FocusScope {
    id: root

    required property QrScannerModel scanner
    property int side: Sizes.panel

    implicitWidth: side
    implicitHeight: column.implicitHeight

    FileDialog {
        id: pictures

        fileMode: FileDialog.OpenFiles
        title: qsTr("Pictures of the other screen")
        onAccepted: root.scanner.scanUrls(selectedFiles)
    }
    Column {
        id: column

        width: parent.width
        spacing: Spacing.m

        Rectangle {
            width: root.side
            height: Math.round(root.side * 9 / 16)
            radius: Sizes.radius
            color: Theme.surfaceSunken
            border.width: Sizes.line
            border.color: Theme.border
            Accessible.role: Accessible.Graphic
            Accessible.name: root.scanner.scanning ? qsTr("Camera picture") : qsTr("The camera is off")

            PictureItem {
                anchors.fill: parent
                anchors.margins: Sizes.line
                fit: PictureItem.Smooth
                picture: root.scanner.preview
            }
            Icon {
                anchors.centerIn: parent
                visible: !root.scanner.scanning
                name: "camera"
                color: Theme.textSecondary
            }
        }
        ProgressBar {
            width: parent.width
            visible: root.scanner.scanning
            label: root.scanner.needed > 0 ? qsTr("%1 of %2 frames").arg(root.scanner.received).arg(root.scanner.needed) : qsTr("Looking for a QR code")
            value: root.scanner.needed > 0 ? root.scanner.received / root.scanner.needed : 0
        }
        Banner {
            width: parent.width
            visible: root.scanner.problem !== ""
            tone: Tone.Warning
            text: root.scanner.problem
        }
        Row {
            spacing: Spacing.s

            Button {
                objectName: "camera"
                focus: true
                kind: root.scanner.scanning ? Button.Secondary : Button.Primary
                text: root.scanner.scanning ? qsTr("Stop") : qsTr("Start the camera")
                iconName: root.scanner.scanning ? "pause" : "camera"
                onClicked: root.scanner.scanning ? root.scanner.stop() : root.scanner.scanCamera()
            }
            Button {
                objectName: "pictures"
                visible: !root.scanner.scanning
                text: qsTr("Choose pictures")
                iconName: "import"
                onClicked: pictures.open()
            }
        }
    }
}
