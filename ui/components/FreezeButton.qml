import QtQuick
import Strongroom.Design

// Stops the whole treasury. On every page; the page asks before it acts, and shows the state when it has changed.
Button {
    id: root

    property bool frozen: false

    signal freezeRequested
    signal unfreezeRequested

    text: frozen ? qsTr("Frozen") : qsTr("Freeze")
    iconName: "freeze"
    kind: frozen ? Button.Danger : Button.Secondary
    Accessible.name: frozen ? qsTr("Unfreeze the treasury") : qsTr("Freeze the treasury")
    onClicked: frozen ? unfreezeRequested() : freezeRequested()
}
