pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Qr

// A moving QR code with its controls. By keyboard: space plays and pauses, left and right go one frame back and on, up
// and down change the speed.
FocusScope {
    id: root

    required property QrPlayerModel player
    property int side: Sizes.code
    readonly property string frameName: qsTr("QR frame %1 of %2").arg(player.number).arg(player.count)

    implicitWidth: side
    implicitHeight: column.implicitHeight

    Keys.onPressed: event => {
        switch (event.key) {
        case Qt.Key_Space:
            root.player.toggle();
            break;
        case Qt.Key_Left:
            root.player.step(-1);
            break;
        case Qt.Key_Right:
            root.player.step(1);
            break;
        case Qt.Key_Up:
            root.player.changeSpeed(root.player.framesPerSecond + 1);
            break;
        case Qt.Key_Down:
            root.player.changeSpeed(root.player.framesPerSecond - 1);
            break;
        default:
            return;
        }
        event.accepted = true;
    }

    Column {
        id: column

        width: parent.width
        spacing: Spacing.m

        // White in every theme: a camera needs the light around the symbol.
        Rectangle {
            width: root.side
            height: root.side
            radius: Sizes.radius
            color: Theme.paper
            activeFocusOnTab: true
            focus: true
            Accessible.role: Accessible.Graphic
            Accessible.name: root.player.ready ? root.frameName : qsTr("No QR code")
            Accessible.description: qsTr("Space plays and pauses, the arrow keys step and change the speed.")
            Accessible.focusable: true

            PictureItem {
                anchors.fill: parent
                picture: root.player.symbol
                fit: PictureItem.WholePixels
            }
            FocusRing {
                shown: parent.activeFocus
            }
        }
        Banner {
            width: parent.width
            visible: root.player.refusal !== ""
            tone: Tone.Danger
            text: root.player.refusal
        }
        Row {
            visible: root.player.count > 1
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Spacing.s

            IconButton {
                objectName: "back"
                iconName: "chevron-left"
                text: qsTr("One frame back")
                onClicked: root.player.step(-1)
            }
            IconButton {
                objectName: "play"
                iconName: root.player.playing ? "pause" : "play"
                text: root.player.playing ? qsTr("Pause") : qsTr("Play")
                onClicked: root.player.toggle()
            }
            IconButton {
                objectName: "on"
                iconName: "chevron-right"
                text: qsTr("One frame on")
                onClicked: root.player.step(1)
            }
            IconButton {
                objectName: "slower"
                iconName: "minus"
                text: qsTr("Slower")
                onClicked: root.player.changeSpeed(root.player.framesPerSecond - 1)
            }
            IconButton {
                objectName: "faster"
                iconName: "plus"
                text: qsTr("Faster")
                onClicked: root.player.changeSpeed(root.player.framesPerSecond + 1)
            }
        }
        Caption {
            width: parent.width
            visible: root.player.ready
            horizontalAlignment: Text.AlignHCenter
            text: root.player.count > 1 ? qsTr("%1, %2 a second").arg(root.frameName).arg(root.player.framesPerSecond) : root.frameName
        }
    }
}
