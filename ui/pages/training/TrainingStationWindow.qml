pragma ComponentBehavior: Bound
import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages
import Strongroom.Qr
import Strongroom.Station

// The vault room of an exercise: a station beside the console, each seeing the other one's screen.
Window {
    id: root

    required property ColdTraining training
    // What the station's camera sees, and the camera that sees the station's screen.
    required property VirtualCamera camera
    required property VirtualCamera watcher

    // Beside the console where the screen has room for both; else at the screen's right edge.
    function standBeside(office: Window) {
        const left = head.Screen.virtualX;
        const right = left + head.Screen.desktopAvailableWidth;
        height = office.height;
        y = office.y;
        x = Math.max(left, Math.min(office.x + office.width, right - width));
        show();
        requestActivate();
    }

    width: Sizes.dialogWide
    height: width
    minimumWidth: Sizes.textWidth
    minimumHeight: Sizes.textWidth
    title: qsTr("%1 – Strongroom station").arg(training.names[training.current])
    color: Theme.background

    Column {
        id: head

        x: Spacing.xl
        y: Sizes.trainingStrip + Spacing.l
        width: parent.width - 2 * Spacing.xl
        spacing: Spacing.s

        SegmentedControl {
            label: qsTr("Sit down at")
            options: root.training.names
            currentIndex: root.training.current
            onActivated: index => root.training.current = index
        }
        Secondary {
            width: parent.width
            text: qsTr("A vault room to practise in: this window is another machine. Its passphrase is “%1”.").arg(root.training.shownPassphrase)
        }
    }
    Divider {
        id: line

        anchors.top: head.bottom
        anchors.topMargin: Spacing.l
        width: parent.width
    }
    Loader {
        id: room

        function sitDown() {
            setSource("qrc:/qt/qml/Strongroom/Station/StationPage.qml", {
                viewModel: root.training.station,
                camera: root.camera,
                watcher: root.watcher,
                framed: false,
                focus: true
            });
        }

        anchors.top: line.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        focus: true
        Component.onCompleted: sitDown()
    }
    Connections {
        target: root.training
        function onCurrentChanged() {
            room.sitDown();
        }
    }
    TrainingFrame {}
}
