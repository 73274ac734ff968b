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
        model: root.level * 4

        Rectangle {
            required property int index

            anchors.fill: parent
            anchors.margins: -index
            anchors.topMargin: -index + root.level
            anchors.bottomMargin: -index - root.level
            radius: root.radius + index
            color: Theme.shadow
        }
    }
}
