import QtQuick
import Strongroom.Design

// A message as it is signed: every line of it, nothing joined and nothing left out.
FocusScope {
    id: root

    required property string words
    property string label: qsTr("Message")

    implicitWidth: Sizes.textWidth
    implicitHeight: text.implicitHeight + 2 * Spacing.m
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: %2").arg(label).arg(words)

    Rectangle {
        anchors.fill: parent
        radius: Sizes.radius
        color: Theme.surfaceSunken
        border.width: Sizes.line
        border.color: Theme.border
    }
    Mono {
        id: text

        x: Spacing.m
        y: Spacing.m
        width: parent.width - 2 * Spacing.m
        wrapMode: Text.Wrap
        text: root.words
        Accessible.ignored: true
    }
}
