import QtQuick
import Strongroom.Design
import Strongroom.Models
import Strongroom.Pages

// The console's window.
Window {
    id: root

    required property Console program

    width: 1280
    height: 800
    minimumWidth: 1024
    minimumHeight: 680
    visible: true
    title: program.treasuryName !== "" ? qsTr("%1 – Strongroom").arg(program.treasuryName) : qsTr("Strongroom")
    color: Theme.background

    ConsoleView {
        anchors.fill: parent
        program: root.program
    }
}
