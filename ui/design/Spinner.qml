import QtQuick

// Something is under way whose length is not known. Name what, when no text beside it says so.
Icon {
    id: root

    property string label: qsTr("Working…")

    name: "spinner"
    color: Theme.accent
    visible: true
    Accessible.ignored: false
    Accessible.role: Accessible.ProgressBar
    Accessible.name: label

    NumberAnimation on angle {
        from: 0
        to: 360
        duration: Motion.turn
        loops: Animation.Infinite
        running: root.visible && !Motion.reduced
    }
}
