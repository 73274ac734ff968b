pragma ComponentBehavior: Bound
import QtQuick

// A soft shadow from stacked outlines: shaders are absent on the software renderer. Fill the raised item and lie
// below it (z: -1).
Item {
    id: root

    property int radius: Sizes.radiusLarge
    property int level: 2

    anchors.fill: parent
    z: -1

    Repeater {
        model: root.level * 5

        Rectangle {
            required property int index

            anchors.fill: parent
            readonly property real spread: index * 1.5

            anchors.margins: -spread
            anchors.topMargin: -spread + root.level * 2
            anchors.bottomMargin: -spread - root.level * 2
            radius: root.radius + spread
            color: Theme.shadow
        }
    }
}
