import QtQuick

// The ring around the control that has the keyboard. `radius` is that of the control.
Rectangle {
    id: root

    required property bool shown
    property int controlRadius: Sizes.radius

    anchors.fill: parent
    anchors.margins: -Sizes.focusLine - 1
    radius: controlRadius + Sizes.focusLine + 1
    color: "transparent"
    border.width: Sizes.focusLine
    border.color: Theme.focusRing
    visible: root.shown
}
