pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Strongroom.Design

// Who sits here, and the way to let someone else sit down.
T.AbstractButton {
    id: root

    required property string name
    property string role: ""

    implicitWidth: Sizes.navigation - 2 * Spacing.s
    implicitHeight: 56
    text: qsTr("Switch person")
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.description: role !== "" ? qsTr("Now: %1, %2").arg(name).arg(role) : qsTr("Now: %1").arg(name)
    Accessible.onPressAction: if (root.enabled)
        root.clicked()
    Keys.onReturnPressed: root.clicked()

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.topMargin: Spacing.s
            radius: Sizes.radius
            color: root.down ? Theme.surfacePressed : root.hovered ? Theme.surfacePressed : Theme.clear

            FocusRing {
                shown: root.visualFocus
            }
        }
    }
    contentItem: Item {
        PersonChip {
            anchors.left: parent.left
            anchors.leftMargin: Spacing.s
            // The icon at the right has its own room.
            anchors.right: parent.right
            anchors.rightMargin: Spacing.s + Sizes.icon + Spacing.xs
            anchors.verticalCenter: parent.verticalCenter
            anchors.verticalCenterOffset: Spacing.xs
            name: root.name
            role: root.role
            Accessible.ignored: true
        }
        Icon {
            anchors.right: parent.right
            anchors.rightMargin: Spacing.s
            anchors.verticalCenter: parent.verticalCenter
            anchors.verticalCenterOffset: Spacing.xs
            name: "switch-person"
            size: 18
            color: Theme.textTertiary
        }
    }

    Tooltip {
        text: root.text
        visible: root.hovered
    }
}
